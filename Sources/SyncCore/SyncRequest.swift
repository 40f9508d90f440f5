import Domain
import Sealing

/// What a device says in an exchange: who writes, what it wants stored, where it stands in the feed, and which guides it
/// has.
package struct SyncRequest: Hashable, Sendable {
  /// Entries that follow a mark.
  package struct Push: Hashable, Sendable {
    /// The mark that the device believes the server to hold; the entries follow it.
    package let base: StreamMark
    package let entries: [Entry]

    /// The entries that follow that mark.
    package init(base: StreamMark, entries: [Entry]) {
      self.base = base
      self.entries = entries
    }
  }

  /// What a device wants of the feed.
  package struct FeedQuestion: Hashable, Sendable {
    /// Where it stands.
    package let place: FeedPlace
    /// Earlier places, where the server has said that it does not know this one.
    package let checkpoints: [FeedPlace]
    /// How many bytes of entries to send at most, unless one entry alone is larger.
    package let bytes: Int

    /// What follows that place.
    package init(after place: FeedPlace, checkpoints: [FeedPlace] = [], bytes: Int = SyncLimits.feedBytes) {
      self.place = place
      self.checkpoints = checkpoints
      self.bytes = bytes
    }
  }

  package let protocols: ProtocolRange
  package let stream: StreamID
  package let push: Push
  /// Nil where only the push matters.
  package let feed: FeedQuestion?
  /// The version of each guide that the device has, by guide id; nil asks for no guides.
  package let guides: [String: Int]?
  /// The marks (`SignedGuide.mark`) of what the device was sent and refused: it need not come again.
  package let refused: Set<Fingerprint>

  /// That request.
  package init(
    protocols: ProtocolRange = .spoken, stream: StreamID, push: Push, feed: FeedQuestion? = nil,
    guides: [String: Int]? = nil, refused: Set<Fingerprint> = []
  ) {
    self.protocols = protocols
    self.stream = stream
    self.push = push
    self.feed = feed
    self.guides = guides
    self.refused = refused
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    var envelope: [String: CanonicalValue] = [
      "protocol": .object([
        "oldest": .integer(Int64(protocols.oldest)), "newest": .integer(Int64(protocols.newest)),
      ]),
      "device": .text(stream.device), "incarnation": .text(stream.incarnation),
      "base": .integer(Int64(push.base.sequence)), "entries": .integer(Int64(push.entries.count)),
    ]
    envelope["guides"] = guides.map { .object($0.mapValues { .integer(Int64($0)) }) }
    if !refused.isEmpty { envelope["refused"] = .array(refused.map(\.hexadecimal).sorted().map { .text($0) }) }
    if let feed {
      envelope["feed"] = .object([
        "after": .integer(Int64(feed.place.change)), "bytes": .integer(Int64(feed.bytes)),
        "checkpoints": .array(feed.checkpoints.map { .integer(Int64($0.change)) }),
      ])
    }
    var frame = FrameWriter(envelope: .object(envelope))
    frame.blob(push.base.hash.bytes)
    if let feed {
      for place in [feed.place] + feed.checkpoints { frame.blob(place.hash.bytes) }
    }
    for entry in push.entries { frame.entry(entry) }
    return frame.bytes
  }

  /// The versions that the sender speaks: what can be read of any message, however new.
  package static func protocols(of bytes: [UInt8]) throws(MessageFault) -> ProtocolRange {
    try ProtocolRange(in: FrameReader(bytes: bytes).envelope)
  }

  /// The device that a message says to come from: what has to be known to check its signature.
  package static func author(of bytes: [UInt8]) throws(MessageFault) -> String {
    try FrameReader(bytes: bytes).envelope.stream().device
  }

  /// The message in these bytes, without their signature.
  ///
  /// - Throws: `MessageFault`, also where a header is no canonical header.
  package init(bytes: [UInt8]) throws(MessageFault) {
    var frame = try FrameReader(bytes: bytes)
    let envelope = frame.envelope
    protocols = try ProtocolRange(in: envelope)
    stream = try envelope.stream()
    let base = try envelope.number("base", in: 0...Int(Int32.max))
    let count = try envelope.number("entries", in: 0...SyncLimits.entries)
    let mark = StreamMark(sequence: base, hash: try frame.hash())
    feed = try envelope.value["feed"] == nil ? nil : FeedQuestion(in: envelope.object("feed"), frame: &frame)
    guides = try envelope.value["guides"] == nil ? nil : envelope.versions("guides")
    refused = try envelope.value["refused"] == nil ? [] : envelope.digests("refused", maximum: SyncLimits.refusedGuides)
    var entries: [Entry] = []
    for index in 0..<count { entries.append(try frame.entry(index: index)) }
    try frame.finish()
    push = Push(base: mark, entries: entries)
  }
}

extension SyncRequest.FeedQuestion {
  fileprivate init(in message: MessageReader, frame: inout FrameReader) throws(MessageFault) {
    let after = try message.number("after", in: 0...Int(Int32.max))
    bytes = try message.number("bytes", in: 0...Int(Int32.max))
    let numbers = try message.numbers("checkpoints", maximum: FeedCheckpoints.maximum)
    place = FeedPlace(change: after, hash: try frame.hash())
    var checkpoints: [FeedPlace] = []
    for number in numbers { checkpoints.append(FeedPlace(change: number, hash: try frame.hash())) }
    self.checkpoints = checkpoints
  }
}

extension ProtocolRange {
  fileprivate init(in envelope: MessageReader) throws(MessageFault) {
    let range = try envelope.object("protocol")
    oldest = try range.number("oldest", in: 1...Int(Int32.max))
    newest = try range.number("newest", in: 1...Int(Int32.max))
  }
}

extension MessageReader {
  /// The stream that a message names.
  func stream() throws(MessageFault) -> StreamID {
    StreamID(
      device: Hexadecimal.text(try hexadecimal("device", count: 16)),
      incarnation: Hexadecimal.text(try hexadecimal("incarnation", count: 8)))
  }

  /// A list of numbers, none below 0.
  func numbers(_ key: String, maximum: Int) throws(MessageFault) -> [Int] {
    let members = try required(key, value[key]?.array)
    guard members.count <= maximum else { throw .member(key) }
    var numbers: [Int] = []
    for member in members {
      let number = try required(key, member.integer)
      guard (0...Int64(Int32.max)).contains(number) else { throw .member(key) }
      numbers.append(Int(number))
    }
    return numbers
  }
}
