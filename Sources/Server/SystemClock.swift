import Foundation

/// The wall clock of the machine.
package enum SystemClock {
  /// Milliseconds since 1970.
  package static let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
}
