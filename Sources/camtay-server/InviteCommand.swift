import ArgumentParser
import Domain
import QRCode
import Sealing
import Server
import SyncCore

/// `camtay-server invite`: makes an invitation and prints its code, which is kept nowhere else.
struct InviteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite", abstract: "Make a one-time invitation to a team and print its code.")

  @OptionGroup var store: DatabaseOption

  @Option(help: "The team's id.")
  var team: String

  @Option(help: "What the device may do: volunteer, leader, trainer or administrator.")
  var role = Role.volunteer

  @Option(help: "How many days the code is good for, 1 to 365.")
  var days = InvitationCode.defaultDays

  @Option(name: .customLong("for"), help: "Whom the invitation is for, as the list of devices will show.")
  var holder: String?

  @Option(help: "The address that devices reach the server at: prints a link that holds it too.")
  var server: String?

  @Flag(help: "Show the link, or else the code, as a QR code.")
  var qr = false

  func run() async throws {
    guard InvitationCode.days.contains(days) else {
      throw UsageFault(option: "--days", value: "\(days)", expected: "1–365")
    }
    let code = InvitationCode.random()
    let link = server.map { InvitationLink(server: $0, code: code).text }
    if let server, let link {
      // What the devices would read: an address with a hash or a space is none.
      guard let read = InvitationLink(link), read.server == server, !server.contains(where: { "# ".contains($0) })
      else {
        throw UsageFault(option: "--server", value: server, expected: "https://…")
      }
    }
    let holder = try holder.map { try UsageFault.name($0, for: "--for") }
    let store = try await store.open(create: false)
    let deed = TeamDeed.invite(code: code.digest, role: role, holder: holder, days: days)
    try await store.carryOut(deed, for: team, by: DeedOrigin(device: nil, time: SystemClock.now()))
    try await store.close()
    print(code.text)
    if let link { print(link) }
    if qr { for line in TerminalQR.lines(link ?? code.text, columns: .max) ?? [] { print(line) } }
  }
}

extension Role: ExpressibleByArgument {}
