import Domain

/// What a device's store offers to an exchange. Every call is one durable step: what it changed is on the disk when it
/// returns.
package protocol DeviceJournal {
  /// How the device belongs to a team, or nil before it has joined.
  func enrolment() throws -> Enrolment?
  /// Keeps that the device has joined.
  func record(_ enrolment: Enrolment) throws

  /// The stream into which the device writes now.
  func stream() throws -> StreamID
  /// The device's last entry; before the first, number 0 with `EntryChain.start(of:)`.
  func head() throws -> StreamMark
  /// The device's own chain hash after the entry with that number; at 0 the chain's start; nil beyond the head.
  func chainHash(at sequence: Int) throws -> Fingerprint?
  /// Entries of the stream in the order of their numbers, beginning after `sequence`: at most `count`, and at most
  /// `bytes` of them (`Entry.size`), but at least one where there is one.
  func entries(after sequence: Int, count: Int, bytes: Int) throws -> [Entry]

  /// How far the server durably holds the stream, as it last said; number 0 with the chain's start before that.
  func serverMark() throws -> StreamMark
  /// Keeps what the server said that it holds. The mark may go back: a restored server has forgotten.
  ///
  /// - Parameters:
  ///   - epoch: the name of the server's history.
  ///   - time: the server's clock, in milliseconds since 1970. It decides nothing.
  func record(serverMark: StreamMark, epoch: String, time: Int64) throws

  /// The version of every guide that the device has, by guide id.
  func guideVersions() throws -> [String: Int]
  /// Takes a guide that came from the server, if the device trusts the key it was signed with.
  func install(_ guide: SignedGuide) throws -> GuideReception
}

/// What became of a guide that came from the server.
package enum GuideReception: String, Sendable {
  /// It is there and in use.
  case installed
  /// No key that the device trusts has signed it; it was not kept.
  case untrusted
  /// It is not newer than the one that is in use; it was not kept.
  case older
  /// It was signed by a trusted key, but this version of the program cannot read it; it was not kept.
  case unreadable
}
