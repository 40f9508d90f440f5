/// A hybrid logical time: the device's wall clock in milliseconds since 1970, and a counter that keeps it growing
/// whatever the clock does.
///
/// It decides the order in which things are shown, and nothing else: no clock is trusted. One integer holds both:
/// 48 bits of milliseconds above 16 bits of counter (after Kulkarni et al., "Logical Physical Clocks", 2014).
package struct HybridTime: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: Int64

  /// The time that the integer holds.
  package init(rawValue: Int64) { self.rawValue = rawValue }

  /// Milliseconds since 1970 as the author's device showed them, or a little later.
  package var milliseconds: Int64 { rawValue >> 16 }

  /// The time of the next event on a device that last gave `self` and whose wall clock now shows `wall` milliseconds
  /// since 1970. It is later than `self` even where the clock stands still, jumps back, or is absurd; only after the
  /// last time that there is, which somebody may have sent, it is the same again.
  package func next(wall: Int64) -> HybridTime {
    let clamped = min(max(wall, 0), (1 << 47) - 1) << 16
    return HybridTime(rawValue: max(clamped, rawValue == .max ? .max : rawValue + 1))
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What is known about the clock that gave a time.
package enum ClockQuality: String, Sendable {
  /// No server has been asked yet, or not lately.
  case unsynced
  /// Plainly wrong: before this program was written, or far behind what this device has already written.
  case suspect

  /// No clock of a device that runs this program can show an earlier time: 2026-11-01, in milliseconds since 1970.
  package static let earliestPlausible: Int64 = 1_793_491_200_000
  /// A clock that is this far behind the journal's last time is suspect: one day, in milliseconds.
  package static let largestStepBack: Int64 = 86_400_000

  /// The quality of a clock that shows `wall` on a device whose last entry bears `last`.
  package static func judged(wall: Int64, last: HybridTime) -> ClockQuality {
    wall < earliestPlausible || wall < last.milliseconds - largestStepBack ? .suspect : .unsynced
  }
}
