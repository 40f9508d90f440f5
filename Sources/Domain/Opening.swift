/// That somebody opened what was sealed, which is itself written down: the body of an `opening` entry.
package struct Opening: Hashable, Sendable {
  /// What was done with it.
  package enum Purpose: String, Sendable {
    /// It was shown on the screen.
    case shown
    /// It was written to a file.
    case exported
  }

  package let purpose: Purpose
  /// The assistances whose details were opened.
  package let entries: [EntryID]

  /// An opening of these assistances' details.
  package init(_ purpose: Purpose, of entries: [EntryID]) {
    self.purpose = purpose
    self.entries = entries
  }

  /// The body as it is written.
  package var canonical: CanonicalValue {
    .object(["purpose": .text(purpose.rawValue), "entries": .array(entries.map { .text($0.rawValue) })])
  }

  /// The opening that a body holds, or nil where it holds none.
  package init?(canonical: CanonicalValue) {
    guard let purpose = canonical["purpose"]?.text.flatMap(Purpose.init(rawValue:)),
      let entries = canonical["entries"]?.texts
    else { return nil }
    self.init(purpose, of: entries.compactMap(EntryID.init(rawValue:)))
  }
}

/// How often one person at one machine has opened, or erased, what was sealed. It is no oddity: to look after a case is what it
/// is kept for, and citizens may ask to be forgotten.
package struct SealedDeedCount: Hashable, Sendable {
  /// Nil where nobody was said to be on duty.
  package let person: PersonID?
  /// Empty where the entry does not say.
  package let device: String
  /// How many times, and how many of these wrote a file.
  package var times = 0
  package var exports = 0
  /// The assistances that it was about.
  package var assistances: Set<EntryID> = []
  /// The last time, in milliseconds since 1970 as the machine's clock said.
  package var last = Int64.min

  private struct Who: Hashable {
    let person: PersonID?
    let device: String
  }

  /// The counts of all deeds of that kind (`opening` or `erasure`) among the entries, the most frequent first.
  package static func counted(_ kind: EntryKind, in entries: some Sequence<Entry>) -> [SealedDeedCount] {
    var counts: [Who: SealedDeedCount] = [:]
    for entry in entries where entry.header.kind == kind {
      let who = Who(person: entry.header.person, device: entry.header.device ?? "")
      var count = counts[who] ?? SealedDeedCount(person: who.person, device: who.device)
      // One that a newer program wrote counts, whatever it says.
      let opening = entry.body.flatMap(Opening.init(canonical:))
      count.times += 1
      count.exports += opening?.purpose == .exported ? 1 : 0
      count.assistances.formUnion(opening?.entries ?? [entry.header.erases].compactMap(\.self))
      count.last = max(count.last, entry.header.time.milliseconds)
      counts[who] = count
    }
    return counts.values.sorted {
      ($1.times, $0.device, $0.person?.rawValue ?? "") < ($0.times, $1.device, $1.person?.rawValue ?? "")
    }
  }
}
