import Foundation
import Testbed

/// Prints how long the shell takes to its prompt and how dear a confirmed step is, as ratios to the sqlite3 program
/// in the same run. It judges nothing: machines differ, and so does their load.
@main
struct Benchmark {
  static func main() throws {
    let content = Checkout.path
    let camtay = Checkout.program("camtay")
    print("camtay: \(camtay)")
    try Start(camtay: camtay, content: content).report()
    try Step(camtay: camtay, content: content).report()
    try Find(camtay: camtay, content: content).report()
  }
}

/// From process start to prompt, on a pseudo-terminal, against `sqlite3 :memory: .quit` on another.
struct Start {
  let camtay: String
  let content: String

  func report() throws {
    let home = TemporaryFolder()
    let environment = ["CAMTAY_HOME": home.path, "CAMTAY_CONTENT": content]
    var prompts: [Double] = []
    var quits: [Double] = []
    var resident = 0
    // The first run makes the folder; it is not counted.
    for run in 0...30 {
      let begin = Clock.now
      let shell = try PseudoTerminal(camtay, environment: environment)
      guard shell.wait(within: 10, until: { shell.shown.contains("›") }) else { continue }
      let taken = Clock.now - begin
      resident = max(resident, Self.peakResident(shell.process))
      shell.type("thoat\r")
      _ = shell.waitForExit()
      if run > 0 { prompts.append(taken) }

      let start = Clock.now
      let sqlite = try PseudoTerminal("/usr/bin/sqlite3", [":memory:", ".quit"])
      _ = sqlite.waitForExit()
      if run > 0 { quits.append(Clock.now - start) }
    }
    let ratios = zip(prompts, quits).map { $0 / $1 }
    print(
      "process start to prompt: \(Median.milliseconds(prompts)); sqlite3 :memory: .quit: \(Median.milliseconds(quits))")
    print("  ratio, pair by pair: \(Median.ratio(ratios)) (wanted: at most 5)")
    print("  peak resident memory at the prompt: \(resident / 1024) MB (wanted: under 60)")
  }

  /// The peak resident memory of a running process, in KiB.
  private static func peakResident(_ process: pid_t) -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
  }
}

/// A confirmed step of a session against one durable INSERT by the sqlite3 program with the same pragmas, both fed
/// through a pipe and with their start taken off.
struct Step {
  static let count = 400

  let camtay: String
  let content: String

  func report() throws {
    var steps: [Double] = []
    var inserts: [Double] = []
    for run in 0...6 {
      let step = try time(steps: Self.count) - time(steps: 0)
      let insert = try time(inserts: Self.count) - time(inserts: 0)
      if run > 0 {
        steps.append(step / Double(Self.count))
        inserts.append(insert / Double(Self.count))
      }
    }
    let ratios = zip(steps, inserts).map { $0 / $1 }
    print(
      "a confirmed step: \(Median.milliseconds(steps)); one durable INSERT by sqlite3: \(Median.milliseconds(inserts))")
    print("  ratio, pair by pair: \(Median.ratio(ratios)) (wanted: at most 1.5)")
  }

  /// A session in which every other line confirms a step and the others take it back: each is one durable event.
  private func time(steps: Int) throws -> Double {
    let home = TemporaryFolder()
    var typed = "mo tam-tru\n"
    for step in 0..<steps { typed += step % 2 == 0 ? "1\n" : "l\n" }
    typed += "t\nthoat\n"
    let environment = ["CAMTAY_HOME": home.path, "CAMTAY_CONTENT": content]
    let begin = Clock.now
    let run = try ProgramRun(camtay, input: Data(typed.utf8), environment: environment)
    precondition(run.exitCode == 0, run.errors)
    return Clock.now - begin
  }

  private func time(inserts: Int) throws -> Double {
    let folder = TemporaryFolder()
    var typed = """
      PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
      CREATE TABLE session_event (session INTEGER NOT NULL, number INTEGER NOT NULL, time INTEGER NOT NULL,
        event TEXT NOT NULL, sealed BLOB, PRIMARY KEY (session, number)) STRICT, WITHOUT ROWID;

      """
    for number in 0..<inserts {
      typed +=
        "INSERT INTO session_event VALUES (1, \(number), 1795222800000, '[\"answer\",\"viec-gi\",\"dang-ky\"]', NULL);\n"
    }
    let begin = Clock.now
    let run = try ProgramRun("/usr/bin/sqlite3", [folder.path + "/camtay.sqlite"], input: Data(typed.utf8))
    precondition(run.exitCode == 0, run.errors)
    return Clock.now - begin
  }
}

enum Clock {
  /// Seconds on a clock that never jumps.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// A median with its range, for people.
enum Median {
  static func milliseconds(_ values: [Double]) -> String {
    let sorted = values.map { $0 * 1000 }.sorted()
    return String(format: "%.2f ms (%.2f–%.2f)", sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1])
  }

  static func ratio(_ values: [Double]) -> String {
    let sorted = values.sorted()
    return String(format: "%.2f (%.2f–%.2f)", sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1])
  }
}
