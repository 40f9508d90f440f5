import Domain
import LocalStore
import Sealing
import SyncClient
import SyncCore

/// `gia nhập` / `enrol`: joins a team with the code that its leader gave.
enum EnrolCommand: Command {
  static let id = "enrol"
  static let valuedOptions: Set<String> = ["name"]
  static let flags: Set<String> = ["move"]
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || words.count == 2 || InvitationLink.isMeant(by: words[0])
  }

  /// An invitation's code opens a team.
  static func isRemembered(with words: [String]) -> Bool { words.isEmpty }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    let (url, code) = try invitation(arguments.words)
    // The journal goes to the team: nobody hands one team's log to another by a slip.
    if let present = try store.enrolment(), present.server != (try? ServerAddress(url).text), !arguments.has("move") {
      throw UserFault("enrol.elsewhere", ["team": present.teamName])
    }
    let name = String(CleanText.line(arguments.options["name"] ?? shell.parts.deviceName).prefix(longestName))
    let enrolment = try await shell.reach(url) { server, transport in
      try await Enrolling.enrol(at: server, code: code, name: name, keys: store.keys, over: transport)
    }
    try store.record(enrolment)
    shell.screen.show(shell.phrases("enrol.done", ["team": enrolment.teamName]), .good)
    try takeKeys(of: enrolment, code: code, in: shell)
  }

  /// Takes the team's key out of what the invitation carried; one that a server made carries none.
  private static func takeKeys(of enrolment: Enrolment, code: String, in shell: Shell) throws {
    if let code = InvitationCode(code), let bytes = enrolment.packet,
      let packet = try? InvitationPacket(opening: bytes, with: code)
    {
      return try TeamKeyKeeping(shell: shell).take(packet, of: enrolment.team)
    }
    if enrolment.packet != nil { shell.screen.show(shell.phrases("keys.bad-packet"), .warning) }
    if Role(rawValue: enrolment.role)?.leads == true {
      do throws(UserFault) { try shell.keys.requireVault() } catch { shell.show(error) }
    }
    // The new team has not been told yet to which key its members may seal for this machine.
    if let vault = try shell.store.vault()?.vault {
      try shell.store.append(.reader(ReaderStatement(vault.publicKey, of: shell.store.keys, with: nil)))
    }
  }

  /// The server's address and the code, as they were typed or from a link.
  private static func invitation(_ words: [String]) throws(UserFault) -> (url: String, code: String) {
    if words.count == 1 {
      guard let link = InvitationLink(words[0]) else { throw UserFault("enrol.bad-link", kind: .usage) }
      return (link.server, link.code.text)
    }
    guard words.count == 2 else { throw UserFault("enrol.usage", kind: .usage) }
    return (words[0], words[1])
  }

  /// Characters of a device's name; in UTF-8 that stays below what a server takes.
  private static let longestName = 60
}

extension UserFault {
  /// The fault that an exchange with a server met.
  init(_ fault: SyncFault) {
    switch fault {
    case .badAddress(let text): self.init(fault.code, ["address": text])
    case .unreachable, .answerTooLarge, .answerDamaged: self.init(fault.code, kind: .world)
    case .badAnswer(let status): self.init(fault.code, ["status": String(status)], kind: .world)
    case .withoutBody(let index): self.init(fault.code, ["number": String(index + 1)], kind: .world)
    case .notTheServer, .brokenFeed: self.init(fault.code, kind: .world)
    case .refused(let problem): self.init(fault.code, ["reference": problem.reference ?? "–"])
    case .tokenRefused, .unsettled, .notEnrolled, .enrolAgain, .wrongDevice: self.init(fault.code)
    }
  }
}
