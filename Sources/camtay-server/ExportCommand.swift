import ArgumentParser
import Domain
import Foundation
import Reporting
import Server

/// `camtay-server export`: the log of one team or of all, as a table.
struct ExportCommand: AsyncParsableCommand {
  /// What the table is written as.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv
    case jsonl
  }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the log as a table, without personal details.")

  @OptionGroup var store: DatabaseOption

  @Option(help: "Only this team.")
  var team: String?

  @Option(help: "csv for spreadsheets, jsonl for programs.")
  var format: Format

  @OptionGroup var period: PeriodOption

  @Option(help: "The file to write; else standard output.")
  var output: String?

  func run() async throws {
    let days = try period.days()
    let store = try await store.open(create: false)
    let table = try await ServerExport.table(store: store, team: team, from: days.first, to: days.last)
    // What could not be noted is not given away.
    try await store.noteAudit(
      AuditRecord(
        .exported, by: .here, team: team, subject: "\(format.rawValue) \(days.words)", time: SystemClock.now()))
    try await store.close()
    let bytes =
      switch format {
      case .csv: CSVWriter(words: ServerPhrases.words).bytes(table)
      case .jsonl: JSONLinesWriter.bytes(table)
      }
    do {
      guard let output else { return try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
      try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw WorldFault.notWritten(path: output ?? "standard output")
    }
  }
}
