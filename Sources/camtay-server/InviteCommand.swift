import ArgumentParser
import Domain
import Server

/// `camtay-server invite`: makes an invitation and prints its code, which is kept nowhere else.
struct InviteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite", abstract: "Make a one-time invitation to a team and print its code.")

  @OptionGroup var store: DatabaseOption

  @Option(help: "The team's id.")
  var team: String

  @Option(help: "How many days the code is good for, 1 to 365.")
  var days = InvitationCode.defaultDays

  func run() async throws {
    guard (1...365).contains(days) else { throw UsageFault(option: "--days", value: "\(days)", expected: "1–365") }
    let store = try await store.open(create: false)
    let code = InvitationCode.random()
    let expires = SystemClock.now() + Int64(days) * 86_400_000
    try await store.invite(to: team, code: code.digest, expires: expires)
    try await store.close()
    print(code.text)
  }
}
