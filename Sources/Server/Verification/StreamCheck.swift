import Domain
import Sealing
import SyncCore

/// Goes along a stream, entry by entry, and says what of it does not fit.
struct StreamCheck {
  private let stream: StreamID
  private var sequence = 0
  private var hash: Fingerprint

  /// From the beginning of that stream.
  init(_ stream: StreamID) {
    self.stream = stream
    hash = EntryChain.start(of: stream)
  }

  /// What is wrong with the next entry, or nil. Whether a sealed part that is gone was erased or purged by right is for
  /// whoever knows the team's whole journal to say: `isExplained` is asked last.
  mutating func damage(
    of held: HeldEntry, unless isExplained: (EntryHeader) async throws -> Bool
  ) async rethrows -> DamageFinding.Damage? {
    guard held.sequence == sequence + 1 else { return .gap }
    sequence += 1
    hash = EntryChain.next(after: hash, header: held.header)
    let entry = Entry(headerBytes: held.header, bodyBytes: held.body, sealed: held.sealed)
    guard let entry else { return .header }
    if held.hash != hash.bytes { return .chain }
    if entry.header.id.rawValue != held.id { return .id }
    if Fingerprint(of: held.header).bytes != held.headerDigest { return .headerDigest }
    if let body = held.body, Fingerprint(of: body) != entry.header.body { return .body }
    if !entry.matchesItsDigests { return .sealed }
    guard Self.stands(held) else { return .standing }
    // The payload of an alias stands with the entry that counts.
    if entry.isWhole || held.standing == ServerJournalDecision.Standing.alias.rawValue { return nil }
    if entry.bodyBytes == nil { return .bodyGone }
    return try await isExplained(entry.header) ? nil : .sealedGone
  }

  /// Whether the stream ends here, where it is said to end.
  func ends(at mark: (sequence: Int, hash: [UInt8])) -> Bool { mark.sequence == sequence && mark.hash == hash.bytes }

  /// Whether what is said of an entry agrees with the one that counts under its id, and with its place in the feed.
  private static func stands(_ held: HeldEntry) -> Bool {
    switch ServerJournalDecision.Standing(rawValue: held.standing) {
    case .counted: held.change != nil
    case .alias: held.change == nil && held.counted == held.headerDigest
    case .conflict: held.change != nil && held.counted != nil && held.counted != held.headerDigest
    case nil: false
    }
  }
}
