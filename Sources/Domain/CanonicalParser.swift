/// Why bytes are not a canonical value.
package struct CanonicalError: Error, Equatable {
  /// Where in the bytes reading stopped, from 0.
  package let offset: Int
}

extension CanonicalValue {
  /// The value that these bytes encode.
  ///
  /// - Throws: `CanonicalError` where the bytes are no JSON of the allowed kind, or are not the one encoding of what
  ///   they say: another spelling of the same value would have another hash.
  package init(bytes: [UInt8]) throws(CanonicalError) {
    var parser = CanonicalParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    guard parser.offset == bytes.count else { throw CanonicalError(offset: parser.offset) }
    guard value.bytes == bytes else { throw CanonicalError(offset: 0) }
    self = value
  }
}

/// Reads JSON with integers only; `CanonicalValue.init(bytes:)` then demands the canonical spelling.
private struct CanonicalParser {
  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private var failure: CanonicalError { CanonicalError(offset: offset) }
  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func expect(_ word: StaticString) throws(CanonicalError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard next == word.utf8Start[index] else { throw failure }
      offset += 1
    }
  }

  mutating func value(depth: Int) throws(CanonicalError) -> CanonicalValue {
    guard depth <= CanonicalValue.maximumDepth, let byte = next else { throw failure }
    switch byte {
    case UInt8(ascii: "n"):
      try expect("null")
      return .null
    case UInt8(ascii: "t"):
      try expect("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .bool(false)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    default: return .integer(try integer())
    }
  }

  private mutating func integer() throws(CanonicalError) -> Int64 {
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    guard let integer = Int64(String(decoding: bytes[start..<offset], as: UTF8.self)) else { throw failure }
    return integer
  }

  private mutating func array(depth: Int) throws(CanonicalError) -> [CanonicalValue] {
    offset += 1
    var array: [CanonicalValue] = []
    if next == UInt8(ascii: "]") {
      offset += 1
      return array
    }
    while true {
      array.append(try value(depth: depth + 1))
      if next == UInt8(ascii: ",") {
        offset += 1
      } else {
        try expect("]")
        return array
      }
    }
  }

  private mutating func object(depth: Int) throws(CanonicalError) -> [String: CanonicalValue] {
    offset += 1
    var object: [String: CanonicalValue] = [:]
    if next == UInt8(ascii: "}") {
      offset += 1
      return object
    }
    while true {
      guard next == UInt8(ascii: "\"") else { throw failure }
      let key = try text()
      try expect(":")
      guard object.updateValue(try value(depth: depth + 1), forKey: key) == nil else { throw failure }
      if next == UInt8(ascii: ",") {
        offset += 1
      } else {
        try expect("}")
        return object
      }
    }
  }

  private mutating func text() throws(CanonicalError) -> String {
    offset += 1
    var content: [UInt8] = []
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else { throw failure }
        return text
      case UInt8(ascii: "\\"): content.append(try escape())
      default: content.append(byte)
      }
    }
    throw failure
  }

  private mutating func escape() throws(CanonicalError) -> UInt8 {
    guard let byte = next else { throw failure }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "u"):
      guard offset + 4 <= bytes.count,
        let code = UInt8(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
      else { throw failure }
      offset += 4
      return code
    default: throw failure
    }
  }
}
