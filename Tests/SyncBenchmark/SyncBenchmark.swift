import Foundation

/// Prints how dear syncing is, as ratios measured in this run: bytes on the wire, a large push against the sqlite3
/// program, many devices at once, PostgreSQL against its own COPY. It judges nothing: machines differ, and so does their
/// load.
@main
struct SyncBenchmark {
  static func main() async throws {
    let wanted = Set(CommandLine.arguments.dropFirst())
    func isWanted(_ name: String) -> Bool { wanted.isEmpty || wanted.contains(name) }
    if isWanted("day") { try await DayOfWork().report() }
    if isWanted("push") { try await LargePush().report() }
    if isWanted("return") { try await ManyDevices().report() }
    if isWanted("postgres") { try await PostgresIngest().report() }
  }
}

/// How long something takes.
enum Timing {
  /// The seconds that the body takes on a clock that never jumps.
  static func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let begin = ContinuousClock.now
    try await body()
    let (seconds, attoseconds) = (ContinuousClock.now - begin).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  /// A median with its range.
  static func text(_ values: [Double], _ format: String) -> String {
    let sorted = values.sorted()
    return String(
      format: "\(format) (\(format)–\(format))", sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1])
  }
}
