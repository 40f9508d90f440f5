/// The day by which something may be purged. No clock is trusted: a laptop that thinks it is 2038 must not purge, nor one
/// that thinks it is 1970, nor one whose clock jumps.
///
/// A purge cannot be undone, and waiting costs little. So the day begins at a moment that is sure, and moves on only by
/// steps that are believable: from each moment at which something was written to the next, at most `largestStep`.
///
/// 1. The beginning is the server's clock at the last contact. On a device that never met a server it is the first entry that
///    the device wrote with a plausible clock.
/// 2. The times of the device's own entries after that, and last the present clock, each corrected by the server's as it was
///    at the contact, move the day on where they are no farther than `largestStep` from where it stands. What lies farther
///    on vouches for nothing, nor does what stands before it.
/// 3. So the day is never earlier than what the server said at the last contact.
/// 4. A device that never met a server purges nothing while its clock is plainly wrong (`ClockQuality`).
/// 5. A person may say that the clock is right (`camtay doctor --confirm-clock`): until the next contact that moment is the
///    beginning, unless it is before the day that was reached.
///
/// A device that rests longer than a month waits for the next contact, or for a person: until then it keeps too long, and
/// loses nothing.
package struct VouchedDay: Hashable, Sendable {
  /// The farthest that a clock is believed to have moved on with nothing written: 31 days, in milliseconds.
  package static let largestStep: Int64 = 31 * 86_400_000

  /// A moment that is sure: the server's clock was heard over a connection, or a person has vouched for the device's.
  package struct Contact: Hashable, Sendable {
    /// When that was, on the device's clock, in milliseconds since 1970.
    package let time: Int64
    /// By how many milliseconds the right clock was ahead then.
    package let offset: Int64

    /// That contact.
    package init(time: Int64, offset: Int64) {
      self.time = time
      self.offset = offset
    }
  }

  /// The day that a device can vouch for; nil where it can for none.
  ///
  /// - Parameters:
  ///   - wall: What the device's clock shows, in milliseconds since 1970.
  ///   - written: When the device wrote its own entries, as they say, in any order.
  ///   - contact: The last moment that is sure; nil where there was none.
  package static func of(wall: Int64, written: [Int64], contact: Contact?) -> CivilDate? {
    let times = written.sorted()
    if let contact {
      let begin = contact.time.saturating(contact.offset)
      let later = (times + [wall]).map { $0.saturating(contact.offset) }
      return CivilDate(milliseconds: reached(from: begin, by: later))
    }
    let last = HybridTime(rawValue: 0).next(wall: times.last ?? 0)
    guard ClockQuality.judged(wall: wall, last: last) != .suspect,
      let first = times.first(where: { $0 >= ClockQuality.earliestPlausible })
    else { return nil }
    return CivilDate(milliseconds: reached(from: first, by: times + [wall]))
  }

  /// The farthest beyond the newest entry that a person may vouch for: two years, in days.
  package static let farthestConfirmation = 731

  /// Whether a person may vouch for a clock that shows `wall`, where the device vouches for that day by itself: not where the
  /// clock is plainly wrong, behind what is known, or years ahead of everything that anybody wrote.
  ///
  /// - Parameters:
  ///   - vouched: What the device vouches for without any person's word, so that a wrong one can be taken back.
  ///   - newest: The day of the newest entry here, whoever wrote it.
  package static func mayBeConfirmed(wall: Int64, vouched: CivilDate?, newest: CivilDate?) -> Bool {
    let day = CivilDate(milliseconds: wall)
    let farthest = [vouched, newest].compactMap(\.self).max()?.adding(days: farthestConfirmation)
    return wall >= ClockQuality.earliestPlausible && day >= vouched ?? .distantPast
      && farthest.map { day <= $0 } ?? true
  }

  /// How far believable steps lead from a moment, by moments in ascending order.
  package static func reached(from begin: Int64, by times: [Int64]) -> Int64 {
    times.reduce(begin) { reached, time in
      time > reached && time - reached <= largestStep ? time : reached
    }
  }
}

extension Int64 {
  fileprivate func saturating(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }
}
