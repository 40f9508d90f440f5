/// How long what is sealed is kept.
///
/// The Law on Personal Data Protection (91/2025/QH15, in force since 2026-01-01) has personal data kept no longer than its
/// purpose needs, and deleted after that. The purpose is following a dossier up: while it is open, and for a while after,
/// because results are corrected and complained about. The law names no number of days; these are this project's.
package enum Retention {
  /// The member of a body that says the day.
  package static let member = "retention_until"
  /// How many days after a dossier was closed: about the time in which a citizen comes back with a question about a result.
  package static let daysAfterClosing = 90
  /// How many days after the last word about a dossier that is still awaited: the longest that a procedure of the
  /// catalogue may well take, and the longest that anything is kept.
  package static let daysWhilePending = 365

  /// The day on which what is sealed goes, for a dossier that was left in that state on a day.
  package static func until(_ outcome: Outcome, from day: CivilDate) -> CivilDate {
    day.adding(days: outcome == .pending ? daysWhilePending : daysAfterClosing)
  }

  /// The day that an amendment says, written on `today`: a change of the outcome counts anew from that day. Otherwise it says
  /// none, unless the day has come or nobody has said one: whoever says again what was known here undoes the earlier day of
  /// somebody who has closed the dossier meanwhile.
  package static func until(
    _ changed: Outcome?, on today: CivilDate, of assistance: Assistance
  ) -> CivilDate? {
    if changed == nil, let said = assistance.retentionUntil, said > today { return nil }
    return until(changed ?? assistance.outcome, from: today)
  }

  /// No entry was written before that day, whatever its author's clock said.
  package static let earliestDay = CivilDate(milliseconds: ClockQuality.earliestPlausible)
}

extension Journal.Item {
  /// The day on which what is sealed with the assistance and its changes goes. Where nobody said one (an older program
  /// wrote it), the rule is applied to the day of the latest change.
  package var retainedUntil: CivilDate {
    if let said = assistance?.retentionUntil { return said }
    let latest = entries.map { CivilDate(milliseconds: $0.header.time.milliseconds) }.max() ?? .distantPast
    return Retention.until(assistance?.outcome ?? .pending, from: max(latest, Retention.earliestDay))
  }
}

extension CivilDate {
  /// The day so many days later.
  package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }
}
