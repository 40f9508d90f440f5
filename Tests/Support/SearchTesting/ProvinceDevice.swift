import Domain
import Foundation
import LocalStore
import Phrases
import Sealing
import Shell
import SyncCore
import Testbed

/// A device in a folder that has a province's catalogue of procedures beside the guides of this checkout, and is asked as
/// programs ask it.
package struct ProvinceDevice {
  private static let time: Int64 = 1_795_222_800_000

  /// Puts procedures on the device in a folder, as a sync does.
  package static func install(_ procedures: [ListedProcedure], in home: String) throws {
    let key = ContentKey()
    let store = try Store(home: Home(path: home), deviceName: "laptop", wallClock: { time })
    try store.record(
      Enrolment(
        server: "http://s", device: store.keys.deviceID, token: "t", team: "t", teamName: "Tổ", unitName: nil,
        contentKey: key.publicBytes, epoch: "e"))
    for part in ProcedurePart.parts(of: procedures) {
      let package = part.package(version: 1)
      _ = try store.install(SignedGuide(package: package, signature: key.sign(package)))
    }
  }

  /// What `camtay find --json --lines` finds among the guides and so many made-up procedures, of which some hundreds are about what guides are about, for each question: ids of
  /// guides, codes of procedures, the best first, with their scores.
  package static func findings(
    for questions: [String], amongProcedures count: Int
  ) async throws -> [[(id: String, score: Double)]] {
    let home = TemporaryFolder()
    try install(PlausibleProcedures.withNeighbours(count), in: home.path)
    let terminal = ScriptedTerminal(questions)
    let shell = try Shell(
      Shell.Parts(
        terminal: terminal, content: ContentFolder(path: Checkout.path), language: "vi", homePath: home.path,
        deviceName: "laptop", connectivity: Connectivity { false }, wallClock: { time }))
    try await shell.perform(["find", "--json", "--lines"])
    return try terminal.transcript.split(separator: "\n").map { line in
      try JSONDecoder().decode(Answer.self, from: Data(line.utf8)).results.map {
        ($0.guide ?? $0.procedure ?? "", $0.score)
      }
    }
  }

  /// One line of the answer.
  private struct Answer: Decodable {
    struct Result: Decodable {
      let guide: String?
      let procedure: String?
      let score: Double
    }

    let results: [Result]
  }
}
