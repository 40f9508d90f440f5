import Domain
import Sealing
import SyncCore
import Synchronization

/// The server's store as plain values, for tests and demonstrations: it holds what the process lives for.
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

  package func invite(to team: String, code: Fingerprint, expires: Int64) throws {
    try state.withLock { state in
      guard state.teams[team] != nil else { throw StoreFault.teamUnknown(team) }
      state.invitations[code] = Invitation(team: team, expires: expires)
    }
  }

  package func enrol(_ claim: EnrolmentClaim, now: Int64) throws -> TeamRecord {
    try state.withLock { state in
      guard let invitation = state.invitations[claim.code], let team = state.teams[invitation.team] else {
        throw Problem(.codeUnknown)
      }
      guard now < invitation.expires else { throw Problem(.codeExpired) }
      guard invitation.user == nil || invitation.user == claim.device else { throw Problem(.codeUsed) }
      let elsewhere = state.teams.values.contains { $0.record != team.record && $0.devices[claim.device] != nil }
      guard !elsewhere else { throw Problem(.deviceElsewhere) }
      guard team.devices[claim.device]?.isRevoked != true else { throw Problem(.deviceRevoked) }
      state.invitations[claim.code]?.user = claim.device
      state.teams[invitation.team]?.devices[claim.device] = Device(
        token: claim.token, tokenExpires: claim.tokenExpires, signingKey: claim.signingKey,
        sealingKey: claim.sealingKey)
      return team.record
    }
  }

  package func device(team: String, token: Fingerprint) -> DeviceRecord? {
    state.withLock { state in
      state.teams[team]?.devices.first { $0.value.token == token }.map { $0.value.record(id: $0.key) }
    }
  }

  package func device(team: String, id: String) -> DeviceRecord? {
    state.withLock { $0.teams[team]?.devices[id]?.record(id: id) }
  }

  package func replaceToken(of device: String, team: String, token: Fingerprint, expires: Int64) {
    state.withLock { state in
      state.teams[team]?.devices[device]?.token = token
      state.teams[team]?.devices[device]?.tokenExpires = expires
    }
  }

  /// Changes a team that is there.
  func changing<Value>(_ id: String, _ body: (inout Team) -> Value) throws -> Value {
    try state.withLock { state in
      guard var team = state.teams[id] else { throw StoreFault.teamUnknown(id) }
      // Taken out meanwhile, so that it is changed in its place and not copied.
      state.teams[id] = nil
      defer { state.teams[id] = team }
      return body(&team)
    }
  }

  package func revoke(device: String, team: String, now: Int64) {
    state.withLock { $0.teams[team]?.devices[device]?.isRevoked = true }
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
    var guides: [SignedGuide] = []
  }

  /// An invitation, known by the digest of its code.
  struct Invitation {
    let team: String
    let expires: Int64
    /// The device that used it.
    var user: String?
  }

  /// A device of a team, as far as it is asked about.
  struct Device {
    var token: Fingerprint
    var tokenExpires: Int64
    let signingKey: [UInt8]
    let sealingKey: [UInt8]
    var isRevoked = false

    func record(id: String) -> DeviceRecord {
      DeviceRecord(
        id: id, signingKey: signingKey, sealingKey: sealingKey, tokenExpires: tokenExpires, isRevoked: isRevoked)
    }
  }

  /// A team with what its devices brought.
  struct Team {
    var record: TeamRecord
    var devices: [String: Device] = [:]
    var journal: TeamJournal
    var forks: [StreamID: ForkRecord] = [:]
    var aside: [AsideRecord] = []
  }
}
