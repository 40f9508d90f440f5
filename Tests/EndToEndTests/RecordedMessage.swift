import Compression

/// A message of HTTP/1.1 (RFC 9112) as it went over the wire, with its body as it was before it was compressed.
struct RecordedMessage {
  let head: String
  let body: [UInt8]

  /// What was recorded is no sequence of whole messages.
  struct Unreadable: Error {
    let offset: Int
  }

  /// The messages of one direction of a connection, to the last byte.
  static func messages(in bytes: [UInt8]) throws -> [RecordedMessage] {
    var messages: [RecordedMessage] = []
    var offset = 0
    while offset < bytes.count {
      let start = offset
      let blank = Array("\r\n\r\n".utf8)
      guard let end = bytes[start...].firstRange(of: blank) else { throw Unreadable(offset: start) }
      let head = String(decoding: bytes[start..<end.lowerBound], as: UTF8.self)
      offset = end.upperBound
      let wrapped = try body(head, bytes, &offset)
      guard let coding = ContentCoding(contentEncoding: header("content-encoding", of: head) ?? "") else {
        throw Unreadable(offset: start)
      }
      messages.append(RecordedMessage(head: head, body: try expanded(wrapped, coding)))
    }
    return messages
  }

  /// The body behind a head, as it travelled.
  private static func body(_ head: String, _ bytes: [UInt8], _ offset: inout Int) throws -> [UInt8] {
    if header("transfer-encoding", of: head) == "chunked" { return try chunks(bytes, &offset) }
    let length = header("content-length", of: head).flatMap { Int($0) } ?? 0
    guard offset + length <= bytes.count else { throw Unreadable(offset: offset) }
    offset += length
    return Array(bytes[(offset - length)..<offset])
  }

  private static func expanded(_ wrapped: [UInt8], _ coding: ContentCoding) throws -> [UInt8] {
    guard !wrapped.isEmpty else { return [] }
    var incoming = IncomingBody(coding: coding, limit: 64 << 20)
    try incoming.append(wrapped.span)
    return try incoming.finish()
  }

  private static func header(_ name: String, of head: String) -> String? {
    for line in head.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == name {
        return String(parts[1].drop { $0 == " " }).lowercased()
      }
    }
    return nil
  }

  private static func chunks(_ bytes: [UInt8], _ offset: inout Int) throws -> [UInt8] {
    var body: [UInt8] = []
    while true {
      guard let end = bytes[offset...].firstRange(of: [0x0D, 0x0A]),
        let count = Int(String(decoding: bytes[offset..<end.lowerBound], as: UTF8.self), radix: 16),
        end.upperBound + count + 2 <= bytes.count
      else { throw Unreadable(offset: offset) }
      body += bytes[end.upperBound..<end.upperBound + count]
      offset = end.upperBound + count + 2
      if count == 0 { return body }
    }
  }
}
