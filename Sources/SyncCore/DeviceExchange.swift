import Domain

/// What a device decides in one exchange: where it stands and what was answered in, what to do out.
///
/// The loop round it (``DeviceSession``) asks for the `next` step whenever nothing is under way, and brings every answer to
/// `answered`, whose actions it carries out in their order before it asks again.
package struct DeviceExchange: Sendable {
  /// What to ask the server.
  package struct Plan: Hashable, Sendable {
    /// The mark after which the push begins.
    package let base: StreamMark
    /// How many bytes of entries the push carries at most.
    package let bytes: Int
    /// Where the device stands in the feed.
    package let place: FeedPlace
    /// Whether to name checkpoints: the server has said that it does not know the place.
    package let namesCheckpoints: Bool
  }

  /// What is next.
  package enum Step: Hashable, Sendable {
    /// Send a request.
    case send(Plan)
    /// Put what was not seen to come back into the present stream.
    case offer
    /// The exchange is over.
    case finish(Ending)
  }

  /// What an answer gives to do.
  package enum Action: Hashable, Sendable {
    /// Keep that the server holds the stream so far (nil leaves it), and move in the feed, in one transaction.
    case take(mark: StreamMark?, feed: FeedAnswer?)
    /// Begin a new incarnation: another history bears this stream's name.
    case beginIncarnation
    /// Offer the guides to the device.
    case install([SignedGuide])
  }

  /// How an exchange ended.
  package enum Ending: Hashable, Sendable {
    /// The server holds everything that the device has, and the device has seen everything that the server has.
    case settled
    /// The two sides did not come together in a bounded number of attempts; a later exchange goes on.
    case unsettled
  }

  /// How often an exchange may begin again without having come further.
  package static let maximumRenegotiations = 6

  /// How many answers with guides one exchange takes; what still waits then comes with the next exchange.
  package static let maximumGuideAnswers = 64

  private let rules: SyncRules
  private var budget: BatchBudget
  private var asked: Plan?
  private var renegotiations = 0
  private var guideAnswers = 0
  private var guidesWait = false
  private var isAtHead = false
  private var placeIsUnknown = false
  private var hasForked = false

  /// An exchange that begins with that budget.
  package init(budget: BatchBudget = BatchBudget(), rules: SyncRules = .all) {
    self.budget = budget
    self.rules = rules
  }

  /// What to do now, for a device that stands there. At least one request is sent, even with nothing to say.
  package mutating func next(_ standing: DeviceStanding) -> Step {
    guard renegotiations <= Self.maximumRenegotiations else { return .finish(.unsettled) }
    let isPushed = standing.mark == standing.head
    if asked != nil, isPushed, isAtHead {
      if standing.unoffered > 0, rules.echo || hasForked {
        hasForked = false
        renegotiations += 1
        return .offer
      }
      if !guidesWait { return .finish(.settled) }
    }
    let plan = Plan(
      base: standing.mark, bytes: budget.bytes, place: standing.place, namesCheckpoints: placeIsUnknown)
    asked = plan
    return .send(plan)
  }

  /// What to do with an answer to the last request.
  ///
  /// - Parameters:
  ///   - stream: the device's present stream.
  ///   - own: the device's own chain hash in it at the number of the answer's mark; nil where it has no such entry.
  ///   - milliseconds: how long the answer took.
  package mutating func answered(
    _ response: SyncResponse, stream: StreamID, own: Fingerprint?, milliseconds: Int64
  ) -> [Action] {
    budget.answered(milliseconds: milliseconds)
    let isOurs = response.stream == stream
    let isForked = isOurs && response.showsFork(own: own)
    let mark = isOurs && !isForked ? response.mark : nil
    // Changes of an earlier incarnation's stream can be told by their numbers, which mean nothing in the present one.
    let feed = isOurs ? takeable(response.feed) : nil
    if !movesOn(mark: mark, feed: feed, guides: response.guides) { renegotiations += 1 }
    var actions: [Action] = [.take(mark: mark, feed: feed)]
    if isForked {
      actions.append(.beginIncarnation)
      hasForked = true
    }
    if !response.guides.isEmpty {
      actions.append(.install(response.guides))
      guideAnswers += 1
    }
    guidesWait = response.moreGuides && !response.guides.isEmpty && guideAnswers < Self.maximumGuideAnswers
    return actions
  }

  /// Learns that no answer came. The request may have been acted on all the same; the next one finds out.
  package mutating func cut() { budget.cut() }

  /// What of the feed fits the place that was asked about. Beside it stands what it means for the next request.
  private mutating func takeable(_ feed: FeedAnswer?) -> FeedAnswer? {
    switch feed {
    case nil:
      // A server that has no feed for this device; then there is nothing to wait for.
      isAtHead = true
      return nil
    case .goesOn(let after, _, _, let more):
      guard after == asked?.place else { return nil }
      isAtHead = !more
      placeIsUnknown = false
      return feed
    case .diverged(let common):
      isAtHead = false
      placeIsUnknown = common == nil
      return common == nil ? nil : feed
    }
  }

  private func movesOn(mark: StreamMark?, feed: FeedAnswer?, guides: [SignedGuide]) -> Bool {
    if let mark, let asked, mark.sequence > asked.base.sequence { return true }
    if case .goesOn(let after, _, let place, _) = feed, place.change > after.change { return true }
    return !guides.isEmpty
  }
}
