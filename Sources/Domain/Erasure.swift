/// That what was sealed with an assistance, and with every change of it, is gone for good: the body of an erasure, whose
/// header names the assistance (`amends`).
///
/// It holds for what is known now and for whatever comes later by any road. Headers, bodies and the chain stay, so that the
/// help still counts and everything can still be verified.
package struct Erasure: Hashable, Sendable {
  /// Why something is erased.
  package enum Reason: String, CaseIterable, Sendable {
    /// The citizen, or somebody for them, asked for it.
    case asked
    /// The citizen no longer agrees to the keeping.
    case consent
  }

  /// Nil where another version of the program wrote a reason that this one does not know.
  package let reason: Reason?

  /// An erasure for that reason.
  package init(_ reason: Reason) { self.reason = reason }

  /// The erasure that a body holds.
  package init(canonical: CanonicalValue) { reason = canonical["reason"]?.text.flatMap(Reason.init(rawValue:)) }

  /// The body as it is written.
  package var canonical: CanonicalValue {
    .object(reason.map { ["reason": .text($0.rawValue)] } ?? [:])
  }
}

extension EntryHeader {
  /// The entry whose sealed part is gone by this one, with those of its changes; nil where this is no erasure.
  package var erases: EntryID? { kind == .erasure ? amends : nil }
}

extension EntryHeader {
  /// The entry to which it belongs: the one that it changes, or itself.
  package var root: EntryID { amends ?? id }
}

/// The entries that erasures name. What was sealed with one of them, or with a change of one, is kept by nobody.
package struct ErasedEntries: Hashable, Sendable {
  private var ids: Set<EntryID> = []

  /// None.
  package init() {}

  /// Takes in what an entry says; the entry that it erases, where that is news.
  package mutating func note(_ header: EntryHeader) -> EntryID? {
    guard let erased = header.erases, ids.insert(erased).inserted else { return nil }
    return erased
  }

  /// Whether what is sealed with the entry of that header is gone.
  package func covers(_ header: EntryHeader) -> Bool {
    ids.contains(header.id) || header.amends.map(ids.contains) ?? false
  }

  /// What of an entry may be kept.
  package func kept(_ entry: Entry) -> Entry {
    entry.sealed != nil && covers(entry.header) ? entry.withoutSealed : entry
  }
}
