import Domain
import Sealing

/// The exchange where nobody waits for an answer: requests that people carry on a stick, and answers that come back late,
/// twice, in any order, or never.
extension DeviceSession {
  /// What to put on a stick: everything in the present stream after the mark, in as many requests as the limits of one
  /// push demand. Before that the device puts into the stream what it holds and has not seen come back. The last request
  /// asks for the feed, and names the checkpoints at once, because nobody can ask again.
  ///
  /// - Throws: what the journal throws.
  package func carriedRequests() throws -> [SyncRequest] {
    while true {
      do {
        return try offeredRequests()
      } catch let entry as UnsendableEntry { try journal.setApart(entry.id) }
    }
  }

  private func offeredRequests() throws -> [SyncRequest] {
    if rules.echo { _ = try journal.offerUnconfirmed() }
    let standing = try journal.standing()
    var requests: [SyncRequest] = []
    var base = standing.mark
    while base.sequence < standing.head.sequence {
      let entries = try journal.entries(
        after: base.sequence, count: SyncLimits.batchEntries, bytes: SyncLimits.batchBytes)
      guard !entries.isEmpty else { break }
      requests.append(SyncRequest(stream: standing.stream, push: .init(base: base, entries: entries)))
      base = StreamMark(
        sequence: base.sequence + entries.count,
        hash: entries.reduce(base.hash) { EntryChain.next(after: $0, header: $1.headerBytes) })
    }
    let push = requests.popLast()?.push ?? .init(base: base, entries: [])
    let feed = SyncRequest.FeedQuestion(
      after: standing.place, checkpoints: try journal.checkpoints() + [.start(of: team)])
    let versions = try journal.guideVersions()
    return requests + [
      SyncRequest(stream: standing.stream, push: push, feed: feed, guides: versions, refused: try refusedGuides())
    ]
  }

  /// Takes an answer that a stick brought. It may be of any age, so only what still fits is taken: a mark beyond the
  /// present one, or one of a server that has forgotten; changes that follow the device's place; a way back to a place
  /// that the device remembers. A fork of the present stream begins a new incarnation, as in an exchange that waits.
  ///
  /// - Throws: `AnswerFault`, or what the journal throws.
  package mutating func takeCarried(_ response: SyncResponse) throws {
    let standing = try journal.standing()
    let isOurs = response.stream == standing.stream
    let own = try journal.chainHash(at: response.mark.sequence)
    let isForked = isOurs && response.showsFork(own: own)
    let isNews = response.outcome == .gap || response.mark.sequence > standing.mark.sequence
    let fits = isOurs && !isForked
    let mark = fits && isNews ? response.mark : nil
    let feed = fits ? try fitting(response.feed, at: standing.place) : nil
    summary.noteAnswer(time: nil)
    let receipt = ExchangeReceipt(mark: mark, feed: try feed.flatMap(movement), epoch: response.epoch, time: nil)
    summary.note(try journal.take(receipt))
    summary.note(mark: mark, after: standing.mark)
    if case .back = receipt.feed { summary.noteRestoredServer() }
    if isForked {
      try journal.beginIncarnation()
      summary.noteRebirth()
    }
    try receive(response.guides)
  }

  /// The feed of an answer of any age, where it still says something to a device that stands there.
  private func fitting(_ feed: FeedAnswer?, at place: FeedPlace) throws -> FeedAnswer? {
    switch feed {
    case .goesOn(let after, _, _, _): return after == place ? feed : nil
    case .diverged(let common?):
      let isRemembered = try (journal.checkpoints() + [.start(of: team)]).contains(common)
      return common.change < place.change && isRemembered ? feed : nil
    case .diverged(nil), nil: return nil
    }
  }
}

extension SyncRequest {
  /// The entries of a request that came by stick and that the server could not join to its stream (a gap or a fork), as
  /// a push of the device that carries it; nil where there are none. Their author is not there to begin anew, and may be
  /// lost. The stream's incarnation comes from the entries, so that handing them on again is a repetition; and an entry
  /// counts once, whatever streams it stands in.
  package func handedOn(by device: String) -> SyncRequest? {
    guard !push.entries.isEmpty else { return nil }
    let end = push.entries.reduce(push.base.hash) { EntryChain.next(after: $0, header: $1.headerBytes) }
    let name = Fingerprint(of: Array("camtay handed on 1\0".utf8) + end.bytes)
    let stream = StreamID(device: device, incarnation: Hexadecimal.text(name.bytes.prefix(8)))
    return SyncRequest(
      stream: stream,
      push: .init(base: StreamMark(sequence: 0, hash: EntryChain.start(of: stream)), entries: push.entries))
  }
}
