import SyncCore
import Synchronization

/// How often something may be done for each key (a device, an address), as a bucket of tokens: a minute's worth at once,
/// and then as they grow back. It counts for one server process.
///
/// However many keys come, it remembers a bounded number; those that were idle longest are forgotten first, which gives
/// them a full bucket.
final class RateLimit<Key: Hashable & Sendable>: Sendable {
  private struct Bucket {
    var tokens: Double
    /// When the tokens were counted, on the steady clock.
    var counted: Duration
  }

  private struct State {
    /// The buckets that were touched lately, and those that were not since; each at most half of what is remembered.
    var lively: [Key: Bucket] = [:]
    var idle: [Key: Bucket] = [:]
  }

  private let perMinute: Double
  private let half: Int
  private let clock: SteadyClock
  private let problem: ProblemCode
  private let state = Mutex(State())

  /// A limit.
  ///
  /// - Parameters:
  ///   - perMinute: how often something may be done in a minute, at least once.
  ///   - keys: how many keys are remembered at most.
  ///   - problem: what whoever does it more often is told.
  init(perMinute: Int, keys: Int = 20_000, problem: ProblemCode, clock: @escaping SteadyClock) {
    self.perMinute = Double(max(1, perMinute))
    half = max(1, keys / 2)
    self.clock = clock
    self.problem = problem
  }

  /// Less of a token is the rounding of fractions, and not missing.
  private static var hair: Double { 1e-9 }

  /// How many keys are remembered.
  var remembered: Int { state.withLock { $0.lively.count + $0.idle.count } }

  /// Throws where nothing may be done for the key now; the problem says when to come again. Nothing is counted.
  func check(_ key: Key) throws(Problem) { try spend(0, of: key) }

  /// Counts that something is done for the key, or throws as `check` does.
  func take(_ key: Key) throws(Problem) { try spend(1, of: key) }

  private func spend(_ cost: Double, of key: Key) throws(Problem) {
    let now = clock()
    let missing = state.withLock { state in
      var bucket = state.lively[key] ?? state.idle.removeValue(forKey: key) ?? Bucket(tokens: perMinute, counted: now)
      bucket.tokens = min(perMinute, bucket.tokens + max(0, (now - bucket.counted) / .seconds(60)) * perMinute)
      bucket.counted = now
      let missing = max(0, 1 - bucket.tokens)
      if missing <= Self.hair { bucket.tokens -= cost }
      if state.lively[key] == nil, state.lively.count >= half { (state.idle, state.lively) = (state.lively, [:]) }
      state.lively[key] = bucket
      return missing
    }
    guard missing > Self.hair else { return }
    throw Problem(problem, retryAfter: Int((missing / perMinute * 60).rounded(.up)))
  }
}

/// A clock that only goes on, whatever the wall clock does: the time since any one moment.
package typealias SteadyClock = @Sendable () -> Duration

extension SystemClock {
  private static let start = ContinuousClock.now
  /// The time since this process first asked.
  package static let steady: SteadyClock = { ContinuousClock.now - start }
}
