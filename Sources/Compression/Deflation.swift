import CZlib

/// A zlib stream that is being made.
struct Deflation: ~Copyable {
  // zlib remembers where this is, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var made: [UInt8] = []
  private static let roomBytes = 16_384

  /// A stream that begins at that level, and may point into that dictionary.
  init(level: Int, dictionary: [UInt8] = []) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit_(stream, Int32(level), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory, or is not the library that this was built for")
    if !dictionary.isEmpty { deflateSetDictionary(stream, dictionary, uInt(dictionary.count)) }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Compresses the part, fewer than 4 GiB, at its own level.
  mutating func append(_ part: Deflate.Part) {
    // Another level begins with another block, so what came before has to be written out: until it is, zlib says that
    // its room is full.
    while write({ deflateParams($0, Int32(part.level), Z_DEFAULT_STRATEGY) }) == Z_BUF_ERROR {}
    part.bytes.withUnsafeBufferPointer { bytes in
      stream.pointee.next_in = bytes.baseAddress
      stream.pointee.avail_in = uInt(bytes.count)
      while stream.pointee.avail_in > 0 { _ = write { deflate($0, Z_NO_FLUSH) } }
    }
  }

  /// The whole stream.
  consuming func finish() -> [UInt8] {
    while write({ deflate($0, Z_FINISH) }) != Z_STREAM_END {}
    return made
  }

  /// Lets zlib take a step with fresh room, and keeps what it wrote there.
  private mutating func write(_ step: (UnsafeMutablePointer<z_stream>) -> Int32) -> Int32 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.roomBytes) { room in
      stream.pointee.next_out = room.baseAddress
      stream.pointee.avail_out = uInt(room.count)
      let status = step(stream)
      made += room[..<(room.count - Int(stream.pointee.avail_out))]
      return status
    }
  }
}
