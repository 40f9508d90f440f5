import Testing

@testable import Compression

/// The coding that both sides of this program speak with each other.
@Suite struct DictionaryTests {
  private let message = Array(
    #"{"body":"","clock":"unsynced","device":"aa","id":"","kind":"assistance","schema":1}"#.utf8)

  private func expanded(_ bytes: [UInt8], coding: ContentCoding) throws(CompressionFault) -> [UInt8] {
    var body = IncomingBody(coding: coding, limit: 10_000)
    try body.append(bytes.span)
    return try body.finish()
  }

  @Test func whatMessagesHaveInThemIsPointedAt() throws {
    let parts = Deflate.parts(of: message + [0, 1, 2, 3])
    let short = Deflate.message(parts, coding: .camtay)
    #expect(try expanded(short, coding: .camtay) == message + [0, 1, 2, 3])
    #expect(short.count * 2 < Deflate.message(parts, coding: .deflate).count)
    #expect(Deflate.message(parts, coding: .identity) == message + [0, 1, 2, 3])
  }

  @Test func whoDoesNotKnowTheDictionaryRefuses() {
    let short = Deflate.message([.init(message)], coding: .camtay)
    #expect(throws: CompressionFault.damaged) { try Deflate.expand(short, limit: 10_000) }
    #expect(throws: CompressionFault.damaged) { try expanded(short, coding: .deflate) }
    // A stream that was made with another dictionary names another one.
    let other = Deflate.compress([.init(message)], dictionary: Array("something else".utf8))
    #expect(throws: CompressionFault.damaged) { try expanded(other, coding: .camtay) }
  }

  @Test func aBombWithTheDictionaryIsRefusedToo() {
    let bomb = Deflate.message([.init([UInt8](repeating: 32, count: 1 << 20))], coding: .camtay)
    #expect(throws: CompressionFault.expandsTooFar) { try expanded(bomb, coding: .camtay) }
  }
}
