import Testing

@testable import Domain

/// Entries made by hand; digests are not looked at by the fold.
struct EntryMaker {
  let digest = Fingerprint(bytes: [UInt8](repeating: 0, count: 32))
  var count = 0

  mutating func entry(
    _ kind: EntryKind, _ body: CanonicalValue, time: Int64, amends: EntryID? = nil, seen: [EntryID] = []
  ) throws -> Entry {
    count += 1
    let digits = String(count, radix: 16)
    let id = try #require(EntryID(rawValue: String(repeating: "0", count: 32 - digits.count) + digits))
    let header = EntryHeader(
      id: id, kind: kind, schema: 1, time: HybridTime(rawValue: time), clock: .unsynced, amends: amends, seen: seen,
      body: try #require(digest))
    return Entry(header: header, bodyBytes: body.bytes, sealed: nil)
  }

  mutating func assistance(time: Int64) throws -> Entry {
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: time)
    assistance.minutes = .init(value: 5, source: .measured)
    return try entry(.assistance, assistance.canonical, time: time)
  }

  mutating func amendment(_ minutes: Int64, of entry: Entry, time: Int64, seen: [Entry] = []) throws -> Entry {
    try self.entry(
      .amendment, .object(["changes": .object(["minutes": .integer(minutes)])]), time: time,
      amends: entry.header.id, seen: seen.map(\.header.id))
  }
}
