import SyncCore
import Synchronization

/// Slows down whoever guesses invitation codes: after too many failed attempts within a minute, by anybody, nobody
/// enrols until the minute is over. A code has 125 random bits, so this protects the server's work and not the codes;
/// it counts for one server process.
final class EnrolmentGate: Sendable {
  private let failuresPerMinute: Int
  private let failures = Mutex<[Int64]>([])
  private static let window: Int64 = 60_000

  init(failuresPerMinute: Int) { self.failuresPerMinute = failuresPerMinute }

  /// Lets an attempt through, or throws the problem that says when to come back.
  func check(now: Int64) throws(Problem) {
    let oldest = failures.withLock { failures in
      failures.removeAll { $0 <= now - Self.window || $0 > now }
      return failures.count < failuresPerMinute ? nil : failures.first
    }
    guard let oldest else { return }
    throw Problem(.tooManyAttempts, retryAfter: Int((oldest + Self.window - now) / 1000) + 1)
  }

  /// Counts a failed attempt.
  func noteFailure(now: Int64) { failures.withLock { $0.append(now) } }
}
