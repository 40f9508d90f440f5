import Domain
import FoundationEssentials
import Sealing

/// Writes a message: lines of text, a zero byte, the binary part (see the documentation of the module).
struct FrameWriter {
  private var text: [UInt8] = []
  private var binary: [UInt8] = []
  private var lastSealed: [UInt8] = []

  init(envelope: CanonicalValue) { line(envelope.bytes) }

  mutating func line(_ bytes: [UInt8]) {
    text += bytes
    text.append(0x0A)
  }

  mutating func line(_ words: String) { line(Array(words.utf8)) }

  mutating func blob(_ bytes: [UInt8]) { binary += bytes }

  mutating func entry(_ entry: Entry) {
    if let bare = entry.bareHeader {
      line(bare)
      blob(Hexadecimal.bytes(entry.header.id.rawValue) ?? [])
    } else {
      line([UInt8(ascii: "=")] + entry.headerBytes)
    }
    if let body = entry.bodyBytes,
      body.isEmpty || body[0] != UInt8(ascii: "{") || body.contains(where: { $0 == 0x0A || $0 == 0 })
    {
      line("#\(body.count)")
      blob(body)
    } else {
      line(entry.bodyBytes ?? [])
    }
    guard let sealed = entry.sealed else { return line("") }
    // The sealed parts of one sitting begin alike.
    let shared = zip(sealed, lastSealed).prefix { $0 == $1 }.count
    line(shared == 0 ? String(sealed.count) : "\(sealed.count) \(shared)")
    blob(Array(sealed.dropFirst(shared)))
    lastSealed = sealed
  }

  /// The message, not signed yet.
  var bytes: [UInt8] { text + [0] + binary }
}

/// Reads a message that a `FrameWriter` wrote.
struct FrameReader {
  let envelope: MessageReader
  /// The lines that were not read yet, each with the line feed that ends it.
  private var text: ArraySlice<UInt8>
  private var binary: ArraySlice<UInt8>
  private var lastSealed: [UInt8] = []

  init(bytes: [UInt8]) throws(MessageFault) {
    guard let end = bytes.firstIndex(of: 0), end > 0, bytes[end - 1] == 0x0A,
      let first = bytes[..<end].firstIndex(of: 0x0A)
    else { throw .noFrame }
    envelope = try MessageReader(bytes: Array(bytes[..<first]))
    text = bytes[(first + 1)..<end]
    binary = bytes[(end + 1)...]
  }

  mutating func line() throws(MessageFault) -> [UInt8] {
    guard let end = text.firstIndex(of: 0x0A) else { throw .truncated }
    let line = Array(text[..<end])
    text = text[(end + 1)...]
    return line
  }

  mutating func blob(_ count: Int) throws(MessageFault) -> [UInt8] {
    guard (0...binary.count).contains(count) else { throw .truncated }
    let blob = Array(binary.prefix(count))
    binary = binary.dropFirst(count)
    return blob
  }

  mutating func hash() throws(MessageFault) -> Fingerprint {
    guard let hash = Fingerprint(bytes: try blob(32)) else { throw .truncated }
    return hash
  }

  /// Nothing may be left over: what one side does not read, the other must not believe to have said.
  func finish() throws(MessageFault) {
    guard text.isEmpty, binary.isEmpty else { throw .overlong }
  }

  /// Whether the next line begins with that byte.
  func nextBegins(with byte: UInt8) -> Bool { text.first == byte }

  mutating func entry(index: Int) throws(MessageFault) -> Entry {
    var header = try line()
    let isVerbatim = header.first == UInt8(ascii: "=")
    let id = isVerbatim ? [] : try blob(16)
    let body = try body()
    let sealed = try sealed()
    if isVerbatim {
      header.removeFirst()
    } else {
      header = Entry.header(bare: header, id: id, body: body, sealed: sealed)
    }
    guard let entry = Entry(headerBytes: header, bodyBytes: body, sealed: sealed) else {
      throw .unreadableEntry(index: index)
    }
    guard body != nil else { throw .withoutBody(index: index, entry: entry.header.id) }
    return entry
  }

  private mutating func sealed() throws(MessageFault) -> [UInt8]? {
    let words = try line().split(separator: 0x20, omittingEmptySubsequences: false)
    guard words.count <= 2, let first = words.first else { throw .truncated }
    guard let count = try number(Array(first)) else { return nil }
    guard let shared = words.count == 2 ? try number(Array(words[1])) : 0, shared <= min(count, lastSealed.count) else {
      throw .truncated
    }
    lastSealed = Array(lastSealed.prefix(shared)) + (try blob(count - shared))
    return lastSealed
  }

  private mutating func body() throws(MessageFault) -> [UInt8]? {
    let line = try line()
    guard line.first == UInt8(ascii: "#") else { return line.isEmpty ? nil : line }
    guard let count = try number(Array(line.dropFirst())) else { throw .truncated }
    return try blob(count)
  }

  /// The number that a line says, in the one spelling that it has; nil where the line is empty.
  func number(_ line: [UInt8]) throws(MessageFault) -> Int? {
    if line.isEmpty { return nil }
    guard line.count <= 9, let number = Int(String(decoding: line, as: UTF8.self)), number >= 0,
      String(number).utf8.elementsEqual(line)
    else { throw .truncated }
    return number
  }
}

extension Entry {
  private static func member(_ name: StaticString, _ value: String) -> [UInt8] {
    Array("\"\(name)\":\"\(value)\"".utf8)
  }

  /// The header without the values that can be found again from what travels beside it; nil where that would not give
  /// back the very same bytes.
  var bareHeader: [UInt8]? {
    var bare = headerBytes
    bare.replaceFirst(Self.member("id", header.id.rawValue), with: Self.member("id", ""))
    if bodyBytes != nil {
      bare.replaceFirst(Self.member("body", header.body.hexadecimal), with: Self.member("body", ""))
    }
    if sealed != nil, let digest = header.sealed {
      bare.replaceFirst(Self.member("sealed", digest.hexadecimal), with: Self.member("sealed", ""))
    }
    let id = Hexadecimal.bytes(header.id.rawValue) ?? []
    return Self.header(bare: bare, id: id, body: bodyBytes, sealed: sealed) == headerBytes ? bare : nil
  }

  /// The header that was bare, whole again.
  static func header(bare: [UInt8], id: [UInt8], body: [UInt8]?, sealed: [UInt8]?) -> [UInt8] {
    var header = bare
    header.replaceFirst(member("id", ""), with: member("id", Hexadecimal.text(id)))
    if let body { header.replaceFirst(member("body", ""), with: member("body", Fingerprint(of: body).hexadecimal)) }
    if let sealed {
      header.replaceFirst(member("sealed", ""), with: member("sealed", Fingerprint(of: sealed).hexadecimal))
    }
    return header
  }

  /// How many bytes the entry has, as far as they are here.
  package var size: Int { headerBytes.count + (bodyBytes?.count ?? 0) + (sealed?.count ?? 0) }
}

extension [UInt8] {
  fileprivate mutating func replaceFirst(_ part: [UInt8], with other: [UInt8]) {
    guard count >= part.count else { return }
    for start in 0...(count - part.count)
    where self[start] == part[0] && self[start..<start + part.count].elementsEqual(part) {
      replaceSubrange(start..<start + part.count, with: other)
      return
    }
  }
}
