import Domain

/// What a device's store offers to an exchange. Every call is one durable step: what it changed is on the disk when it
/// returns.
package protocol DeviceJournal {
  /// How the device belongs to a team, or nil before it has joined.
  func enrolment() throws -> Enrolment?
  /// Keeps that the device has joined. Another team, or another server, knows nothing of this device's marks and
  /// places: they begin anew.
  func record(_ enrolment: Enrolment) throws

  /// Where the device stands.
  func standing() throws -> DeviceStanding
  /// The chain hash of the present stream after the entry with that number; at 0 the chain's start; nil beyond the head.
  func chainHash(at sequence: Int) throws -> Fingerprint?
  /// Entries of the present stream in the order of their numbers, beginning after `sequence`: at most `count`, and at
  /// most `bytes` of them (`Entry.size`), but at least one where there is one.
  ///
  /// - Throws: `UnsendableEntry` where the first of them is one.
  func entries(after sequence: Int, count: Int, bytes: Int) throws -> [Entry]
  /// The earlier places in the feed that the device remembers.
  func checkpoints() throws -> [FeedPlace]

  /// Keeps what an answer brought, all of it or nothing.
  func take(_ receipt: ExchangeReceipt) throws -> FeedGain
  /// Begins a new, empty incarnation: what is written from now on goes into its stream. No entry changes.
  func beginIncarnation() throws
  /// Puts everything that was not seen to come back, and is not in the present stream yet, at the end of the present
  /// stream; how many entries that were.
  func offerUnconfirmed() throws -> Int

  /// Offers that entry to nobody any more, and begins a new incarnation, so that what stands behind it gets on: no server
  /// would ever take it. It stays here as it is.
  func setApart(_ entry: EntryID) throws

  /// The version of every guide that the device has, by guide id.
  func guideVersions() throws -> [String: Int]
  /// The marks of what came and was refused lately, and would be again: at most `SyncLimits.refusedGuides`.
  func refusedGuides() throws -> Set<Fingerprint>
  /// Takes a guide that came from the server, if the device trusts the key it was signed with; else remembers that it
  /// was refused.
  func install(_ guide: SignedGuide) throws -> GuideReception
}

/// An entry that no server would take: it was damaged on the device's disk, or is too large.
package struct UnsendableEntry: Error, Hashable, Sendable {
  package let id: EntryID

  /// The entry with that id.
  package init(id: EntryID) { self.id = id }
}

/// Where a device stands towards its server.
package struct DeviceStanding: Hashable, Sendable {
  /// The stream into which the device writes now.
  package let stream: StreamID
  /// How far the server durably holds that stream, as it last said; number 0 with the chain's start before that.
  package let mark: StreamMark
  /// The last entry of that stream; before the first, number 0 with the chain's start.
  package let head: StreamMark
  /// Up to where the device has seen the feed.
  package let place: FeedPlace
  /// How many entries the device holds, of whatever author, that it has not seen to come back and that are not in the
  /// present stream. Nobody asks while the mark is before the head, so a journal may say 0 until then.
  package let unoffered: Int

  /// That standing.
  package init(stream: StreamID, mark: StreamMark, head: StreamMark, place: FeedPlace, unoffered: Int) {
    self.stream = stream
    self.mark = mark
    self.head = head
    self.place = place
    self.unoffered = unoffered
  }
}

/// What an answer gives a device to keep.
package struct ExchangeReceipt: Hashable, Sendable {
  /// How a device moves in the feed.
  package enum Feed: Hashable, Sendable {
    /// The changes that follow the device's place, up to a new place. Own ones are in the present stream.
    case forward([FeedChange], to: FeedPlace)
    /// The server went back: what was seen after that place is not seen any more.
    case back(to: FeedPlace)
  }

  /// How far the server holds the present stream; nil leaves what is known.
  package let mark: StreamMark?
  package let feed: Feed?
  /// The name of the server's history.
  package let epoch: String
  /// The server's clock a moment ago, in milliseconds since 1970; nil where a stick brought the answer, which may be weeks old.
  /// It decides nothing of the exchange.
  package let time: Int64?

  /// That receipt.
  package init(mark: StreamMark?, feed: Feed?, epoch: String, time: Int64?) {
    self.mark = mark
    self.feed = feed
    self.epoch = epoch
    self.time = time
  }
}

/// What the changes of an answer were to the device.
package struct FeedGain: Hashable, Sendable {
  /// Entries that the device did not hold before.
  package var arrived = 0
  /// Entries that bear the id of another that the device holds: nobody's writing, so somebody should look at them.
  package var conflicts = 0

  /// Nothing.
  package init() {}
}

/// What became of a guide that came from the server.
package enum GuideReception: String, CaseIterable, Sendable {
  /// It is there and in use.
  case installed
  /// No key that the device trusts has signed it; it was not kept.
  case untrusted
  /// The trainer who signed it has a certificate that is over, or has not begun; it was not kept.
  case expired
  /// The trainer's key was revoked; it was not kept.
  case revoked
  /// It is not newer than the one that is in use; it was not kept.
  case older
  /// It was signed by a trusted key, but this version of the program cannot read it; it was not kept.
  case unreadable
  /// It was signed by a trusted key, but a text of it asks for a password, a code or the like; it was not kept.
  case asksSecret = "asks-secret"
  /// It was signed by a trusted key, but it leads to a site that imitates another, or hides what it is; it was not kept.
  case suspiciousLink = "suspicious-link"
}
