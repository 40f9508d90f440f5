import Domain
import LocalStore
import Sealing
import SyncClient
import SyncCore

/// `đội` / `team`: what a leader does with the team's machines: lists, renames and revokes them, and invites more.
enum TeamCommand: Command {
  static let id = "team"
  static let valuedOptions: Set<String> = ["role", "for", "days", "team"]
  static let flags: Set<String> = ["yes"]
  /// What can stand behind the command's name.
  private enum Part: String, CaseIterable {
    case devices, rename, revoke, invite, rekey, grant, trust
  }

  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    guard !words.isEmpty else { return true }
    guard let (part, rest) = part(of: words, in: shell) else { return false }
    // "đội mời thầu" is a search.
    return switch part {
    case .devices, .invite, .rekey: rest.isEmpty
    case .rename, .revoke, .grant, .trust: rest.first.map { Int($0) != nil } ?? true
    }
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let (part, rest) = part(of: arguments.words, in: shell) ?? (.devices, [])
    switch part {
    case .devices: try list(try await devices(arguments, in: shell), arguments, in: shell)
    case .rename: try await rename(rest, arguments, in: shell)
    case .revoke: try await revoke(rest, arguments, in: shell)
    case .invite: try await TeamInvitation(shell: shell).make(arguments)
    case .rekey:
      try refuseOtherTeam(arguments)
      try await renewKey(without: nil, among: try await devices(arguments, in: shell), in: shell)
    case .trust:
      guard rest.count < 2 else { throw UserFault("team.usage", kind: .usage) }
      try refuseOtherTeam(arguments)
      try TeamKeyKeeping(shell: shell).trust(rest.first.flatMap(Int.init), isConfirmed: arguments.has("yes"))
    case .grant:
      guard rest.count == 1 else { throw UserFault("team.usage", kind: .usage) }
      try refuseOtherTeam(arguments)
      let device = try await device(rest[0], arguments, in: shell)
      try await shell.exchange()
      try TeamKeyKeeping(shell: shell).grant(to: device, isConfirmed: arguments.has("yes"))
      try await shell.exchange()
    }
  }

  private static func part(of words: [String], in shell: Shell) -> (Part, [String])? {
    for part in Part.allCases {
      if let rest = shell.rest(of: words, after: part.rawValue, phrase: "team.\(part.rawValue)") {
        return (part, rest)
      }
    }
    return nil
  }

  private static func rename(_ words: [String], _ arguments: Arguments, in shell: Shell) async throws {
    guard words.count > 1 else { throw UserFault("team.usage", kind: .usage) }
    let name = try shell.nameOnServer(words.dropFirst().joined(separator: " "))
    let device = try await device(words[0], arguments, in: shell)
    let devices = try await devices(arguments, after: .rename(device: device.id, name: name), in: shell)
    try list(devices, arguments, in: shell)
  }

  private static func revoke(_ words: [String], _ arguments: Arguments, in shell: Shell) async throws {
    guard words.count == 1 else { throw UserFault("team.usage", kind: .usage) }
    let device = try await device(words[0], arguments, in: shell)
    guard try device.id != shell.store.keys.deviceID else { throw UserFault("team.own-device") }
    guard device.revoked == nil else { throw UserFault("team.revoked-already", ["name": device.name]) }
    let question = shell.phrases("team.confirm", ["name": device.name])
    guard arguments.has("yes") || shell.isConfirmed(question) else {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    let devices = try await devices(arguments, after: .revoke(device: device.id), in: shell)
    try list(devices, arguments, in: shell)
    guard arguments.options["team"] == nil, try shell.store.teamKeys()?.current != nil else { return }
    shell.screen.show(shell.phrases("keys.what-was-read", ["name": device.name]), .warning)
    do {
      try await renewKey(without: device, among: devices, in: shell)
    } catch let fault as UserFault {
      shell.show(fault)
      shell.screen.show(shell.phrases("keys.renew-later"), .warning)
    }
  }

  /// Gives the team another key, on top of what the server knows now, and hands it on at once.
  private static func renewKey(without device: TeamDevice?, among devices: [TeamDevice], in shell: Shell) async throws {
    try await shell.exchange()
    try TeamKeyKeeping(shell: shell).renew(without: device, among: devices)
    try await shell.exchange()
  }

  /// A machine has the keys of its own team only.
  private static func refuseOtherTeam(_ arguments: Arguments) throws(UserFault) {
    guard arguments.options["team"] == nil else { throw UserFault("keys.own-team-only", kind: .usage) }
  }

  /// The device of that number in the server's list.
  private static func device(_ word: String, _ arguments: Arguments, in shell: Shell) async throws -> TeamDevice {
    let devices = try await devices(arguments, in: shell)
    guard let number = Int(word), (1...max(devices.count, 1)).contains(number), !devices.isEmpty else {
      throw UserFault("input.no-such-number", ["count": String(devices.count)])
    }
    return devices[number - 1]
  }

  private static func devices(
    _ arguments: Arguments, after deed: TeamDeed? = nil, in shell: Shell
  ) async throws -> [TeamDevice] {
    try await shell.teamDevices(of: arguments.options["team"], after: deed)
  }

  private static func list(_ devices: [TeamDevice], _ arguments: Arguments, in shell: Shell) throws {
    let line = try DeviceLine(shell, isOwnTeam: arguments.options["team"] == nil)
    for (index, device) in devices.enumerated() {
      shell.screen.item(index + 1, line.words(device, number: index + 1))
    }
  }
}

extension Shell {
  /// How a team's devices stand, its own unless another is named, after a deed or none.
  ///
  /// - Throws: `UserFault`, without asking the server where this device's role allows it for nobody.
  func teamDevices(of team: String?, after deed: TeamDeed?) async throws -> [TeamDevice] {
    let store = try self.store
    guard let enrolment = try store.enrolment() else { throw UserFault(SyncFault.notEnrolled) }
    let role = Role(rawValue: enrolment.role) ?? .volunteer
    // Over whose device only the server knows.
    let permission: Deed = if case .invite(_, let invited, _, _, _)? = deed { .invite(invited) } else { .listDevices }
    guard role.reach(of: permission) != .none else {
      throw UserFault("team.not-allowed", ["role": roleWords(enrolment.role)])
    }
    return try await reach(enrolment.server) { _, transport in
      try await TeamInquiry(store, keys: store.keys, over: transport).devices(of: team, after: deed)
    }
  }

  /// A role in the shell's language.
  func roleWords(_ role: String) -> String { phrases.optional("role.\(role)") ?? role }

  /// A name as it may go to the server: short, and without what may never be stored.
  func nameOnServer(_ typed: String) throws(UserFault) -> String {
    let name = CleanText.line(typed)
    guard !name.isEmpty else { throw UserFault("team.usage", kind: .usage) }
    guard name.count <= Person.maximumName else {
      throw UserFault("who.too-long", ["max": String(Person.maximumName)])
    }
    if let finding = PersonalDataGuard.finding(in: name) { throw UserFault(finding.code) }
    return name
  }
}
