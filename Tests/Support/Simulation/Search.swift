import SyncCore

/// Plays many seeds and looks for one that breaks a rule.
package struct Search: Sendable {
  /// Plays a history and watches those rules.
  package typealias Play = @Sendable (History, Set<Violation.Rule>) async throws -> Run

  private let profile: Profile
  private let watched: Set<Violation.Rule>
  private let run: Play

  /// A search among histories of that profile, in memory, with those rules of the exchange, for those rules to break.
  package init(
    profile: Profile = .quick, rules: SyncRules = .all, watching: Set<Violation.Rule> = Set(Violation.Rule.allCases)
  ) {
    self.init(profile: profile, watching: watching) { history, watched in
      try await Run.play(history, rules: rules, watching: watched)
    }
  }

  /// A search among histories of that profile, played in that way, for those rules to break.
  package init(
    profile: Profile = .quick, watching: Set<Violation.Rule> = Set(Violation.Rule.allCases), playing: @escaping Play
  ) {
    self.profile = profile
    watched = watching
    run = playing
  }

  /// Plays the seeds, several at a time; the lowest seed that breaks a rule, if one does, and how much happened.
  package func play(
    _ seeds: Range<UInt64>, tasks: Int = 2
  ) async throws -> (broken: (seed: UInt64, violation: Violation)?, tally: Tally) {
    try await withThrowingTaskGroup { group in
      for part in 0..<UInt64(tasks) {
        group.addTask { @concurrent in
          try await play(stride(from: seeds.lowerBound + part, to: seeds.upperBound, by: tasks))
        }
      }
      var broken: (seed: UInt64, violation: Violation)?
      var tally = Tally()
      for try await found in group {
        tally += found.tally
        guard let one = found.broken else { continue }
        if broken.map({ one.seed < $0.seed }) ?? true { broken = one }
      }
      return (broken, tally)
    }
  }

  /// The first of the seeds that breaks a rule; nil where none does.
  package func firstBroken(among seeds: Range<UInt64>) async throws -> (seed: UInt64, violation: Violation)? {
    for first in stride(from: seeds.lowerBound, to: seeds.upperBound, by: 50) {
      if let broken = try await play(first..<min(first + 50, seeds.upperBound)).broken { return broken }
    }
    return nil
  }

  private func play(
    _ seeds: StrideTo<UInt64>
  ) async throws -> (broken: (seed: UInt64, violation: Violation)?, tally: Tally) {
    var tally = Tally()
    for seed in seeds {
      let run = try await run(Script.history(seed: seed, profile: profile), watched)
      tally += run.tally
      if let violation = run.violation { return ((seed, violation), tally) }
    }
    return (nil, tally)
  }

  /// The shortest history that was found in which the seed's history still breaks that rule.
  package func shortest(seed: UInt64, rule: Violation.Rule) async throws -> History {
    let run = run
    return try await Shortening { history in
      try await run(history, [rule]).violation != nil
    }.shortest(of: Script.history(seed: seed, profile: profile))
  }
}

extension Tally {
  /// The figures in one line.
  package var summary: String {
    "\(entries) entries, \(requests) requests, \(gaps) gaps, \(forks) forks, \(divergences) lost places,"
      + " \(rollbacks) servers gone back, \(carried) sticks carried, \(powerCuts) power cuts, \(erasures) erasures"
  }
}
