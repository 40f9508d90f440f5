import SyncCore

/// Shortens a history that breaks a rule: parts are left out as long as the same rule still breaks (delta debugging,
/// Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002).
package struct Shortening {
  private let breaks: (History) async throws -> Bool

  /// Shortens with that test of whether a history still breaks the rule.
  package init(breaks: @escaping (History) async throws -> Bool) { self.breaks = breaks }

  /// The shortest history that was found: leaving out any one command of it mends it.
  package func shortest(of history: History) async throws -> History {
    var shortest = history
    var parts = 2
    while shortest.commands.count >= 2 {
      if let shorter = try await without(oneOf: parts, shortest) {
        shortest = shorter
        parts = max(parts - 1, 2)
      } else if parts < shortest.commands.count {
        parts = min(parts * 2, shortest.commands.count)
      } else {
        break
      }
    }
    return shortest
  }

  /// The history without one of so many parts of its commands, where that still breaks the rule.
  private func without(oneOf parts: Int, _ history: History) async throws -> History? {
    let count = history.commands.count
    for part in (0..<parts).reversed() {
      var shorter = history
      shorter.commands.removeSubrange(part * count / parts..<(part + 1) * count / parts)
      if try await breaks(shorter) { return shorter }
    }
    return nil
  }
}
