import Domain
import Sealing
import SyncCore
import Synchronization

/// A device's journal that lives in memory. A copy of it is a backup, or a clone.
package final class MemoryJournal: DeviceJournal, Sendable {
  private struct State {
    var enrolment: Enrolment?
    var stream: StreamID
    var held: [EntryID: Entry] = [:]
    /// The ids in the order in which the device got them.
    var order: [EntryID] = []
    /// The present stream: ids, and the chain hash after each.
    var places: [(id: EntryID, hash: Fingerprint)] = []
    /// What was not seen to come back and is not in the present stream.
    var unoffered: Set<EntryID> = []
    /// At which change an entry was seen to come back.
    var confirmed: [EntryID: Int] = [:]
    /// What an earlier incarnation is believed to have delivered, where the device does not watch over it any more.
    var forgotten: Set<EntryID> = []
    var mark: StreamMark
    /// Nil before the device has moved from the feed's start.
    var place: FeedPlace?
    var checkpoints: [FeedPlace] = []
    var guides: [String: SignedGuide] = [:]
    var refused: Set<Fingerprint> = []
    var erased = ErasedEntries()
    var conflicts = 0

    var standingPlace: FeedPlace { place ?? .start(of: enrolment?.team ?? "") }

    /// Keeps an entry, or what erasures leave of it.
    mutating func keep(_ entry: Entry, _ rules: SyncRules) {
      held[entry.header.id] = rules.erasuresHold ? erased.kept(entry) : entry
      guard erased.note(entry.header) != nil else { return }
      held = held.mapValues { erased.kept($0) }
    }

    /// Finds anew what is not offered: after entries were unconfirmed, or left the present stream behind.
    mutating func review() {
      let placed = Set(places.map(\.id))
      unoffered = Set(order.filter { confirmed[$0] == nil && !placed.contains($0) && !forgotten.contains($0) })
    }
  }

  private let state: Mutex<State>
  private let rules: SyncRules
  private let nextIncarnation: @Sendable () -> String

  /// An empty journal that writes into that stream.
  package convenience init(
    stream: StreamID, enrolment: Enrolment? = nil, rules: SyncRules = .all,
    nextIncarnation: @escaping @Sendable () -> String = Randomness.incarnation
  ) {
    self.init(
      State(
        enrolment: enrolment, stream: stream, mark: StreamMark(sequence: 0, hash: EntryChain.start(of: stream))),
      rules, nextIncarnation)
  }

  private init(_ state: State, _ rules: SyncRules, _ nextIncarnation: @escaping @Sendable () -> String) {
    self.state = Mutex(state)
    self.rules = rules
    self.nextIncarnation = nextIncarnation
  }

  /// The journal as it is now, on its own: a backup.
  package func copy() -> MemoryJournal { MemoryJournal(state.withLock { $0 }, rules, nextIncarnation) }

  /// Everything that the device holds, in the order in which it got it.
  package var entries: [Entry] { state.withLock { state in state.order.compactMap { state.held[$0] } } }

  /// How many entries came under the id of another.
  package var conflicts: Int { state.withLock { $0.conflicts } }

  /// The stream into which the device writes now.
  package var stream: StreamID { standing().stream }
  /// The last entry of that stream.
  package var head: StreamMark { standing().head }
  /// How far the server holds that stream, as the device believes.
  package var mark: StreamMark { standing().mark }

  /// Writes an entry at the end of the stream.
  package func append(_ entry: Entry) {
    state.withLock { state in
      if state.held[entry.header.id] == nil { state.order.append(entry.header.id) }
      state.keep(entry, rules)
      Self.put(entry, in: &state)
    }
  }

  private static func put(_ entry: Entry, in state: inout State) {
    let last = state.places.last?.hash ?? EntryChain.start(of: state.stream)
    state.places.append((entry.header.id, EntryChain.next(after: last, header: entry.headerBytes)))
    state.unoffered.remove(entry.header.id)
  }

  package func enrolment() -> Enrolment? { state.withLock { $0.enrolment } }

  package func record(_ enrolment: Enrolment) {
    state.withLock { state in
      if let old = state.enrolment, (old.team, old.epoch) != (enrolment.team, enrolment.epoch) {
        state.mark = StreamMark(sequence: 0, hash: EntryChain.start(of: state.stream))
        state.confirmed = [:]
        state.review()
      }
      if state.enrolment?.team != enrolment.team { state.place = nil }
      state.enrolment = enrolment
    }
  }

  package func standing() -> DeviceStanding {
    state.withLock { state in
      let head = StreamMark(
        sequence: state.places.count, hash: state.places.last?.hash ?? EntryChain.start(of: state.stream))
      return DeviceStanding(
        stream: state.stream, mark: state.mark, head: head, place: state.standingPlace, unoffered: state.unoffered.count
      )
    }
  }

  package func chainHash(at sequence: Int) -> Fingerprint? {
    state.withLock { state in
      if sequence == 0 { return EntryChain.start(of: state.stream) }
      return state.places.indices.contains(sequence - 1) ? state.places[sequence - 1].hash : nil
    }
  }

  package func entries(after sequence: Int, count: Int, bytes: Int) -> [Entry] {
    state.withLock { state in
      var entries: [Entry] = []
      var size = 0
      for place in state.places.dropFirst(sequence).prefix(count) {
        guard let entry = state.held[place.id] else { break }
        size += entry.size
        if size > bytes, !entries.isEmpty { break }
        entries.append(entry)
      }
      return entries
    }
  }

  package func checkpoints() -> [FeedPlace] { state.withLock { $0.checkpoints } }

  package func take(_ receipt: ExchangeReceipt) -> FeedGain {
    state.withLock { state in
      if let mark = receipt.mark { state.mark = mark }
      var gain = FeedGain()
      switch receipt.feed {
      case nil: break
      case .back(let place):
        state.confirmed = state.confirmed.filter { $0.value <= place.change }
        state.checkpoints = FeedCheckpoints.kept(state.checkpoints, at: place)
        state.place = place
        state.review()
      case .forward(let changes, let place):
        for (index, change) in changes.enumerated() {
          let number = state.standingPlace.change + index + 1
          switch change {
          case .entry(let entry): take(entry, at: number, in: &state, gain: &gain)
          case .own(let sequence):
            guard let held = state.held[state.places[sequence - 1].id] else { continue }
            take(held, at: number, in: &state, gain: &gain)
          }
        }
        if place != state.standingPlace {
          state.checkpoints = FeedCheckpoints.kept(state.checkpoints + (state.place.map { [$0] } ?? []), at: place)
          state.place = place
        }
      }
      return gain
    }
  }

  private func take(_ entry: Entry, at change: Int, in state: inout State, gain: inout FeedGain) {
    let id = entry.header.id
    guard let held = state.held[id] else {
      state.keep(entry, rules)
      state.order.append(id)
      state.confirmed[id] = change
      gain.arrived += 1
      return
    }
    if held.headerBytes == entry.headerBytes {
      state.confirmed[id] = change
      state.unoffered.remove(id)
    } else {
      state.conflicts += 1
      gain.conflicts += 1
    }
  }

  package func beginIncarnation() {
    let incarnation = nextIncarnation()
    state.withLock { state in
      if !rules.memoryOfIncarnations { state.forgotten.formUnion(state.places.prefix(state.mark.sequence).map(\.id)) }
      state.stream = StreamID(device: state.stream.device, incarnation: incarnation)
      state.places = []
      state.mark = StreamMark(sequence: 0, hash: EntryChain.start(of: state.stream))
      state.review()
    }
  }

  package func offerUnconfirmed() -> Int {
    state.withLock { state in
      let ids = state.order.filter(state.unoffered.contains)
      for id in ids {
        if let entry = state.held[id] { Self.put(entry, in: &state) }
      }
      return ids.count
    }
  }

  package func setApart(_ entry: EntryID) {
    state.withLock { _ = $0.forgotten.insert(entry) }
    beginIncarnation()
  }

  package func guideVersions() -> [String: Int] { state.withLock { $0.guides.mapValues(\.package.version) } }

  package func refusedGuides() -> Set<Fingerprint> { state.withLock(\.refused) }

  package func install(_ guide: SignedGuide) -> GuideReception {
    state.withLock { state in
      guard let key = state.enrolment?.contentKey, guide.package.isSigned(by: key, signature: guide.signature) else {
        state.refused.insert(guide.mark)
        return .untrusted
      }
      state.guides[guide.package.id] = guide
      return .installed
    }
  }
}
