import Simulation
import SyncCore
import Testing

/// A simulator that cannot see is worth nothing: with a rule of the exchange switched off it has to find what that rule
/// protects from.
@Suite struct AblationTests {
  /// What has to be found without each rule, among two thousand seeds. The shortest histories, in words:
  ///
  /// - echo: the server is replaced by an empty one, and a device believes its earlier sending.
  /// - chain check: a clone writes, too; what it wrote is taken for what the other wrote.
  /// - hash in the cursor: the server goes back and gives the same numbers to other entries; a device passes over them.
  /// - de-duplication: a device sends again what came back before the server was replaced.
  /// - memory of incarnations: a clone begins a new incarnation, and the server forgets the old one.
  /// - erasures hold: somebody changes an entry without knowing that it was erased, and brings the change later.
  @Test(arguments: [
    (Ablation.echo, Violation.Rule.lost), (.chainCheck, .silentFork), (.chainCheck, .lost),
    (.hashInCursor, .placeAhead), (.hashInCursor, .lost), (.deduplication, .twice), (.memoryOfIncarnations, .lost),
    (.erasuresHold, .notErased),
  ])
  func isNoticed(ablation: Ablation, rule: Violation.Rule) async throws {
    let search = Search(rules: ablation.rules, watching: [rule])
    let found = try #require(try await search.firstBroken(among: 0..<2000), "\(ablation.rawValue) is not missed")
    #expect(found.violation.rule == rule)
    let shortest = try await search.shortest(seed: found.seed, rule: rule)
    #expect(shortest.commands.count <= 20, "\(shortest)")
    // The very history is harmless with all rules.
    #expect(try await Run.play(shortest).violation == nil, "\(shortest)")
  }

  @Test func shorteningLeavesOnlyWhatIsNeeded() async throws {
    let history = Script.history(seed: 5)
    let needed: [Command] = [.write(device: 7), .crash(device: 1), .replaceServer]
    var padded = history
    padded.commands = [needed[0]] + history.commands + [needed[1]] + history.commands + [needed[2]]
    padded.commands.removeAll { $0 == .replaceServer }
    padded.commands.append(.replaceServer)
    let shortest = try await Shortening { history in
      needed.allSatisfy(history.commands.contains)
    }.shortest(of: padded)
    #expect(shortest.commands == needed)
  }
}
