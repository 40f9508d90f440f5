import Domain
import Sealing
import SyncCore

extension MemoryServerStore {
  package func push(_ push: SyncRequest.Push, to stream: StreamID, team id: String, now: Int64) throws -> PushResult {
    try state.withLock { state in
      guard let team = state.teams[id] else { throw StoreFault.teamUnknown(id) }
      let hashes = team.streams[stream] ?? []
      let start = EntryChain.start(of: stream)
      let mark = StreamMark(sequence: hashes.count, hash: hashes.last ?? start)
      let held = ServerJournalDecision.Held(
        mark: mark, hashes: Dictionary(uniqueKeysWithValues: zip(0..., [start] + hashes)), headers: team.headers)
      switch ServerJournalDecision(push: push, held: held) {
      case .gap: return PushResult(outcome: .gap, mark: mark)
      case .fork: return PushResult(outcome: .fork, mark: mark)
      case .store(let additions):
        for addition in additions { state.teams[id]?.add(addition, to: stream) }
        let last = additions.last.map { StreamMark(sequence: $0.sequence, hash: $0.hash) }
        return PushResult(outcome: .stored, mark: last ?? mark)
      }
    }
  }

  package func entries(team: String) -> [StoredEntry] {
    state.withLock { state in
      (state.teams[team]?.feed ?? []).filter { $0.addition.standing == .counted }.map { change in
        let entry = change.addition.entry
        return StoredEntry(
          entry: Entry(headerBytes: entry.headerBytes, bodyBytes: entry.bodyBytes, sealed: nil) ?? entry,
          device: change.device, sequence: change.addition.sequence)
      }
    }
  }
}

extension MemoryServerStore.Team {
  fileprivate mutating func add(_ addition: ServerJournalDecision.Addition, to stream: StreamID) {
    streams[stream, default: []].append(addition.hash)
    if addition.standing == .counted { headers[addition.entry.header.id] = addition.header }
    let before = feed.last?.hash ?? FeedChain.start(of: record.id)
    feed.append(
      MemoryServerStore.Change(
        device: stream.device, addition: addition, hash: FeedChain.next(after: before, entry: addition.hash)))
  }
}
