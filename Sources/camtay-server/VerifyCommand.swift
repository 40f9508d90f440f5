import ArgumentParser
import Server

/// `camtay-server verify`: whether everything in the database is what was stored.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every chain, digest and signature in the database, and name what does not fit.",
    discussion: """
      Prints, tab-separated, team, device, incarnation, number and id of the first bad entry of each stream, and what is \
      wrong with it; of a bad guide its id and version. What was erased is no fault. Exit code 1 where anything is wrong. \
      It may run while the server serves.
      """)

  @OptionGroup var store: DatabaseOption

  func run() async throws {
    let store = try await store.open(create: false)
    let report = try await Verification(store).run { finding in
      print(
        finding.team ?? "-", finding.device ?? "-", finding.incarnation ?? "-",
        finding.sequence.map(String.init) ?? "-", finding.id ?? "-", finding.damage.rawValue,
        ServerPhrases.said("damage.\(finding.damage.rawValue)"), separator: "\t")
    }
    try await store.close()
    print(
      ServerPhrases.said(
        report.findings == 0 ? "verified" : "verified-damage",
        [
          "teams": "\(report.teams)", "streams": "\(report.streams)", "entries": "\(report.entries)",
          "guides": "\(report.guides)", "findings": "\(report.findings)",
        ]))
    if report.findings > 0 { throw ExitCode(1) }
  }
}
