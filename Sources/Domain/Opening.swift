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
