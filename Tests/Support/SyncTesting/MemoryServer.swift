import Domain
import Sealing
import SyncCore

/// A server's journal in memory that decides as the real one does. A copy of it is a backup.
package struct MemoryServer: Sendable {
  /// What is held, by stream, in order.
  package private(set) var streams: [StreamID: [ServerJournalDecision.Addition]] = [:]
  private var headers: [EntryID: Fingerprint] = [:]
  /// The guides that it has to give.
  package var guides: [SignedGuide] = []

  /// A server that holds nothing.
  package init() {}

  /// The ids that count, each as often as it counts.
  package var countedIDs: [EntryID] {
    streams.values.flatMap { $0 }.filter { $0.standing == .counted }.map(\.entry.header.id)
  }

  /// How far a stream is held.
  package func mark(of stream: StreamID) -> StreamMark {
    guard let last = streams[stream]?.last else {
      return StreamMark(sequence: 0, hash: EntryChain.start(of: stream))
    }
    return StreamMark(sequence: last.sequence, hash: last.hash)
  }

  /// Acts on a request and answers it.
  package mutating func respond(to request: SyncRequest) -> SyncResponse {
    let outcome = store(request.push, to: request.stream)
    let newer = guides.filter { ($0.package.version) > (request.guides[$0.package.id] ?? 0) }
    return SyncResponse(
      epoch: "1", outcome: outcome, mark: mark(of: request.stream), guides: Array(newer.prefix(1)),
      moreGuides: newer.count > 1, time: 0)
  }

  private mutating func store(_ push: SyncRequest.Push, to stream: StreamID) -> SyncResponse.Outcome {
    let mark = mark(of: stream)
    var hashes = [0: EntryChain.start(of: stream)]
    for held in streams[stream] ?? [] { hashes[held.sequence] = held.hash }
    let held = ServerJournalDecision.Held(mark: mark, hashes: hashes, headers: headers)
    switch ServerJournalDecision(push: push, held: held) {
    case .gap: return .gap
    case .fork: return .fork
    case .store(let additions):
      streams[stream, default: []] += additions
      for addition in additions where addition.standing == .counted {
        headers[addition.entry.header.id] = addition.header
      }
      return .stored
    }
  }
}
