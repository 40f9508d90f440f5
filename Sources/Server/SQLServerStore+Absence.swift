import Domain
import Sealing
import SyncCore

/// What is missing of entries that are held: which of it was erased or purged by right, and what comes back by whatever road.
extension SQLServerStore {
  /// How many rows are looked at in one go.
  private static var page: Int { 1000 }

  /// Which sealed parts of a team may be gone, by all that it holds, and the latest day that anything here speaks for:
  /// devices may have purged before this server did.
  func absence(of team: String) async throws -> (absence: SealedAbsence, day: CivilDate) {
    try await engine.read { session in
      let (absence, arrival) = try Self.absence(of: team, in: session)
      let latest = max(arrival, try Self.keptTime(in: session) ?? arrival)
      return (absence, CivilDate(milliseconds: latest))
    }
  }

  /// Which sealed parts may be gone, and when an entry of the team came last, in milliseconds since 1970.
  private static func absence(
    of team: String, in session: some SQLSession
  ) throws -> (absence: SealedAbsence, arrival: Int64) {
    var absence = SealedAbsence()
    var (last, arrival) = (0, Int64.min)
    while true {
      let rows = try session.query(
        """
        SELECT change, header, body, received_at, standing FROM entry
        WHERE team = $1 AND change > $2 ORDER BY change LIMIT $3
        """, [.text(team), .number(last), .number(page)])
      for row in rows {
        last = try row.number("change")
        let received = try row.integer("received_at")
        arrival = max(arrival, received)
        let entry = Entry(
          headerBytes: try row.bytes("header"), bodyBytes: try row.bytesIfPresent("body"), sealed: nil)
        // What does not count erases nothing either; what cannot be read says nothing.
        let counts = try row.text("standing") == ServerJournalDecision.Standing.counted.rawValue
        guard let entry, counts || entry.header.erases == nil else { continue }
        absence.note(entry, received: received)
      }
      if rows.count < page { return (absence, arrival) }
    }
  }

  /// Takes from entries that came again what the team lacks of them, and that was neither erased nor purged by right.
  static func fill(
    from entries: [Entry], team: String, besides additions: [ServerJournalDecision.Addition],
    in session: some SQLSession
  ) throws {
    // What is new cannot be missing.
    let new = Set(additions.filter { $0.standing != .alias }.map(\.entry.header.id))
    let again = entries.filter { !new.contains($0.header.id) && $0.matchesItsDigests }
    guard !again.isEmpty else { return }
    let places = try incomplete(again, team: team, in: session)
    var absence: SealedAbsence?
    let day = CivilDate(milliseconds: try keptTime(in: session) ?? .min)
    for entry in again {
      guard let place = places[entry.header.id.rawValue], place.lacksBody || entry.sealed != nil,
        let row = try session.row(
          "SELECT header, body, sealed FROM entry WHERE team = $1 AND change = $2",
          [.text(team), .integer(place.change)]),
        let held = Entry(
          headerBytes: try row.bytes("header"), bodyBytes: try row.bytesIfPresent("body"),
          sealed: try row.bytesIfPresent("sealed"))
      else { continue }
      let known = try absence ?? Self.absence(of: team, in: session).absence
      absence = known
      let filled = held.filled(from: entry, keepsSealed: !known.explains(entry.header, on: day))
      guard filled != held else { continue }
      try session.execute(
        "UPDATE entry SET body = $1, sealed = $2 WHERE team = $3 AND change = $4",
        [.optional(filled.bodyBytes), .optional(filled.sealed), .text(team), .integer(place.change)])
    }
  }

  /// Where in the feed those of the entries stand that count and have no body or no sealed part, by their ids.
  private static func incomplete(
    _ entries: [Entry], team: String, in session: some SQLSession
  ) throws -> [String: (change: Int64, lacksBody: Bool)] {
    let rows = try session.query(
      """
      WITH wanted (id) AS (VALUES $list)
      SELECT id, (
        SELECT CASE WHEN body IS NULL THEN -change ELSE change END FROM entry
        WHERE team = $1 AND entry.id = wanted.id AND standing = 'counted' AND (body IS NULL OR sealed IS NULL)
      ) AS place FROM wanted
      """, [.text(team)], list: Set(entries.map(\.header.id.rawValue)).sorted())
    return try rows.reduce(into: [:]) { places, row in
      guard let place = try row.integerIfPresent("place") else { return }
      places[try row.text("id")] = (abs(place), place < 0)
    }
  }
}
