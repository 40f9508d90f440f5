/// What an entry carries in sealed form: a box, and in front of it, where a dossier's code is among what was sealed, the
/// code's blind index.
///
/// The index is for whoever looks for the same dossier logged twice, without a key. It stands here and not in the body, so
/// that an erasure takes it along: whoever has the index's key can try out codes.
///
/// Bytes: 3 · 16 index · box; or the box alone, which begins with 1 or 2.
package struct SealedPart: Hashable, Sendable {
  private static let version: UInt8 = 3
  /// How long an index is, in bytes.
  package static let indexBytes = 16

  /// The blind index of the dossier's code; nil where no code was sealed.
  package let index: [UInt8]?
  package let box: [UInt8]

  /// That box, with that index.
  package init(box: [UInt8], index: [UInt8]?) {
    self.box = box
    self.index = index
  }

  /// The part that these bytes hold; whether the box is one is for whoever opens it to say.
  package init(bytes: [UInt8]) {
    let isIndexed = bytes.first == Self.version && bytes.count > Self.indexBytes
    index = isIndexed ? Array(bytes[1...Self.indexBytes]) : nil
    box = isIndexed ? Array(bytes[(1 + Self.indexBytes)...]) : bytes
  }

  package var bytes: [UInt8] { index.map { [Self.version] + $0 + box } ?? box }
}
