import Domain
import Sealing
import SyncCore
import Synchronization

/// The server's store as plain values, for tests: it holds what the process lives for.
///
/// Each call does what one transaction does elsewhere: it holds the lock from its first look to its last change, and
/// whatever it refuses it refuses before it changes anything.
package final class MemoryServerStore: ServerStore {
  let state = Mutex(State())

  /// An empty store with a history of its own.
  package init() {}

  package func facts() -> ServerFacts {
    state.withLock { ServerFacts(epoch: $0.epoch, contentKey: $0.contentKey, signingKey: $0.signingKey) }
  }

  package func createTeam(_ team: TeamRecord, now: Int64) throws {
    try state.withLock { state in
      // PostgreSQL's code for a key that is there already.
      guard state.teams[team.id] == nil else { throw StoreFault.failed(code: "23505") }
      state.teams[team.id] = Team(record: team, journal: TeamJournal(team: team.id))
    }
  }

  package func teams() -> [TeamRecord] {
    state.withLock { state in
      state.teams.values.map(\.record).sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }
  }

  package func place(team: String, in unit: String) throws {
    try changing(team) { team in
      team.record = TeamRecord(id: team.record.id, name: team.record.name, unit: unit)
    }
  }

  package func units() -> UnitRegister { state.withLock(\.units) }

  package func changeUnits<Value: Sendable>(_ change: @Sendable (inout UnitRegister) throws -> Value) rethrows -> Value
  {
    try state.withLock { state in
      var units = state.units
      let value = try change(&units)
      state.units = units
      return value
    }
  }

  /// Changes a team that is there.
  func changing<Value>(_ id: String, _ body: (inout Team) throws -> Value) throws -> Value {
    try state.withLock { state in
      guard var team = state.teams[id] else { throw StoreFault.teamUnknown(id) }
      // Taken out meanwhile, so that it is changed in its place and not copied.
      state.teams[id] = nil
      defer { state.teams[id] = team }
      return try body(&team)
    }
  }

  /// There is nothing to give up.
  package func close() {}
}

extension MemoryServerStore {
  /// Everything that is held.
  struct State {
    let epoch = Hexadecimal.text(Randomness.bytes(8))
    let signingKey = SigningKey()
    var contentKey: [UInt8]?
    var units = UnitRegister()
    var teams: [String: Team] = [:]
    var invitations: [Fingerprint: Invitation] = [:]
    /// Every version of every guide, in the order in which they were published.
    var guides: [PublishedGuide] = []
    var procedures: [ListedProcedure] = []
    var audit: [AuditRecord] = []
    /// The moment that the server vouches for.
    var vouchedTime: Int64?
  }

  /// An invitation, known by the digest of its code.
  struct Invitation {
    let team: String
    let role: Role
    let holder: String?
    let expires: Int64
    let packet: [UInt8]?
    /// The device that used it.
    var user: String?
  }

  /// A device of a team, and the digest of its token.
  struct Device {
    var record: DeviceRecord
    var token: Fingerprint
    /// Which versions of guides it has, once it said so.
    var guides: [String: Int]?
  }

  /// A team with what its devices brought.
  struct Team {
    var record: TeamRecord
    var devices: [String: Device] = [:]
    var deeds: [String: DeedRecord] = [:]
    var journal: TeamJournal
    var forks: [StreamID: ForkRecord] = [:]
    /// When an entry came first, in milliseconds since 1970.
    var received: [EntryID: Int64] = [:]
    var aside: [AsideRecord] = []
    /// The messages about which a person has decided.
    var settled: Set<Fingerprint> = []
  }
}
