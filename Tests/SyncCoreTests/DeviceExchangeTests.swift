import Domain
import Sealing
import SyncCore
import SyncTesting
import Testing

@Suite struct DeviceExchangeTests {
  private let hashes = (0...9).map { Fingerprint(of: [UInt8($0)]) }

  private func mark(_ sequence: Int) -> StreamMark { StreamMark(sequence: sequence, hash: hashes[sequence]) }

  private func answer(
    _ outcome: SyncResponse.Outcome, _ sequence: Int, guides: [SignedGuide] = [], more: Bool = false
  ) -> SyncResponse {
    SyncResponse(epoch: "e", outcome: outcome, mark: mark(sequence), guides: guides, moreGuides: more, time: 7)
  }

  private func record(_ sequence: Int) -> DeviceExchange.Action { .record(mark(sequence), epoch: "e", time: 7) }

  @Test func sendsInBatchesUntilTheServerHoldsAll() {
    var exchange = DeviceExchange(mark: mark(0))
    #expect(exchange.start() == [.send(base: mark(0))])
    #expect(exchange.answered(answer(.stored, 3), own: hashes[3], head: 5) == [record(3), .send(base: mark(3))])
    #expect(exchange.answered(answer(.stored, 5), own: hashes[5], head: 5) == [record(5), .finish(.settled)])
  }

  @Test func asksEvenWithNothingToSend() {
    var exchange = DeviceExchange(mark: mark(5))
    #expect(exchange.start() == [.send(base: mark(5))])
    #expect(exchange.answered(answer(.stored, 5), own: hashes[5], head: 5) == [record(5), .finish(.settled)])
  }

  @Test func goesBackToTheMarkOfAServerThatForgot() {
    var exchange = DeviceExchange(mark: mark(5))
    #expect(exchange.answered(answer(.gap, 2), own: hashes[2], head: 5) == [record(2), .send(base: mark(2))])
    #expect(exchange.answered(answer(.stored, 5), own: hashes[5], head: 5) == [record(5), .finish(.settled)])
  }

  @Test func stopsAtAForkAndRecordsNothing() {
    var told = DeviceExchange(mark: mark(2))
    #expect(told.answered(answer(.fork, 4), own: hashes[4], head: 5) == [.finish(.forked(mark(4)))])
    var otherHash = DeviceExchange(mark: mark(2))
    #expect(otherHash.answered(answer(.stored, 4), own: hashes[5], head: 5) == [.finish(.forked(mark(4)))])
    var aheadOfUs = DeviceExchange(mark: mark(2))
    #expect(aheadOfUs.answered(answer(.stored, 9), own: nil, head: 5) == [.finish(.forked(mark(9)))])
    var gapElsewhere = DeviceExchange(mark: mark(5))
    #expect(gapElsewhere.answered(answer(.gap, 2), own: hashes[3], head: 5) == [.finish(.forked(mark(2)))])
  }

  @Test func givesUpAfterABoundedNumberOfAttempts() {
    var exchange = DeviceExchange(mark: mark(2))
    for _ in 0..<DeviceExchange.maximumRenegotiations {
      #expect(exchange.answered(answer(.stored, 2), own: hashes[2], head: 5) == [record(2), .send(base: mark(2))])
    }
    #expect(exchange.answered(answer(.gap, 2), own: hashes[2], head: 5) == [record(2), .finish(.unsettled)])
  }

  @Test func aServerWithEndlessGuidesDoesNotHoldTheDevice() {
    let guide = SignedGuide(package: GuidePackage(id: "g", version: 1, files: [:]), signature: [])
    var exchange = DeviceExchange(mark: mark(5))
    var answers = 0
    while answers < 1000 {
      answers += 1
      let actions = exchange.answered(answer(.stored, 5, guides: [guide], more: true), own: hashes[5], head: 5)
      if actions.last == .finish(.settled) { break }
    }
    #expect(answers == DeviceExchange.maximumGuideAnswers)
  }

  @Test func goesOnForGuidesThatWaitButNotForNothing() {
    let guide = SignedGuide(package: GuidePackage(id: "g", version: 1, files: [:]), signature: [])
    var exchange = DeviceExchange(mark: mark(5))
    #expect(
      exchange.answered(answer(.stored, 5, guides: [guide], more: true), own: hashes[5], head: 5)
        == [record(5), .install([guide]), .send(base: mark(5))])
    #expect(
      exchange.answered(answer(.stored, 5, more: true), own: hashes[5], head: 5) == [record(5), .finish(.settled)])
  }
}
