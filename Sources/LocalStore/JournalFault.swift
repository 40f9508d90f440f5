import Domain

/// Something in the device's folder that is not as it was written.
package struct JournalFault: Hashable, Sendable {
  /// What is wrong.
  package enum What: String, CaseIterable, Sendable {
    /// The header is no header of an entry.
    case header
    /// What the store noted beside the header is not what the header says.
    case note
    /// The body is not the one that the header names.
    case body
    /// The sealed part is not the one that the header names.
    case sealed
    /// The body is not here: nobody ever erases one.
    case bodyGone = "body-gone"
    /// The sealed part is not here, and neither an erasure nor a day that has come explains it.
    case sealedGone = "sealed-gone"
    /// A number of a stream of this device is missing.
    case hole
    /// A stream of this device names an entry that is not here.
    case missing
    /// The chain of a stream of this device does not lead to the hash that stands there.
    case chain
    /// What the server said it holds is not what stands there.
    case mark
    /// The entries that the server confirmed do not lead to the place in the team's feed that was kept.
    case feed
    /// An entry that came back in the team's feed is not here any more.
    case gone
    /// A guide is not what its signature stands for.
    case guide
  }

  package let what: What
  /// The place of the entry among those that this device holds, from 1; of a stream or a feed the number in it.
  package let number: Int
  /// The entry's id; of a stream its incarnation, of a guide its id.
  package let id: String
}

/// What was verified, and what was found.
package struct Verification: Hashable, Sendable {
  /// How many entries were read.
  package var entries = 0
  /// How many sealed parts their headers name that are here no more: erased or purged by right, which is no fault.
  package var erased = 0
  /// How many streams of this device were followed from their beginning.
  package var streams = 0
  /// How many changes of the team's feed were followed.
  package var changes = 0
  /// How many signatures of guides were checked.
  package var guides = 0
  /// What is wrong, the first of each stream and of the feed only: what stands behind it cannot be judged.
  package var faults: [JournalFault] = []
}
