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
    for _ in 0..<3 { try await laptop.write(Self.entries / 3, from: &village) }
    let proxy = try CountingProxy(to: running.port)
    let summary = try await laptop.sync(at: "http://127.0.0.1:\(proxy.port)")
    let count = proxy.count
    let each = Double(count.up + count.down) / Double(Self.entries)
    print("a day's work: \(summary.entriesSent) entries with notes")
    print("  round trips: \(summary.answers) on \(count.connections) connection (wanted: 1)")
    print("  bytes on the wire, with HTTP's headers: \(count.up) up, \(count.down) down")
    print("  bytes an entry, both ways: \(each.formatted(.number.precision(.fractionLength(1)))) (wanted: under 150)")
  }
}
