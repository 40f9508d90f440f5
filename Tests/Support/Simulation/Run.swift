import Domain
import Sealing
import SyncCore

/// How a run ended.
package struct Run: Sendable {
  /// The rule that was broken, if one was.
  package let violation: Violation?
  package let tally: Tally
  /// The end of the server's feed.
  package let head: FeedPlace
  /// Everything that happened, step by step, where it was traced: numbers and names, no bytes.
  package let trace: [String]?
  /// Where the run was traced, the digest of how it ended (`World.ending`).
  package let digest: Fingerprint?

  /// Plays a history from beginning to end, heals the network, and checks everything.
  ///
  /// - Parameters:
  ///   - rules: the rules that the devices' exchanges keep to; the platform has its own.
  ///   - watched: which rules end the run.
  /// - Throws: what the platform throws.
  package static func play<Ground: Platform>(
    _ history: History, on ground: Ground, rules: SyncRules = .all,
    watching watched: Set<Violation.Rule> = Set(Violation.Rule.allCases), isTraced: Bool = false
  ) async throws -> Run {
    let world = try await World(
      history.circumstances, on: ground, rules: rules, watching: watched, isTraced: isTraced)
    var violation: Violation?
    do {
      for command in history.commands { try await world.happen(command) }
      try await world.heal()
    } catch let broken as Violation {
      violation = broken
    }
    world.note(violation.map { "\($0.rule.rawValue): \($0.details)" } ?? "all is well")
    let head = try await world.server.changes().last?.place
    let digest = isTraced ? try await world.ending() : nil
    try await world.server.close()
    return Run(
      violation: violation, tally: world.tally, head: head ?? .start(of: World<Ground>.team),
      trace: world.trace, digest: digest)
  }

  /// Plays a history in memory.
  package static func play(
    _ history: History, rules: SyncRules = .all,
    watching watched: Set<Violation.Rule> = Set(Violation.Rule.allCases), isTraced: Bool = false
  ) async throws -> Run {
    try await play(
      history, on: MemoryPlatform(rules: rules), rules: rules, watching: watched, isTraced: isTraced)
  }
}
