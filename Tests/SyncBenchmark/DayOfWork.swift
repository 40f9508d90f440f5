import Foundation
import Testbed

/// A day of a volunteer: thirty entries with notes, written in three sittings.
struct DayOfWork {
  private static let entries = 30

  func report() async throws {
    let folder = TemporaryFolder()
    let (database, code) = try await Joining.database("\(folder.path)/server.sqlite")
    let running = try ServedProgram(database: database)
    defer { running.stop() }
    let laptop = Laptop()
    try await laptop.join(code, at: running.address)
    var village = Village(seed: 1)
    for _ in 0..<3 { try laptop.write(Self.entries / 3, from: &village) }
    let proxy = try RecordingProxy(to: running.port)
    let summary = try await laptop.sync(at: proxy.address)
    let connections = proxy.connections
    let (up, down) = (connections.flatMap(\.up), connections.flatMap(\.down))
    // Of the first message each way.
    let heads = (up: Self.head(up), down: Self.head(down))
    func each(_ bytes: Int) -> String { String(format: "%.1f", Double(bytes) / Double(Self.entries)) }
    print("a day's work: \(summary.entriesSent) entries with notes")
    print("  round trips: \(summary.answers) on \(connections.count) connection (wanted: 1)")
    print("  messages on the wire: \(up.count - heads.up) bytes up, \(down.count - heads.down) down")
    print("  bytes an entry, both ways: \(each(up.count + down.count - heads.up - heads.down)) (wanted: under 150)")
    print("  with HTTP's headers, \(heads.up) up and \(heads.down) down: \(each(up.count + down.count))")
  }
  private static func head(_ bytes: [UInt8]) -> Int {
    bytes.firstRange(of: Array("\r\n\r\n".utf8)).map { $0.upperBound } ?? 0
  }
}
