import Domain
import LocalStore

/// Who opened and who erased what is sealed within a period, as `review` shows it: counted for each person and machine; openings
/// one by one, too.
struct ReviewOpenings {
  private let shell: Shell
  private let deeds: [Entry]
  private var openings: [Entry] { deeds.filter { $0.header.kind == .opening } }
  private let roster: Roster
  /// The numbers under which people know the assistances.
  private let numbers: [EntryID: Int]

  /// Those of the scope.
  init(_ shell: Shell, in period: Period, _ scope: EntryScope, numbers: [EntryID: Int]) throws {
    self.shell = shell
    self.numbers = numbers
    deeds = try shell.store.sealedDeeds(period, scope)
    roster = try shell.store.teamRoster()
  }

  /// Shows the counts, where there are any; and each one, where somebody asked for that.
  func show(eachOne isListed: Bool) {
    if isListed || !openings.isEmpty {
      shell.screen.show(shell.phrases(openings.isEmpty ? "review.openings-none" : "review.openings"), .strong)
      show(.opening, "review.opening-count")
      for entry in isListed ? openings : [] {
        shell.screen.show(line(entry), indent: 2, hanging: 4)
      }
    }
    if deeds.count > openings.count {
      shell.screen.show(shell.phrases("review.erasures"), .strong)
      show(.erasure, "review.erasure-count")
    }
  }

  private func show(_ kind: EntryKind, _ key: String) {
    for count in SealedDeedCount.counted(kind, in: deeds) {
      let facts = [
        "person": name(count.person), "device": String(count.device.prefix(8)), "times": String(count.times),
        "assistances": String(count.assistances.count), "exports": String(count.exports), "time": time(count.last),
      ]
      let used = facts.filter { kind == .opening || !["times", "exports"].contains($0.key) }
      shell.screen.show(shell.phrases(key, used), indent: 2, hanging: 4)
    }
  }

  private func line(_ entry: Entry) -> String {
    let opening = entry.body.flatMap(Opening.init(canonical:))
    let purpose = opening.map { "review.purpose.\($0.purpose.rawValue)" } ?? "review.purpose.unknown"
    let named = (opening?.entries ?? []).map { id in numbers[id].map { "#\($0)" } ?? String(id.rawValue.prefix(8)) }
    return shell.phrases(
      "review.opening",
      [
        "time": time(entry.header.time.milliseconds), "person": name(entry.header.person),
        "device": String((entry.header.device ?? "").prefix(8)), "purpose": shell.phrases(purpose),
        "entries": named.joined(separator: ", "),
      ])
  }

  private func name(_ person: PersonID?) -> String {
    guard let person else { return shell.phrases("review.unnamed") }
    return roster[person]?.name ?? shell.phrases("journal.somebody")
  }

  private func time(_ milliseconds: Int64) -> String {
    CivilTime.clock(milliseconds: milliseconds) + " " + CivilDate(milliseconds: milliseconds).slashed
  }

  /// The counts of a kind (`opening` or `erasure`) for programs, by the ids of persons and machines.
  func counts(_ kind: EntryKind) -> CanonicalValue {
    .array(
      SealedDeedCount.counted(kind, in: deeds).map { count in
        var members: [String: CanonicalValue] = [
          "device": .text(count.device), "times": .integer(Int64(count.times)),
          "assistances": .integer(Int64(count.assistances.count)),
          "last": .text(CivilTime.iso(milliseconds: count.last)),
        ]
        if kind == .opening { members["exports"] = .integer(Int64(count.exports)) }
        members["person"] = count.person.map { .text($0.rawValue) }
        return .object(members)
      })
  }

  /// Each one for programs, in the order of time.
  var each: CanonicalValue {
    .array(
      openings.map { entry in
        var members: [String: CanonicalValue] = [
          "device": .text(entry.header.device ?? ""),
          "time": .text(CivilTime.iso(milliseconds: entry.header.time.milliseconds)),
          "entries": entry.body?["entries"] ?? .array([]),
        ]
        members["person"] = entry.header.person.map { .text($0.rawValue) }
        members["purpose"] = entry.body?["purpose"]
        return .object(members)
      })
  }
}
