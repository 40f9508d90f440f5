import CZlib

/// A zlib stream that is expanded as it arrives. Whatever comes in, it holds at most the limit and some 60 kB.
package struct Expansion: ~Copyable {
  // zlib remembers where this is, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let limit: Int
  private let dictionary: [UInt8]
  private var expanded: [UInt8] = []
  private var isEnded = false
  private static let roomBytes = 16_384

  /// The beginning of a stream that may expand to so many bytes.
  package init(limit: Int) { self.init(limit: limit, dictionary: []) }

  /// The beginning of a stream that may point into that dictionary.
  init(limit: Int, dictionary: [UInt8]) {
    self.limit = limit
    self.dictionary = dictionary
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory, or is not the library that this was built for")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Expands the next bytes of the stream, fewer than 4 GiB.
  ///
  /// - Throws: `CompressionFault.expandsTooFar` or `.damaged`; nothing may be appended after that.
  package mutating func append(_ part: Span<UInt8>) throws(CompressionFault) {
    guard !part.isEmpty else { return }
    // Bytes behind the end of the stream would be a message that only some readers see.
    guard !isEnded else { throw .damaged }
    try part.withUnsafeBufferPointer { (part) throws(CompressionFault) in
      stream.pointee.next_in = part.baseAddress
      stream.pointee.avail_in = uInt(part.count)
      try expand()
    }
  }

  private mutating func expand() throws(CompressionFault) {
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.roomBytes) {
      (room) throws(CompressionFault) in
      repeat {
        stream.pointee.next_out = room.baseAddress
        stream.pointee.avail_out = uInt(room.count)
        var status = inflate(stream, Z_NO_FLUSH)
        // zlib refuses a dictionary that is not the one with which the stream was made.
        if status == Z_NEED_DICT, inflateSetDictionary(stream, dictionary, uInt(dictionary.count)) == Z_OK {
          status = inflate(stream, Z_NO_FLUSH)
        }
        let made = room.count - Int(stream.pointee.avail_out)
        guard made <= limit - expanded.count else { throw .expandsTooFar }
        expanded += room[..<made]
        isEnded = status == Z_STREAM_END
        // Without anything to read or to write zlib reports a full buffer, which is none here.
        guard isEnded || status == Z_OK || status == Z_BUF_ERROR else { throw .damaged }
      } while !isEnded && stream.pointee.avail_out == 0
    }
    guard stream.pointee.avail_in == 0 else { throw .damaged }
  }

  /// What the stream expanded to.
  ///
  /// - Throws: `CompressionFault.truncated` where its end has not come.
  package consuming func finish() throws(CompressionFault) -> [UInt8] {
    guard isEnded else { throw .truncated }
    return expanded
  }
}
