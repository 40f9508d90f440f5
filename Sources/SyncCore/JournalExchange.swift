import Domain

/// What a server's store is asked in an exchange, and what it answers: the part that has to happen in one transaction.
package enum JournalExchange {
  /// What to store for a stream, and what to read of the feed after that.
  package struct Question: Hashable, Sendable {
    package let stream: StreamID
    package let push: SyncRequest.Push
    package let feed: SyncRequest.FeedQuestion?

    /// That question.
    package init(stream: StreamID, push: SyncRequest.Push, feed: SyncRequest.FeedQuestion? = nil) {
      self.stream = stream
      self.push = push
      self.feed = feed
    }

    /// What a request asks.
    package init(_ request: SyncRequest) {
      self.init(stream: request.stream, push: request.push, feed: request.feed)
    }

    /// Up to which number of the stream the device has shown that it holds what the server holds.
    package func shown(_ outcome: SyncResponse.Outcome) -> Int {
      outcome == .stored ? push.base.sequence + push.entries.count : 0
    }
  }

  /// What became of the push, how far the stream is durably held now, and the feed.
  package struct Answer: Hashable, Sendable {
    package let outcome: SyncResponse.Outcome
    package let mark: StreamMark
    package let feed: FeedAnswer?

    /// That answer.
    package init(outcome: SyncResponse.Outcome, mark: StreamMark, feed: FeedAnswer?) {
      self.outcome = outcome
      self.mark = mark
      self.feed = feed
    }
  }
}

/// Collects changes until an answer is full.
package struct FeedPage {
  private let limit: Int
  private var size = 0
  /// What was collected.
  package private(set) var changes: [FeedChange] = []
  /// Whether a change was refused because the answer is full.
  package private(set) var isFull = false

  /// A page of so many bytes of entries.
  package init(bytes: Int) { limit = min(bytes, SyncLimits.feedBytes) }

  /// Takes one more change, if it still fits; the first always fits.
  package mutating func add(_ change: FeedChange) -> Bool {
    if case .entry(let entry) = change { size += entry.size }
    isFull = !changes.isEmpty && (size > limit || changes.count >= SyncLimits.feedChanges)
    if !isFull { changes.append(change) }
    return !isFull
  }
}
