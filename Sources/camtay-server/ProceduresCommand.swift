import ArgumentParser
import Domain
import Foundation
import GuideFormat
import Reporting
import Sealing
import Server

/// `camtay-server procedures`: the province's catalogue of administrative procedures.
struct ProceduresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "procedures", abstract: "Load the catalogue of procedures.", subcommands: [Import.self])

  /// `procedures import`: takes over a catalogue, signs it, and gives it to the devices.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take over a catalogue of procedures, sign it and give it to the devices.",
      discussion: """
        The file is CSV in UTF-8 with the columns code and name and, where there are any, level, authority and url; \
        Vietnamese titles will do as well (mã thủ tục, tên thủ tục, mức độ, cơ quan thực hiện, đường dẫn). It replaces \
        the catalogue before it: what it does not name is gone. A list with a fault changes nothing; what asks for a \
        secret or leads to a look-alike is a fault.
        """)

    @OptionGroup var store: DatabaseOption

    @Argument(help: "The catalogue.")
    var file: String

    @Option(help: "The file with the private half of the content key.")
    var key: String

    func run() async throws {
      guard let data = FileManager.default.contents(atPath: file) else { throw WorldFault.notRead(path: file) }
      let review = ProcedureReview(sites: try ShippedSites.judge())
      let procedures = try ProcedureList.procedures(Array(data), objection: review.objection)
      let key = try SigningKeyFile.read(key)
      let store = try await store.open(create: false)
      let report = try await ProcedureImport(signedWith: key).run(procedures, into: store, now: SystemClock.now())
      try await store.close()
      print(
        ServerPhrases.said(
          "procedures.report",
          [
            "added": "\(report.added)", "changed": "\(report.changed)", "removed": "\(report.removed)",
            "unchanged": "\(report.unchanged)", "parts": "\(report.parts)",
          ]))
    }
  }
}
