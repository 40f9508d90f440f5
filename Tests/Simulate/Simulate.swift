import Foundation
import RealSimulation
import Simulation
import SyncCore

/// `camtay-simulate SEEDS FIRST [large | real] [without RULE] [watch RULE]`: plays that many seeds from the first on, and
/// stops at the first that breaks a rule, with the shortest history that was found to break it. `real` plays on the stores
/// of the programs. In memory `without` switches a rule of the exchange off (`Ablation`); `watch` looks for one violation
/// only (`Violation.Rule`).
@main
struct Simulate {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    let numbers = words.compactMap { UInt64($0) }
    let count = numbers.first ?? 2000
    let first = numbers.dropFirst().first ?? 0
    let watched =
      word(after: "watch", in: words).flatMap(Violation.Rule.init).map { [$0] } ?? Set(Violation.Rule.allCases)
    let search =
      words.contains("real")
      ? Search.onStores(watching: watched)
      : Search(
        profile: words.contains("large") ? .large : .quick,
        rules: word(after: "without", in: words).flatMap(Ablation.init)?.rules ?? .all, watching: watched)
    let batch = max(count / 20, 100)
    var tally = Tally()
    var done: UInt64 = 0
    while done < count {
      let seeds = first + done..<first + min(done + batch, count)
      let found = try await search.play(seeds)
      tally += found.tally
      if let (seed, violation) = found.broken {
        say("seed \(seed) breaks “\(violation.rule.rawValue)”: \(violation.details)")
        let shortest = try await search.shortest(seed: seed, rule: violation.rule)
        say("the shortest history that was found has \(shortest.commands.count) commands:\n\(shortest)")
        exit(1)
      }
      done += UInt64(seeds.count)
      say("\(done) of \(count) seeds: nothing broken; \(tally.summary)")
    }
  }

  /// At once, also where the output goes into a file.
  private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  private static func word(after name: String, in words: [String]) -> String? {
    words.firstIndex(of: name).flatMap { words.dropFirst($0 + 1).first }
  }
}
