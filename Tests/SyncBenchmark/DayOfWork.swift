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
    let proxy = try CountingProxy(to: running.port)
    let summary = try await laptop.sync(at: "http://127.0.0.1:\(proxy.port)")
    let count = proxy.count
    let heads = proxy.heads
    func each(_ bytes: Int) -> String { String(format: "%.1f", Double(bytes) / Double(Self.entries)) }
    print("a day's work: \(summary.entriesSent) entries with notes")
    print("  round trips: \(summary.answers) on \(count.connections) connection (wanted: 1)")
    print("  messages on the wire: \(count.up - heads.up) bytes up, \(count.down - heads.down) down")
    print("  bytes an entry, both ways: \(each(count.up + count.down - heads.up - heads.down)) (wanted: under 150)")
    print("  with HTTP's headers, \(heads.up) up and \(heads.down) down: \(each(count.up + count.down))")
  }
}
