import Compression
import SyncTesting
import Testing

@Suite struct DeflateTests {
  private static let text = Array(String(repeating: "Cầm tay chỉ việc. ", count: 5).utf8)

  private func random(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private func fault(_ bytes: [UInt8], limit: Int = 1_000_000) -> CompressionFault? {
    do throws(CompressionFault) {
      _ = try Deflate.expand(bytes, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  /// What went in comes out, whatever the parts, their sizes and their levels.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func partsComeBackAsOne(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let parts = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
      let count = Int.random(in: 0...(generator.happens(percent: 20) ? 60_000 : 3_000), using: &generator)
      let bytes =
        generator.happens(percent: 50)
        ? random(count, &generator) : Array(Self.text.prefix(count)) + [UInt8](repeating: 7, count: count)
      return Deflate.Part(bytes, level: Int.random(in: 0...9, using: &generator))
    }
    let whole = parts.flatMap(\.bytes)
    let stream = Deflate.compress(parts)
    #expect(try Deflate.expand(stream, limit: whole.count) == whole)
    if !whole.isEmpty { #expect(fault(stream, limit: whole.count - 1) == .expandsTooFar) }

    var expansion = Expansion(limit: whole.count)
    var rest = stream[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(Int.random(in: 1...997, using: &generator)))
      try expansion.append(piece.span)
      rest = rest.dropFirst(piece.count)
    }
    #expect(try expansion.finish() == whole)
  }

  /// A stream that Python's zlib made.
  @Test func otherWritersAreUnderstood() throws {
    let stream: [UInt8] = [
      0x78, 0xDA, 0x73, 0x7E, 0xB8, 0x6B, 0x79, 0xAE, 0x42, 0x49, 0x62, 0xA5, 0x42, 0x72, 0xC6, 0xC3,
      0xDD, 0x9D, 0x0A, 0x65, 0x99, 0x0F, 0x77, 0xB7, 0x27, 0xEB, 0x29, 0x38, 0xD3, 0x58, 0x1C, 0x00,
      0x6A, 0x88, 0x38, 0x50,
    ]
    #expect(try Deflate.expand(stream, limit: 1000) == Self.text)
    #expect(Deflate.compress([.init(Self.text)]).prefix(1) == stream.prefix(1))
  }

  /// A day's work: thirty entries, whose sealed parts are random.
  @Test func randomBytesAreStoredBesideTextThatShrinks() {
    var generator = SeededGenerator(seed: 1)
    let text = (0..<30).flatMap { number in
      let id = UInt64.random(in: 0...UInt64.max, using: &generator)
      return Array("{\"id\":\"\(id)\",\"kind\":\"assistance\",\"minutes\":\(number),\"outcome\":\"solved\"}".utf8)
    }
    let sealed = random(5_700, &generator)
    let apart = Deflate.compress([.init(text), .init(sealed, level: 0)]).count
    #expect(apart < Deflate.compress([.init(text), .init(sealed)]).count)
    #expect(apart <= Deflate.compress([.init(text)]).count + sealed.count + 16)
  }

  @Test func everyEndThatIsTooEarlyIsSeen() {
    let stream = Deflate.compress([.init(Self.text)])
    for count in 0..<stream.count { #expect(fault(Array(stream.prefix(count))) == .truncated) }
  }

  @Test func whatIsNoWholeStreamAloneIsDamaged() {
    let stream = Deflate.compress([.init(Self.text)])
    #expect(fault(stream + [0]) == .damaged)
    #expect(fault(stream + stream) == .damaged)
    var wrongChecksum = stream
    wrongChecksum[stream.count - 1] ^= 1
    #expect(fault(wrongChecksum) == .damaged)
    // Without its zlib header; gzip; with a preset dictionary; no stream at all.
    #expect(fault(Array(stream.dropFirst(2))) == .damaged)
    #expect(fault([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]) == .damaged)
    #expect(
      fault([0x78, 0xF9, 0x04, 0x44, 0x01, 0xA8, 0x2B, 0x03, 0x62, 0x05, 0x10, 0x01, 0x00, 0x11, 0x6C, 0x03, 0x6F])
        == .damaged)
    #expect(fault(Array("{\"protocol\":1}".utf8)) == .damaged)
  }

  @Test func aByteAfterTheEndIsSeenWhereverTheStreamIsCut() throws {
    let stream = Deflate.compress([.init(Self.text)])
    var expansion = Expansion(limit: 1000)
    try expansion.append(stream.span)
    var thrown: CompressionFault?
    do throws(CompressionFault) { try expansion.append([0 as UInt8].span) } catch { thrown = error }
    #expect(thrown == .damaged)
  }

  /// Sixty-four mebibytes from sixty-four kilobytes: expanding stops at the limit.
  @Test func aBombIsStoppedAtTheLimit() {
    let zeros = Deflate.Part([UInt8](repeating: 0, count: 1 << 20))
    let bomb = Deflate.compress([Deflate.Part](repeating: zeros, count: 64))
    #expect(bomb.count < 1 << 17)
    #expect(fault(bomb, limit: 1 << 20) == .expandsTooFar)
  }

  /// Streams that were changed at random: each is refused, or expands to no more than the limit.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func changedStreamsNeverGoBeyondTheLimit(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = (0..<40).flatMap { _ in Self.text.shuffled(using: &generator).prefix(60) }
    let whole = Deflate.compress([.init(text), .init(random(300, &generator), level: 0), .init(Self.text, level: 9)])
    let limit = text.count + 300 + Self.text.count
    var faults: [CompressionFault?: Int] = [:]
    for _ in 0..<200 {
      var stream = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&stream, &generator) }
      do throws(CompressionFault) {
        #expect(try Deflate.expand(stream, limit: limit).count <= limit)
        faults[nil, default: 0] += 1
      } catch {
        faults[error, default: 0] += 1
      }
    }
    #expect(faults[.damaged, default: 0] > 0)
    #expect(faults[.truncated, default: 0] > 0)
  }

  private func change(_ stream: inout [UInt8], _ generator: inout SeededGenerator) {
    guard !stream.isEmpty else { return }
    let place = Int.random(in: 0..<stream.count, using: &generator)
    switch Int.random(in: 0...4, using: &generator) {
    case 0: stream[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
    case 1: stream.remove(at: place)
    case 2: stream.insert(UInt8.random(in: 0...255, using: &generator), at: place)
    case 3: stream.removeLast(stream.count - place)
    default: stream.insert(contentsOf: stream[place...].prefix(50), at: place)
    }
  }
}
