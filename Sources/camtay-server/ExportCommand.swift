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

  @Option(help: "The first day, YYYY-MM-DD or DD/MM/YYYY.")
  var from: String?

  @Option(help: "The last day, which is included.")
  var to: String?

  @Option(help: "The file to write; else standard output.")
  var output: String?

  func run() async throws {
    let first = try Self.day(from, option: "--from")
    let last = try Self.day(to, option: "--to")
    if let first, let last, last < first {
      throw UsageFault(option: "--to", value: to ?? "", expected: "≥ \(first.iso)")
    }
    let store = try await store.open(create: false)
    let table = try await ServerExport.table(store: store, team: team, from: first, to: last)
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

  private static func day(_ text: String?, option: String) throws -> CivilDate? {
    guard let text else { return nil }
    guard let day = CivilDate(text) else { throw UsageFault(option: option, value: text, expected: "YYYY-MM-DD") }
    return day
  }
}
