import Domain
import Sealing

/// A device's journal that lives in memory: for tests, simulations, and a device that must leave no trace. A copy of
/// it is a backup.
package final class MemoryJournal: DeviceJournal {
  private var joined: Enrolment?
  private let writing: StreamID
  private var written: [(entry: Entry, hash: Fingerprint)] = []
  private var mark: StreamMark
  /// The guides that the device has, by id.
  package private(set) var guides: [String: SignedGuide] = [:]

  /// An empty journal that writes into that stream.
  package init(stream: StreamID, enrolment: Enrolment? = nil) {
    writing = stream
    joined = enrolment
    mark = StreamMark(sequence: 0, hash: EntryChain.start(of: stream))
  }

  /// The journal as it is now, on its own.
  package func copy() -> MemoryJournal {
    let copy = MemoryJournal(stream: writing, enrolment: joined)
    copy.written = written
    copy.mark = mark
    copy.guides = guides
    return copy
  }

  /// Everything that was written, in order.
  package var entries: [Entry] { written.map(\.entry) }

  /// Writes an entry at the end of the stream.
  package func append(_ entry: Entry) {
    let last = written.last?.hash ?? EntryChain.start(of: writing)
    written.append((entry, EntryChain.next(after: last, header: entry.headerBytes)))
  }

  package func enrolment() -> Enrolment? { joined }

  package func record(_ enrolment: Enrolment) { joined = enrolment }

  package func stream() -> StreamID { writing }

  package func head() -> StreamMark {
    StreamMark(sequence: written.count, hash: written.last?.hash ?? EntryChain.start(of: writing))
  }

  package func chainHash(at sequence: Int) -> Fingerprint? {
    if sequence == 0 { return EntryChain.start(of: writing) }
    return written.indices.contains(sequence - 1) ? written[sequence - 1].hash : nil
  }

  package func entries(after sequence: Int, count: Int, bytes: Int) -> [Entry] {
    var entries: [Entry] = []
    var size = 0
    for (entry, _) in written.dropFirst(sequence).prefix(count) {
      size += entry.size
      if size > bytes, !entries.isEmpty { break }
      entries.append(entry)
    }
    return entries
  }

  package func serverMark() -> StreamMark { mark }

  package func record(serverMark: StreamMark, epoch: String, time: Int64) { mark = serverMark }

  package func guideVersions() -> [String: Int] { guides.mapValues(\.package.version) }

  package func install(_ guide: SignedGuide) -> GuideReception {
    guard let key = joined?.contentKey, guide.package.isSigned(by: key, signature: guide.signature) else {
      return .untrusted
    }
    guides[guide.package.id] = guide
    return .installed
  }
}
