import Domain
import Sealing

/// What the server answers in an exchange.
package struct SyncResponse: Hashable, Sendable {
  /// What became of the push.
  package enum Outcome: String, Sendable {
    /// The stream is durably held up to the mark.
    case stored
    /// The push begins after the mark; nothing of it was stored.
    case gap
    /// The push contradicts what the server holds; nothing of it was stored.
    case fork
  }

  /// The version of the exchange in which the server answers.
  package let version: Int
  /// The name of this server's history.
  package let epoch: String
  /// The stream that the answer is about.
  package let stream: StreamID
  package let outcome: Outcome
  /// How far the server durably holds the stream.
  package let mark: StreamMark
  /// What follows the device's place in the feed; nil where it did not ask.
  package let feed: FeedAnswer?
  /// Guides that are newer than the device's.
  package let guides: [SignedGuide]
  /// Whether still more guides wait.
  package let moreGuides: Bool
  /// The server's clock, in milliseconds since 1970.
  package let time: Int64

  /// That answer.
  package init(
    version: Int = ProtocolRange.spoken.newest, epoch: String, stream: StreamID, outcome: Outcome, mark: StreamMark,
    feed: FeedAnswer? = nil, guides: [SignedGuide] = [], moreGuides: Bool = false, time: Int64
  ) {
    self.version = version
    self.epoch = epoch
    self.stream = stream
    self.outcome = outcome
    self.mark = mark
    self.feed = feed
    self.guides = guides
    self.moreGuides = moreGuides
    self.time = time
  }

  /// Whether another history bears the stream's name, for a device whose own chain hash at the number of the mark is
  /// that (nil where it has no such entry: a mark beyond the device's own head means that the device went back in time).
  func showsFork(own: Fingerprint?) -> Bool { outcome == .fork || own != mark.hash }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    var envelope: [String: CanonicalValue] = [
      "protocol": .integer(Int64(version)), "epoch": .text(epoch), "device": .text(stream.device),
      "incarnation": .text(stream.incarnation), "outcome": .text(outcome.rawValue),
      "mark": .integer(Int64(mark.sequence)), "time": .integer(time),
    ]
    if !guides.isEmpty { envelope["guides"] = .array(guides.map(\.travelling)) }
    if moreGuides { envelope["more_guides"] = .bool(true) }
    envelope["feed"] = feed?.envelope
    var frame = FrameWriter(envelope: .object(envelope))
    frame.blob(mark.hash.bytes)
    feed?.write(to: &frame)
    return frame.bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    var frame = try FrameReader(bytes: bytes)
    let envelope = frame.envelope
    version = try envelope.number("protocol", in: ProtocolRange.spoken.oldest...ProtocolRange.spoken.newest)
    epoch = try envelope.text("epoch")
    stream = try envelope.stream()
    outcome = try envelope.required("outcome", Outcome(rawValue: try envelope.text("outcome")))
    mark = StreamMark(sequence: try envelope.number("mark", in: 0...Int(Int32.max)), hash: try frame.hash())
    feed = try envelope.value["feed"] == nil ? nil : FeedAnswer(in: envelope.object("feed"), frame: &frame)
    var guides: [SignedGuide] = []
    // A guide that cannot be read must not keep the mark of the entries from arriving.
    if envelope.value["guides"] != nil {
      for part in try envelope.array("guides") {
        if let guide = try? SignedGuide(travelling: part) { guides.append(guide) }
      }
    }
    self.guides = guides
    moreGuides = envelope.value["more_guides"]?.bool ?? false
    time = try envelope.integer("time")
    try frame.finish()
  }
}

extension FeedAnswer {
  fileprivate var envelope: CanonicalValue {
    switch self {
    case .goesOn(let after, let changes, let place, let more):
      .object([
        "after": .integer(Int64(after.change)), "to": .integer(Int64(place.change)), "more": .bool(more),
        "lines": .integer(Int64(Self.runs(changes).count)),
      ])
    case .diverged(let common):
      .object(common.map { ["common": .integer(Int64($0.change))] } ?? [:])
    }
  }

  fileprivate func write(to frame: inout FrameWriter) {
    switch self {
    case .goesOn(let after, let changes, let place, _):
      frame.blob(after.hash.bytes)
      frame.blob(place.hash.bytes)
      for run in Self.runs(changes) {
        switch run {
        case .own(let numbers): frame.line("+\(numbers.lowerBound) \(numbers.upperBound)")
        case .entry(let entry): frame.entry(entry)
        }
      }
    case .diverged(let common): frame.blob(common?.hash.bytes ?? [])
    }
  }

  fileprivate init(in message: MessageReader, frame: inout FrameReader) throws(MessageFault) {
    guard message.value["after"] != nil else {
      let common = try message.value["common"] == nil ? nil : message.number("common", in: 0...Int(Int32.max))
      self = .diverged(
        common: try common.map { change throws(MessageFault) in FeedPlace(change: change, hash: try frame.hash()) })
      return
    }
    let after = FeedPlace(change: try message.number("after", in: 0...Int(Int32.max)), hash: try frame.hash())
    let place = FeedPlace(change: try message.number("to", in: 0...Int(Int32.max)), hash: try frame.hash())
    let count = place.change - after.change
    guard (0...SyncLimits.feedChanges).contains(count) else { throw .member("feed.to") }
    var changes: [FeedChange] = []
    for index in 0..<(try message.number("lines", in: 0...count)) {
      guard frame.nextBegins(with: UInt8(ascii: "+")) else {
        changes.append(.entry(try frame.entry(index: index)))
        continue
      }
      let words = try frame.line().dropFirst().split(separator: 0x20)
      guard words.count == 2, let first = try frame.number(Array(words[0])),
        let last = try frame.number(Array(words[1])),
        first <= last, last - first < count - changes.count
      else { throw .truncated }
      changes += (first...last).map { .own(sequence: $0) }
    }
    guard changes.count == count else { throw .member("feed.to") }
    self = .goesOn(after: after, changes: changes, to: place, more: try message.bool("more"))
  }

  private enum Run {
    case own(ClosedRange<Int>)
    case entry(Entry)
  }

  /// The changes with own entries that follow each other put together.
  private static func runs(_ changes: [FeedChange]) -> [Run] {
    var runs: [Run] = []
    for change in changes {
      switch change {
      case .entry(let entry): runs.append(.entry(entry))
      case .own(let sequence):
        if case .own(let numbers) = runs.last, numbers.upperBound == sequence - 1 {
          runs[runs.count - 1] = .own(numbers.lowerBound...sequence)
        } else {
          runs.append(.own(sequence...sequence))
        }
      }
    }
    return runs
  }
}
