import Foundation
import Sealing

extension Stretching {
  /// The longest that a person should wait for the right passphrase, in seconds.
  private static let patience = 1.0
  /// The part of the machine's memory that it may take for that moment.
  private static let share: UInt64 = 8

  /// Whether this machine stretches a passphrase so far within a second and an eighth of its memory: it is tried.
  var isAffordable: Bool {
    guard UInt64(memory) <= ProcessInfo.processInfo.physicalMemory / Self.share, let trial = Passphrase("a trial only")
    else { return false }
    let start = Date()
    guard (try? Vault(ReadingKey(), passphrase: trial, stretching: self)) != nil else { return false }
    return Date().timeIntervalSince(start) <= Self.patience
  }
}
