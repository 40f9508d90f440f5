import ArgumentParser
import Domain
import Server

/// `camtay-server audit`: who did what to the server, and when.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Print when, what, by which device, from which network, for which team, to what, and how often.",
    discussion: """
      A device that is a dash is the server's own command, or a stranger where a network is named. What was done to teams' \
      devices is among it. Refusals to join are counted by the hour. Records of the server are kept for 400 days.
      """)

  @OptionGroup var store: DatabaseOption

  @OptionGroup var period: PeriodOption

  @Flag(help: "Print a JSON object for each record.")
  var json = false

  func run() async throws {
    let days = try period.days()
    let store = try await store.open(create: false)
    let records = try await store.auditTrail(in: days.milliseconds)
    try await store.close()
    for record in records {
      if json {
        print(String(decoding: record.canonical.bytes, as: UTF8.self))
      } else {
        print(
          CivilTime.iso(milliseconds: record.time), record.what, record.doer.device ?? "-",
          record.doer.neighbourhood ?? "-", record.team ?? "-", record.subject ?? "-", record.count, separator: "\t")
      }
    }
  }
}
