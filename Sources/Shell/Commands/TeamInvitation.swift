import Domain
import Sealing
import SyncCore

/// An invitation that a leader's device makes: the code is born here, and the server gets its digest only.
struct TeamInvitation {
  let shell: Shell

  /// Makes it, and shows its code, its link and, where the terminal can, the link as a QR code.
  func make(_ arguments: Arguments) async throws {
    guard let enrolment = try shell.store.enrolment() else { throw UserFault("sync.not-enrolled") }
    let role = try role(arguments.options["role"])
    let days = try days(arguments.options["days"])
    let holder = try arguments.options["for"].map(shell.nameOnServer)
    let code = InvitationCode.random()
    let isOwnTeam = arguments.options["team"] == nil || arguments.options["team"] == enrolment.team
    let packet = try isOwnTeam ? packet(role: role, code: code) : nil
    let deed = TeamDeed.invite(code: code.digest, role: role, holder: holder, days: days, packet: packet)
    _ = try await shell.teamDevices(of: arguments.options["team"], after: deed)
    let link = InvitationLink(server: enrolment.server, code: code).text
    let facts = ["role": shell.roleWords(role.rawValue), "days": String(days)]
    shell.screen.show(shell.phrases("team.invited", facts), .good)
    shell.screen.show(code.text, .strong, indent: 2)
    shell.screen.show(link, indent: 2)
    shell.screen.showQR(link)
    shell.screen.show(shell.phrases("team.invited-once"), .faint)
  }

  /// The team's key for whoever joins. Without the passphrase the invitation goes out without it.
  private func packet(role: Role, code: InvitationCode) throws -> [UInt8]? {
    do {
      return try TeamKeyKeeping(shell: shell).packet(for: role, code: code)
    } catch let fault as UserFault {
      shell.show(fault)
      shell.screen.show(shell.phrases("team.invited-without-key"), .warning)
      return nil
    }
  }

  private func role(_ typed: String?) throws(UserFault) -> Role {
    guard let typed else { return .volunteer }
    let role = Role.allCases.first { shell.means(typed, $0.rawValue, phrase: "role.\($0.rawValue)") }
    guard let role else {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw UserFault("team.unknown-role", ["role": typed, "known": known], kind: .usage)
    }
    return role
  }

  private func days(_ typed: String?) throws(UserFault) -> Int {
    guard let typed else { return InvitationCode.defaultDays }
    guard let days = Int(typed), InvitationCode.days.contains(days) else {
      throw UserFault("team.bad-days", ["max": String(InvitationCode.days.upperBound)], kind: .usage)
    }
    return days
  }
}
