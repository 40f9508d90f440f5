import Domain
import FoundationEssentials

/// Why bytes are not a message.
package enum MessageFault: Error, Hashable, Sendable {
  /// The bytes are not canonical JSON; reading stopped there.
  case notCanonical(offset: Int)
  /// The member is missing, of another type, or out of its range.
  case member(String)
  /// The entry with that index has a header that is no canonical header.
  case unreadableEntry(index: Int)
  /// The entry with that index, from 0, comes without its body, which nobody ever has a reason to leave out.
  case withoutBody(index: Int, entry: EntryID)
  /// The bytes have no text that ends with a zero byte.
  case noFrame
  /// The message ends before what its text speaks of.
  case truncated
  /// The message goes on behind what its text speaks of.
  case overlong
  /// The message was not signed by who should have, or was altered.
  case badSignature
}

/// Reads the members of a message strictly; members that this version does not know are passed over.
struct MessageReader {
  let value: CanonicalValue
  private let path: String

  init(bytes: [UInt8]) throws(MessageFault) {
    do {
      value = try CanonicalValue(bytes: bytes)
    } catch {
      throw .notCanonical(offset: error.offset)
    }
    path = ""
  }

  init(_ value: CanonicalValue, path: String) {
    self.value = value
    self.path = path
  }

  private func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func required<Value>(_ key: String, _ value: Value?) throws(MessageFault) -> Value {
    guard let value else { throw .member(name(key)) }
    return value
  }

  /// The member as a message of its own.
  func object(_ key: String) throws(MessageFault) -> MessageReader {
    guard let member = value[key], member.object != nil else { throw .member(name(key)) }
    return MessageReader(member, path: name(key))
  }

  func array(_ key: String) throws(MessageFault) -> [MessageReader] {
    let members = try required(key, value[key]?.array)
    return members.enumerated().map { MessageReader($1, path: "\(name(key)).\($0)") }
  }

  func text(_ key: String, maximumBytes: Int = 1024) throws(MessageFault) -> String {
    let text = try required(key, value[key]?.text)
    guard text.utf8.count <= maximumBytes else { throw .member(name(key)) }
    return text
  }

  func bool(_ key: String) throws(MessageFault) -> Bool { try required(key, value[key]?.bool) }

  func integer(_ key: String) throws(MessageFault) -> Int64 { try required(key, value[key]?.integer) }

  func number(_ key: String, in range: ClosedRange<Int>) throws(MessageFault) -> Int {
    let number = try required(key, value[key]?.integer)
    guard range.contains(Int(number)) else { throw .member(name(key)) }
    return Int(number)
  }

  /// A digest in hexadecimal.
  func digest(_ key: String) throws(MessageFault) -> Fingerprint {
    try required(key, value[key]?.text.flatMap(Fingerprint.init(hexadecimal:)))
  }

  /// Digests in hexadecimal.
  func digests(_ key: String, maximum: Int) throws(MessageFault) -> Set<Fingerprint> {
    let members = try required(key, value[key]?.array)
    guard members.count <= maximum else { throw .member(name(key)) }
    var digests: Set<Fingerprint> = []
    for member in members {
      digests.insert(try required(key, member.text.flatMap(Fingerprint.init(hexadecimal:))))
    }
    return digests
  }

  /// Bytes in hexadecimal.
  func hexadecimal(_ key: String, count: Int) throws(MessageFault) -> [UInt8] {
    let bytes = try required(key, value[key]?.text.flatMap(Hexadecimal.bytes))
    guard bytes.count == count else { throw .member(name(key)) }
    return bytes
  }

  /// At most that many bytes.
  func hexadecimal(_ key: String, atMost most: Int) throws(MessageFault) -> [UInt8] {
    let bytes = try required(key, value[key]?.text.flatMap(Hexadecimal.bytes))
    guard bytes.count <= most else { throw .member(name(key)) }
    return bytes
  }

  /// Short texts; none where there is no such member.
  func textsIfPresent(_ key: String, maximum: Int) throws(MessageFault) -> [String] {
    guard let member = value[key] else { return [] }
    let texts = try required(key, member.texts)
    guard texts.count <= maximum, texts.allSatisfy({ $0.utf8.count <= 1024 }) else { throw .member(name(key)) }
    return texts
  }

  /// The versions by guide id.
  func versions(_ key: String) throws(MessageFault) -> [String: Int] {
    let members = try required(key, value[key]?.object)
    guard members.count <= SyncLimits.guides else { throw .member(name(key)) }
    var versions: [String: Int] = [:]
    for (id, version) in members {
      versions[id] = Int(try required("\(key).\(id)", version.integer))
    }
    return versions
  }
}
