import Domain

/// Signed guides in one file, for a stick or for whoever publishes: a line that says what it is, then canonical JSON.
package struct GuidePack: Hashable, Sendable {
  package let guides: [SignedGuide]

  /// Those guides.
  package init(_ guides: [SignedGuide]) { self.guides = guides }

  /// Why bytes are no pack.
  package enum Fault: Error, Hashable, Sendable {
    /// The file is something else.
    case notAPack
    /// A newer program wrote it.
    case newer
    /// It was cut off or altered.
    case damaged
    /// It is larger than `maximumBytes`.
    case tooLarge
  }

  /// The largest pack, in bytes.
  package static let maximumBytes = 32 * 1024 * 1024
  private static let mark = Array("camtay guides 1\n".utf8)
  private static let anyMark = Array("camtay guides ".utf8)

  /// The pack as it is written.
  package var bytes: [UInt8] { Self.mark + CanonicalValue.array(guides.map(\.travelling)).bytes + [0x0A] }

  /// The pack in these bytes. Whether its signatures are worth anything is found out by whoever takes it.
  package init(bytes: [UInt8]) throws(Fault) {
    guard bytes.count <= Self.maximumBytes else { throw .tooLarge }
    guard bytes.starts(with: Self.anyMark) else { throw .notAPack }
    guard bytes.starts(with: Self.mark) else {
      let digits = bytes.dropFirst(Self.anyMark.count).prefix { (0x30...0x39).contains($0) }
      throw digits.isEmpty ? .damaged : .newer
    }
    guard bytes.last == 0x0A,
      let value = try? CanonicalValue(bytes: Array(bytes.dropFirst(Self.mark.count).dropLast())),
      let parts = value.array
    else { throw .damaged }
    var guides: [SignedGuide] = []
    for part in parts {
      guard let guide = try? SignedGuide(travelling: MessageReader(part, path: "guide")) else { throw .damaged }
      guides.append(guide)
    }
    self.guides = guides
  }
}
