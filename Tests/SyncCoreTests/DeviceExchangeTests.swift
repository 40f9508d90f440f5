import Domain
import Sealing
import SyncTesting
import Testing

@testable import SyncCore

@Suite struct DeviceExchangeTests {
  private let stream = StreamID.sample(1)
  private let hashes = (0...9).map { Fingerprint(of: [UInt8($0)]) }

  private func mark(_ sequence: Int) -> StreamMark { StreamMark(sequence: sequence, hash: hashes[sequence]) }
  private func place(_ change: Int) -> FeedPlace { FeedPlace(change: change, hash: hashes[change]) }

  private func standing(_ mark: Int, of head: Int, at place: Int = 0, unoffered: Int = 0) -> DeviceStanding {
    DeviceStanding(
      stream: stream, mark: self.mark(mark), head: self.mark(head), place: self.place(place), unoffered: unoffered)
  }

  private func answer(
    _ outcome: SyncResponse.Outcome, _ sequence: Int, from stream: StreamID? = nil, feed: FeedAnswer? = nil,
    guides: [SignedGuide] = [], more: Bool = false
  ) -> SyncResponse {
    SyncResponse(
      epoch: "e", stream: stream ?? self.stream, outcome: outcome, mark: mark(sequence), feed: feed, guides: guides,
      moreGuides: more, time: 7)
  }

  private func goesOn(_ from: Int, _ to: Int, more: Bool = false) -> FeedAnswer {
    .goesOn(after: place(from), changes: [], to: place(to), more: more)
  }

  private func send(_ base: Int, at place: Int = 0, checkpoints: Bool = false, bytes: Int = BatchBudget.first)
    -> DeviceExchange.Step
  {
    .send(.init(base: mark(base), bytes: bytes, place: self.place(place), namesCheckpoints: checkpoints))
  }

  /// Asks for the next step and takes an answer, which neither widens nor narrows the budget.
  private func actions(
    _ exchange: inout DeviceExchange, _ standing: DeviceStanding, _ response: SyncResponse, own: Fingerprint? = nil
  ) -> [DeviceExchange.Action] {
    _ = exchange.next(standing)
    return exchange.answered(
      response, stream: stream, own: own ?? hashes[response.mark.sequence], milliseconds: BatchBudget.slow)
  }

