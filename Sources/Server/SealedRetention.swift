import Domain
import SyncCore

/// An entry, and when it came to the server.
package struct ReceivedEntry: Hashable, Sendable {
  package let entry: Entry
  /// In milliseconds since 1970, on the server's clock.
  package let time: Int64
}

/// The day by which a server purges. It trusts its own clock no farther than a device trusts one (`VouchedDay`): from the
/// moment at which it looked last, and before it ever looked from the moment at which an entry came last, the clock may have
/// moved on by a month at most. It looks every hour; a server that was off for longer, or whose clock jumped, waits until
/// somebody confirms the day (`camtay-server purge --confirm-clock`).
enum ServerDay {
  /// The moment by which to purge, where `kept` is the latest so far; nil where the clock lies too far ahead. A clock that
  /// went back is believed: a purge comes later then, and loses nothing. Before anything came nothing is kept of it.
  static func next(after kept: Int64?, now: Int64, isConfirmed: Bool) -> Int64? {
    guard let kept, !isConfirmed, now > kept else { return now }
    return VouchedDay.reached(from: kept, by: [now]) == now ? now : nil
  }
}

/// Purging what is sealed and whose day has come (`Retention`), from the fold of each team's journal: the day stands in
/// the bodies, which the server reads.
package struct SealedRetention: Sendable {
  /// What a run did.
  package enum Outcome: Hashable, Sendable {
    /// So many sealed parts are gone.
    case purged(Int)
    /// The server's clock cannot be believed.
    case clockDoubted
  }

  /// How many assistances one transaction purges at most.
  private static let batch = 200
  private let store: any ServerStore

  /// For the teams of that store.
  package init(_ store: any ServerStore) { self.store = store }

  /// Purges what has to go by the server's clock.
  ///
  /// - Parameter isConfirmed: whether a person vouches for the clock.
  package func run(now: Int64, isConfirmed: Bool = false) async throws -> Outcome {
    guard let time = try await store.vouchedTime(now: now, isConfirmed: isConfirmed) else { return .clockDoubted }
    let day = CivilDate(milliseconds: time)
    var count = 0
    for team in try await store.teams() {
      let expired = Self.expired(try await store.sealedAssistances(team: team.id), on: day)
      for first in stride(from: 0, to: expired.count, by: Self.batch) {
        let batch = expired[first..<min(first + Self.batch, expired.count)]
        count += try await store.eraseSealed(of: Set(batch), team: team.id)
      }
    }
    return .purged(count)
  }

  /// The assistances whose day has come, or that were erased before this program knew of erasures. A day that a wrong clock
  /// wrote into the far future counts as the farthest that there can be, from when the last change came.
  static func expired(_ received: [ReceivedEntry], on day: CivilDate) -> [EntryID] {
    let latest = Dictionary(received.map { ($0.entry.header.root, $0.time) }, uniquingKeysWith: max)
    let items = Journal(received.map(\.entry)).items
    // A change whose assistance never came has nobody to say its day.
    let strays = Set(received.map(\.entry.header.root)).subtracting(items.map(\.entry.header.id))
    let expired = items.filter { item in
      let farthest = CivilDate(milliseconds: latest[item.entry.header.id] ?? 0)
        .adding(days: Retention.daysWhilePending)
      return item.isErased || min(item.retainedUntil, farthest) <= day
    }.map(\.entry.header.id)
    let forgotten = strays.filter { root in
      CivilDate(milliseconds: latest[root] ?? 0).adding(days: Retention.daysWhilePending) <= day
    }
    return expired + forgotten.sorted()
  }
}
