import Domain
import Sealing

/// What the server does with a push, decided from what it holds. The store reads `Held` and carries out the decision
/// in one transaction.
package enum ServerJournalDecision: Hashable, Sendable {
  /// What the server holds, as far as the decision needs it.
  package struct Held: Hashable, Sendable {
    /// How far the stream is held.
    package let mark: StreamMark
    /// The chain hashes that are held, by number: at the push's base and at every entry that both have.
    package let hashes: [Int: Fingerprint]
    /// The digests of the headers that the team holds under ids of the push, in whatever stream.
    package let headers: [EntryID: Fingerprint]

    /// That is held.
    package init(mark: StreamMark, hashes: [Int: Fingerprint], headers: [EntryID: Fingerprint]) {
      self.mark = mark
      self.hashes = hashes
      self.headers = headers
    }
  }

  /// How a stored entry stands towards the others with its id.
  package enum Standing: String, Sendable {
    /// It is the first with its id, and counts.
    case counted
    /// The team holds the same entry in another place; it does not count again.
    case alias
    /// The team holds another entry under its id; it is kept for a person to look at, and does not count.
    case conflict
  }

  /// An entry that is to be stored.
  package struct Addition: Hashable, Sendable {
    package let sequence: Int
    package let entry: Entry
    /// The chain hash after the entry.
    package let hash: Fingerprint
    /// The digest of the entry's header.
    package let header: Fingerprint
    package let standing: Standing
  }

  /// Store these, which may be none; the mark is then the last one's, or stays.
  case store([Addition])
  /// The push begins after the mark.
  case gap
  /// The push contradicts what is held.
  case fork

  /// Decides about a push to a stream, of which the server holds that.
  package init(push: SyncRequest.Push, held: Held, rules: SyncRules = .all) {
    guard push.base.sequence <= held.mark.sequence else {
      self = .gap
      return
    }
    guard held.hashes[push.base.sequence] == push.base.hash || !rules.chainCheck else {
      self = .fork
      return
    }
    var hash = push.base.hash
    var headers = held.headers
    var additions: [Addition] = []
    for (index, entry) in push.entries.enumerated() {
      let sequence = push.base.sequence + index + 1
      hash = EntryChain.next(after: hash, header: entry.headerBytes)
      if sequence <= held.mark.sequence {
        guard held.hashes[sequence] == hash || !rules.chainCheck else {
          self = .fork
          return
        }
        continue
      }
      let header = Fingerprint(of: entry.headerBytes)
      additions.append(
        Addition(
          sequence: sequence, entry: entry, hash: hash, header: header,
          standing: rules.deduplication ? Self.standing(header, among: headers[entry.header.id]) : .counted))
      if headers[entry.header.id] == nil { headers[entry.header.id] = header }
    }
    self = .store(additions)
  }

  private static func standing(_ header: Fingerprint, among held: Fingerprint?) -> Standing {
    guard let held else { return .counted }
    return held == header ? .alias : .conflict
  }

  /// The numbers at which the server must know its chain hash to decide about a push, given its mark.
  package static func neededSequences(of push: SyncRequest.Push, mark: StreamMark) -> ClosedRange<Int>? {
    guard push.base.sequence <= mark.sequence else { return nil }
    return push.base.sequence...min(mark.sequence, push.base.sequence + push.entries.count)
  }

  /// Why a push cannot be taken whatever is held, or nil: too much of it, a payload that is not the one its header names, or a
  /// body that is not there. What the entries mean is never a reason.
  package static func problem(of push: SyncRequest.Push) -> Problem? {
    guard push.entries.count <= SyncLimits.entries else { return Problem(.tooManyEntries) }
    guard let entry = push.entries.first(where: { !$0.isSendable }) else { return nil }
    return Problem(entry.refusal, entry: entry.header.id)
  }
}

extension Entry {
  /// Whether a server takes it: it is not too large, its body is here, and each payload is the one that its header names.
  /// A sealed part may be missing: it was erased, or its day has come.
  package var isSendable: Bool { size <= SyncLimits.entryBytes && bodyBytes != nil && matchesItsDigests }

  /// Why a server does not take it, where it is not sendable.
  fileprivate var refusal: ProblemCode {
    if size > SyncLimits.entryBytes { return .entryTooLarge }
    return bodyBytes == nil ? .entryIncomplete : .entryDamaged
  }
}
