import Domain
import Sealing
import SyncCore

/// Watches what a server is told and what it answers, and knows from that alone what it must hold and about which streams
/// it must have raised an alarm. It goes back together with the server.
struct Witness {
  private var streams: [StreamID: [Fingerprint]] = [:]
  /// Streams whose name two histories bore before this server.
  private(set) var contested: Set<StreamID> = []

  /// Takes note of one exchange.
  ///
  /// - Throws: `Violation` where the answer does not follow from what the server was told before.
  mutating func saw(_ question: JournalExchange.Question, _ answer: JournalExchange.Answer) throws(Violation) {
    let stream = question.stream
    let push = question.push
    var hashes = streams[stream] ?? []
    let before = hashes.count
    let isGap = push.base.sequence > before
    var differs = !isGap && hash(at: push.base.sequence, of: stream, in: hashes) != push.base.hash
    var hash = push.base.hash
    for (index, entry) in push.entries.enumerated() where !isGap && !differs {
      hash = EntryChain.next(after: hash, header: entry.headerBytes)
      let sequence = push.base.sequence + index + 1
      if sequence > hashes.count {
        hashes.append(hash)
      } else if hashes[sequence - 1] != hash {
        differs = true
      }
    }
    if differs { contested.insert(stream) }
    let expected: SyncResponse.Outcome = isGap ? .gap : differs ? .fork : .stored
    if expected == .stored { streams[stream] = hashes }
    let held = streams[stream] ?? []
    let mark = StreamMark(sequence: held.count, hash: self.hash(at: held.count, of: stream, in: held))
    guard answer.outcome == expected, answer.mark == mark else {
      throw Violation(
        differs ? .silentFork : .brokenStream,
        "a push of \(push.entries.count) after \(push.base.sequence) onto \(before) was \(answer.outcome.rawValue)"
          + " with the mark \(answer.mark.sequence), not \(expected.rawValue) with \(mark.sequence)")
    }
  }

  private func hash(at sequence: Int, of stream: StreamID, in hashes: [Fingerprint]) -> Fingerprint {
    sequence == 0 ? EntryChain.start(of: stream) : hashes[sequence - 1]
  }
}
