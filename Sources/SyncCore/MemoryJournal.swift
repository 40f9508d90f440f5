import Domain
import Sealing
import Synchronization

/// A device's journal that lives in memory: for tests, simulations, and a device that must leave no trace.
package final class MemoryJournal: DeviceJournal, Sendable {
  private struct State {
    var enrolment: Enrolment?
    var written: [(entry: Entry, hash: Fingerprint)] = []
    var mark: StreamMark
    var guides: [String: SignedGuide] = [:]
  }

  private let writing: StreamID
  private let state: Mutex<State>

  /// An empty journal that writes into that stream.
  package convenience init(stream: StreamID, enrolment: Enrolment? = nil) {
    let mark = StreamMark(sequence: 0, hash: EntryChain.start(of: stream))
    self.init(stream: stream, state: State(enrolment: enrolment, mark: mark))
  }

  private init(stream: StreamID, state: State) {
    writing = stream
    self.state = Mutex(state)
  }

  /// The journal as it is now, on its own: a backup.
  package func copy() -> MemoryJournal { MemoryJournal(stream: writing, state: state.withLock { $0 }) }

  /// Everything that was written, in order.
  package var entries: [Entry] { state.withLock { $0.written.map(\.entry) } }

  /// Writes an entry at the end of the stream.
  package func append(_ entry: Entry) {
    let start = EntryChain.start(of: writing)
    state.withLock { state in
      let last = state.written.last?.hash ?? start
      state.written.append((entry, EntryChain.next(after: last, header: entry.headerBytes)))
    }
  }

  package func enrolment() -> Enrolment? { state.withLock { $0.enrolment } }

  package func record(_ enrolment: Enrolment) { state.withLock { $0.enrolment = enrolment } }

  package func stream() -> StreamID { writing }

  package func head() -> StreamMark {
    let start = EntryChain.start(of: writing)
    return state.withLock { StreamMark(sequence: $0.written.count, hash: $0.written.last?.hash ?? start) }
  }

  package func chainHash(at sequence: Int) -> Fingerprint? {
    if sequence == 0 { return EntryChain.start(of: writing) }
    return state.withLock { $0.written.indices.contains(sequence - 1) ? $0.written[sequence - 1].hash : nil }
  }

  package func entries(after sequence: Int, count: Int, bytes: Int) -> [Entry] {
    var entries: [Entry] = []
    var size = 0
    for entry in self.entries.dropFirst(sequence).prefix(count) {
      size += entry.size
      if size > bytes, !entries.isEmpty { break }
      entries.append(entry)
    }
    return entries
  }

  package func serverMark() -> StreamMark { state.withLock { $0.mark } }

  package func record(serverMark: StreamMark, epoch: String, time: Int64) {
    state.withLock { $0.mark = serverMark }
  }

  package func guideVersions() -> [String: Int] { state.withLock { $0.guides.mapValues(\.package.version) } }

  package func install(_ guide: SignedGuide) -> GuideReception {
    state.withLock { state in
      guard let key = state.enrolment?.contentKey, guide.package.isSigned(by: key, signature: guide.signature) else {
        return .untrusted
      }
      state.guides[guide.package.id] = guide
      return .installed
    }
  }
}
