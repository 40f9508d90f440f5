/// What an entry is about; a kind from a newer version is kept and relayed as it is.
package struct EntryKind: RawRepresentable, Hashable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// One piece of help given to one citizen.
  package static let assistance = EntryKind(rawValue: "assistance")
  /// A change to an assistance: only the fields that change.
  package static let amendment = EntryKind(rawValue: "amendment")
  /// An assistance that should not count; it stays readable.
  package static let void = EntryKind(rawValue: "void")
  /// A person of the team: who they are, or another name for them.
  package static let person = EntryKind(rawValue: "person")
  /// The key to which others may seal for a device.
  package static let reader = EntryKind(rawValue: "reader")
  /// What a leader says of the team's key.
  package static let teamKey = EntryKind(rawValue: "team-key")
  /// That somebody opened what was sealed.
  package static let opening = EntryKind(rawValue: "opening")
  /// What was sealed with an assistance, and with every change of it, is gone (`Erasure`).
  package static let erasure = EntryKind(rawValue: "erasure")
}

/// The name of an entry: 128 random bits, as 32 hexadecimal digits; given once, kept through every copy.
package struct EntryID: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: String

  /// The name from its 32 lower-case hexadecimal digits, or nil where the text is anything else.
  package init?(rawValue: String) {
    guard rawValue.utf8.count == 32, Hexadecimal.isLowerCase(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The part of an entry that the chain covers: it names the payload by digest, so that a payload can be erased and the chain of
/// headers still verifies.
package struct EntryHeader: Hashable, Sendable {
  package var id: EntryID
  package var kind: EntryKind
  /// The version of the kind's body.
  package var schema: Int
  package var time: HybridTime
  package var clock: ClockQuality
  /// The device that wrote the entry: it stays the author where another device hands the entry on.
  package var device: String?
  /// The volunteer who wrote it, where the device knows.
  package var person: PersonID?
  /// The entry that this one changes.
  package var amends: EntryID?
  /// The changes of that entry that the author had seen, in ascending order.
  package var seen: [EntryID]
  /// The digest of the body.
  package var body: Fingerprint
  /// The digest of the sealed part, where there is one.
  package var sealed: Fingerprint?

  /// A header from its parts.
  package init(
    id: EntryID, kind: EntryKind, schema: Int, time: HybridTime, clock: ClockQuality, device: String? = nil,
    person: PersonID? = nil, amends: EntryID? = nil, seen: [EntryID] = [], body: Fingerprint, sealed: Fingerprint? = nil
  ) {
    self.id = id
    self.kind = kind
    self.schema = schema
    self.time = time
    self.clock = clock
    self.device = device
    self.person = person
    self.amends = amends
    self.seen = seen
    self.body = body
    self.sealed = sealed
  }

  /// The header as it is written, hashed and relayed.
  package var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "id": .text(id.rawValue), "kind": .text(kind.rawValue), "schema": .integer(Int64(schema)),
      "time": .integer(time.rawValue), "clock": .text(clock.rawValue), "body": .text(body.hexadecimal),
    ]
    members["device"] = device.map { .text($0) }
    members["person"] = person.map { .text($0.rawValue) }
    if let amends { members["amends"] = .text(amends.rawValue) }
    if !seen.isEmpty { members["seen"] = .array(seen.map { .text($0.rawValue) }) }
    if let sealed { members["sealed"] = .text(sealed.hexadecimal) }
    return .object(members)
  }

  /// The header that the value holds, or nil where a needed member is missing or of another type. Members that this
  /// version does not know are passed over here; the bytes keep them.
  package init?(canonical: CanonicalValue) {
    guard let id = canonical["id"]?.text.flatMap(EntryID.init(rawValue:)), let kind = canonical["kind"]?.text,
      let schema = canonical["schema"]?.integer, let time = canonical["time"]?.integer,
      let clock = canonical["clock"]?.text, let body = canonical["body"]?.text.flatMap(Fingerprint.init(hexadecimal:))
    else { return nil }
    var amends: EntryID?
    if let text = canonical["amends"] {
      guard let id = text.text.flatMap(EntryID.init(rawValue:)) else { return nil }
      amends = id
    }
    var sealed: Fingerprint?
    if let text = canonical["sealed"] {
      guard let digest = text.text.flatMap(Fingerprint.init(hexadecimal:)) else { return nil }
      sealed = digest
    }
    let seen = canonical["seen"]?.texts ?? []
    self.init(
      id: id, kind: EntryKind(rawValue: kind), schema: Int(schema), time: HybridTime(rawValue: time),
      clock: ClockQuality(rawValue: clock) ?? .suspect, device: canonical["device"]?.text,
      person: canonical["person"]?.text.flatMap(PersonID.init(rawValue:)), amends: amends,
      seen: seen.compactMap(EntryID.init(rawValue:)), body: body, sealed: sealed)
  }
}

/// An entry as it travels and rests: the bytes as its author wrote them.
package struct Entry: Hashable, Sendable {
  /// The canonical bytes of the header.
  package let headerBytes: [UInt8]
  /// The canonical bytes of the body. Nothing erases a body: nil only where it was lost.
  package let bodyBytes: [UInt8]?
  /// The sealed part; nil where there is none or it was erased.
  package let sealed: [UInt8]?
  /// What the header bytes say.
  package let header: EntryHeader

  /// The entry that these bytes make, or nil where the header is not a canonical header.
  package init?(headerBytes: [UInt8], bodyBytes: [UInt8]?, sealed: [UInt8]?) {
    guard let value = try? CanonicalValue(bytes: headerBytes), let header = EntryHeader(canonical: value) else {
      return nil
    }
    self.headerBytes = headerBytes
    self.bodyBytes = bodyBytes
    self.sealed = sealed
    self.header = header
  }

  /// A new entry of this device.
  package init(header: EntryHeader, bodyBytes: [UInt8], sealed: [UInt8]?) {
    self.header = header
    headerBytes = header.canonical.bytes
    self.bodyBytes = bodyBytes
    self.sealed = sealed
  }

  init(header: EntryHeader, headerBytes: [UInt8], bodyBytes: [UInt8]?, sealed: [UInt8]?) {
    self.headerBytes = headerBytes
    self.bodyBytes = bodyBytes
    self.sealed = sealed
    self.header = header
  }

  /// The entry with its sealed part erased: the header, and with it the chain, stays as it was written.
  package var withoutSealed: Entry {
    Entry(header: header, headerBytes: headerBytes, bodyBytes: bodyBytes, sealed: nil)
  }

  /// The body, or nil where it was lost or is unreadable.
  package var body: CanonicalValue? { bodyBytes.flatMap { try? CanonicalValue(bytes: $0) } }
}
