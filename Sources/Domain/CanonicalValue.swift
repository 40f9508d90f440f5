/// A value with exactly one encoding: what entries and their hashes are made of.
///
/// The encoding is JSON with object keys in ascending order of their UTF-8 bytes, no white space, integers only (no
/// floats), text in Unicode Normalization Form C, and only the escapes that JSON demands. A value that is missing is
/// left out of its object: missing is never 0. Depth is limited to `maximumDepth`.
package enum CanonicalValue: Hashable, Sendable {
  /// An explicit nothing: an amendment that clears a field.
  case null
  case bool(Bool)
  case integer(Int64)
  case text(String)
  case array([CanonicalValue])
  case object([String: CanonicalValue])

  /// How deep arrays and objects may nest.
  package static let maximumDepth = 16

  /// The member of an object, or nil.
  package subscript(key: String) -> CanonicalValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The text, where this is one.
  package var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  /// The integer, where this is one.
  package var integer: Int64? {
    guard case .integer(let integer) = self else { return nil }
    return integer
  }

  /// The truth value, where this is one.
  package var bool: Bool? {
    guard case .bool(let bool) = self else { return nil }
    return bool
  }

  /// The members, where this is an array.
  package var array: [CanonicalValue]? {
    guard case .array(let array) = self else { return nil }
    return array
  }

  /// The members, where this is an object.
  package var object: [String: CanonicalValue]? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  /// The texts of an array of texts; nil where this is anything else.
  package var texts: [String]? {
    guard let array else { return nil }
    let texts = array.compactMap(\.text)
    return texts.count == array.count ? texts : nil
  }
}

extension CanonicalValue {
  /// The one encoding of this value.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += Array("null".utf8)
    case .bool(let bool): bytes += Array((bool ? "true" : "false").utf8)
    case .integer(let integer): bytes += Array(String(integer).utf8)
    case .text(let text): Self.append(text, to: &bytes)
    case .array(let array):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in array.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      let members = object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.normalizedToFormC.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x00..<0x20, 0x7F:
        bytes += Array("\\u00".utf8) + Hexadecimal.text([byte]).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
