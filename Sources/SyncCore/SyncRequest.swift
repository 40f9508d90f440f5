import Domain

/// What a device says in an exchange: who writes, what it wants stored, and which guides it has.
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

  package let protocols: ProtocolRange
  package let stream: StreamID
  package let push: Push
  /// The version of each guide that the device has (or has refused), by guide id.
  package let guides: [String: Int]

  /// That request.
  package init(
    protocols: ProtocolRange = .spoken, stream: StreamID, push: Push, guides: [String: Int] = [:]
  ) {
    self.protocols = protocols
    self.stream = stream
    self.push = push
    self.guides = guides
  }

  /// The message as it travels.
  package var bytes: [UInt8] {
    CanonicalValue.object([
      "protocol": .object([
        "oldest": .integer(Int64(protocols.oldest)), "newest": .integer(Int64(protocols.newest)),
      ]),
      "stream": .object(["device": .text(stream.device), "incarnation": .text(stream.incarnation)]),
      "push": .object(["base": .mark(push.base), "entries": .array(push.entries.map(\.travelling))]),
      "guides": .object(guides.mapValues { .integer(Int64($0)) }),
    ]).bytes
  }

  /// The versions that the sender speaks: what can be read of any message, however new.
  package static func protocols(of bytes: [UInt8]) throws(MessageFault) -> ProtocolRange {
    try protocols(in: MessageReader(bytes: bytes))
  }

  private static func protocols(in message: MessageReader) throws(MessageFault) -> ProtocolRange {
    let range = try message.object("protocol")
    return ProtocolRange(
      oldest: try range.number("oldest", in: 1...Int(Int32.max)),
      newest: try range.number("newest", in: 1...Int(Int32.max)))
  }

  /// The message in these bytes.
  ///
  /// - Throws: `MessageFault`, also where a header is no canonical header.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let message = try MessageReader(bytes: bytes)
    protocols = try Self.protocols(in: message)
    let stream = try message.object("stream")
    self.stream = StreamID(
      device: Hexadecimal.text(try stream.hexadecimal("device", count: 16)),
      incarnation: Hexadecimal.text(try stream.hexadecimal("incarnation", count: 8)))
    let push = try message.object("push")
    var entries: [Entry] = []
    for (index, part) in try push.array("entries").enumerated() {
      entries.append(try Entry(travelling: part, index: index))
    }
    self.push = Push(base: try push.mark("base"), entries: entries)
    guides = try message.versions("guides")
  }
}

extension Entry {
  /// The entry as it travels; what was erased is left out.
  var travelling: CanonicalValue {
    var members: [String: CanonicalValue] = ["header": .exact(headerBytes)]
    members["body"] = bodyBytes.map(CanonicalValue.exact)
    members["sealed"] = sealed.map(CanonicalValue.exact)
    return .object(members)
  }

  init(travelling part: MessageReader, index: Int) throws(MessageFault) {
    let body = try part.bytesIfPresent("body")
    let sealed = try part.bytesIfPresent("sealed")
    guard let header = try part.bytesIfPresent("header"),
      let entry = Entry(headerBytes: header, bodyBytes: body, sealed: sealed)
    else { throw .unreadableEntry(index: index) }
    self = entry
  }

  /// How many bytes the entry has, as far as they are here.
  package var size: Int { headerBytes.count + (bodyBytes?.count ?? 0) + (sealed?.count ?? 0) }
}
