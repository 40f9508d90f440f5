/// Which sealed parts may be gone: those that an erasure names, and those of which the log itself says a day that has come.
/// What is missing besides was lost or taken out.
///
/// A purge writes no entry, and a day may be said anew after it. So every day that was ever said for an assistance counts, the
/// earliest first: on one of them it was purged by right. A day that is sooner than the rule's deserves a question
/// (`Oddity.Kind.earlyDay`), but explains what is missing.
package struct SealedAbsence: Sendable {
  private var erased = ErasedEntries()
  /// The earliest day that was said for an assistance, by its id.
  private var days: [EntryID: CivilDate] = [:]

  /// Nothing may be gone.
  package init() {}

  /// What these entries explain.
  package init(_ entries: some Sequence<Entry>) {
    for entry in entries { note(entry) }
  }

  /// Takes in what an entry says.
  ///
  /// - Parameter received: when it came, in milliseconds since 1970, where that bounds how long anything is kept, whatever
  ///   day was said.
  package mutating func note(_ entry: Entry, received: Int64? = nil) {
    let header = entry.header
    _ = erased.note(header)
    if let day = Self.said(in: entry) {
      note(day, for: header.root)
    } else if header.sealed != nil {
      // An older program said none, and the rule counts from then.
      let written = max(CivilDate(milliseconds: header.time.milliseconds), Retention.earliestDay)
      note(written.adding(days: Retention.daysAfterClosing), for: header.root)
    }
    if let received, header.sealed != nil {
      note(CivilDate(milliseconds: received).adding(days: Retention.daysWhilePending), for: header.root)
    }
  }

  private mutating func note(_ day: CivilDate, for root: EntryID) { days[root] = min(day, days[root] ?? day) }

  /// The day on which what is sealed goes, as an assistance or a change of one says.
  package static func said(in entry: Entry) -> CivilDate? {
    let body = entry.header.kind == .amendment ? entry.body?["changes"] : entry.body
    return body?[Retention.member]?.text.flatMap { CivilDate($0) }
  }

  /// Whether what was sealed with the entry of that header may be gone on that day.
  package func explains(_ header: EntryHeader, on day: CivilDate) -> Bool {
    erased.covers(header) || days[header.root].map { $0 <= day } ?? false
  }
}

extension Entry {
  /// The entry with what `other`, the same entry, has of it and this one lacks.
  ///
  /// - Parameter keepsSealed: whether a sealed part that is missing here may be kept: it was not erased, and its day has not
  ///   come.
  package func filled(from other: Entry, keepsSealed: Bool) -> Entry {
    guard headerBytes == other.headerBytes else { return self }
    return Entry(
      header: header, headerBytes: headerBytes, bodyBytes: bodyBytes ?? other.bodyBytes,
      sealed: sealed ?? (keepsSealed ? other.sealed : nil))
  }

  /// Whether everything that the header names is here.
  package var isWhole: Bool { bodyBytes != nil && (sealed != nil || header.sealed == nil) }
}