  @Test func sendsUntilTheServerHoldsAllAndTheDeviceHasSeenAll() {
    var exchange = DeviceExchange()
    #expect(exchange.next(standing(0, of: 5)) == send(0))
    #expect(
      actions(&exchange, standing(0, of: 5), answer(.stored, 3, feed: goesOn(0, 3)))
        == [.take(mark: mark(3), feed: goesOn(0, 3))])
    #expect(exchange.next(standing(3, of: 5, at: 3)) == send(3, at: 3))
    _ = actions(&exchange, standing(3, of: 5, at: 3), answer(.stored, 5, feed: goesOn(3, 4, more: true)))
    #expect(exchange.next(standing(5, of: 5, at: 4)) == send(5, at: 4))
    _ = actions(&exchange, standing(5, of: 5, at: 4), answer(.stored, 5, feed: goesOn(4, 5)))
    #expect(exchange.next(standing(5, of: 5, at: 5)) == .finish(.settled))
  }

  @Test func asksEvenWithNothingToSend() {
    var exchange = DeviceExchange()
    #expect(exchange.next(standing(5, of: 5, at: 5)) == send(5, at: 5))
    _ = actions(&exchange, standing(5, of: 5, at: 5), answer(.stored, 5, feed: goesOn(5, 5)))
    #expect(exchange.next(standing(5, of: 5, at: 5)) == .finish(.settled))
  }

  @Test func goesBackToTheMarkOfAServerThatForgot() {
    var exchange = DeviceExchange()
    #expect(
      actions(&exchange, standing(5, of: 5), answer(.gap, 2)) == [.take(mark: mark(2), feed: nil)])
    #expect(exchange.next(standing(2, of: 5)) == send(2))
  }

  @Test func aPlaceThatTheServerDoesNotKnowIsAskedAboutWithCheckpoints() {
    var exchange = DeviceExchange()
    #expect(
      actions(&exchange, standing(5, of: 5, at: 5), answer(.stored, 5, feed: .diverged(common: nil)))
        == [.take(mark: mark(5), feed: nil)])
    #expect(exchange.next(standing(5, of: 5, at: 5)) == send(5, at: 5, checkpoints: true))
    let back = FeedAnswer.diverged(common: place(2))
    #expect(
      actions(&exchange, standing(5, of: 5, at: 5), answer(.stored, 5, feed: back))
        == [.take(mark: mark(5), feed: back)])
    #expect(exchange.next(standing(5, of: 5, at: 2)) == send(5, at: 2))
  }

  /// What was not seen to come back is offered at the head of the feed, and only there.
  @Test func offersAtTheHeadWhatDidNotComeBack() {
    var exchange = DeviceExchange()
    _ = actions(&exchange, standing(5, of: 5, unoffered: 2), answer(.stored, 5, feed: goesOn(0, 3, more: true)))
    #expect(exchange.next(standing(5, of: 5, at: 3, unoffered: 2)) == send(5, at: 3))
    _ = actions(&exchange, standing(5, of: 5, at: 3, unoffered: 2), answer(.stored, 5, feed: goesOn(3, 4)))
    #expect(exchange.next(standing(5, of: 5, at: 4, unoffered: 2)) == .offer)
    #expect(exchange.next(standing(5, of: 7, at: 4)) == send(5, at: 4))
    var rules = SyncRules.all
    rules.echo = false
    var without = DeviceExchange(rules: rules)
    _ = actions(&without, standing(5, of: 5, unoffered: 2), answer(.stored, 5, feed: goesOn(0, 3)))
    #expect(without.next(standing(5, of: 5, at: 3, unoffered: 2)) == .finish(.settled))
  }

  @Test func aForkBeginsANewIncarnationAndTakesNoMark() {
    let fork = answer(.fork, 4)
    let otherHash = answer(.stored, 4)
    for (response, own) in [(fork, hashes[4] as Fingerprint?), (otherHash, hashes[5])] {
      var exchange = DeviceExchange()
      #expect(
        actions(&exchange, standing(2, of: 5), response, own: own) == [.take(mark: nil, feed: nil), .beginIncarnation])
    }
    var exchange = DeviceExchange()
    _ = exchange.next(standing(2, of: 5))
    // The server holds more than the device ever wrote, as far as the device knows.
    #expect(
      exchange.answered(answer(.stored, 9), stream: stream, own: nil, milliseconds: 1)
        == [.take(mark: nil, feed: nil), .beginIncarnation])
  }

  @Test func anAnswerAboutAnotherStreamMovesNothing() {
    var exchange = DeviceExchange()
    let late = answer(.fork, 3, from: .sample(1, incarnation: 9), feed: goesOn(0, 3))
    #expect(actions(&exchange, standing(2, of: 5), late) == [.take(mark: nil, feed: nil)])
    #expect(exchange.next(standing(5, of: 5)) != .finish(.settled))
  }

  @Test func changesAfterAnotherPlaceAreNotTaken() {
    var exchange = DeviceExchange()
    #expect(
      actions(&exchange, standing(2, of: 2, at: 4), answer(.stored, 2, feed: goesOn(3, 5)))
        == [.take(mark: mark(2), feed: nil)])
  }

  @Test func endsAfterABoundedNumberOfAttemptsThatLeadNowhere() {
    var exchange = DeviceExchange()
    for _ in 0...DeviceExchange.maximumRenegotiations {
      #expect(exchange.next(standing(2, of: 5)) == send(2))
      _ = actions(&exchange, standing(2, of: 5), answer(.gap, 2))
    }
    #expect(exchange.next(standing(2, of: 5)) == .finish(.unsettled))
  }

  @Test func aCutHalvesWhatIsSentNext() {
    var exchange = DeviceExchange()
    #expect(exchange.next(standing(0, of: 5)) == send(0))
    exchange.cut()
    #expect(exchange.next(standing(0, of: 5)) == send(0, bytes: BatchBudget.first / 2))
  }

  @Test func goesOnForGuidesThatWaitButNotForNothingNorForEver() {
    let guide = SignedGuide(package: GuidePackage(id: "g", version: 1, files: [:]), signature: [])
    let still = standing(5, of: 5, at: 5)
    var exchange = DeviceExchange()
    #expect(
      actions(&exchange, still, answer(.stored, 5, feed: goesOn(5, 5), guides: [guide], more: true))
        == [.take(mark: mark(5), feed: goesOn(5, 5)), .install([guide])])
    #expect(exchange.next(still) == send(5, at: 5))
    _ = actions(&exchange, still, answer(.stored, 5, feed: goesOn(5, 5), more: true))
    #expect(exchange.next(still) == .finish(.settled))

    var endless = DeviceExchange()
    var answers = 0
    while answers < 1000, endless.next(still) != .finish(.settled) {
      answers += 1
      _ = endless.answered(
        answer(.stored, 5, feed: goesOn(5, 5), guides: [guide], more: true), stream: stream, own: hashes[5],
        milliseconds: BatchBudget.slow)
    }
    #expect(answers == DeviceExchange.maximumGuideAnswers)
  }
}
