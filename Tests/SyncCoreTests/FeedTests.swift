import Domain
import Sealing
import SyncCore
import SyncTesting
import Testing

/// Places in the feed: how they are compared, remembered, and how many changes one answer takes.
@Suite struct FeedTests {
  /// The places of a feed whose changes bear these numbers, from the start on.
  private static func places(_ changes: [Int]) -> [FeedPlace] {
    changes.reduce(into: [.start(of: "team")]) { places, number in
      let header = Fingerprint(of: Array("\(number)".utf8))
      places.append((places.last ?? .start(of: "team")).next(header: header))
    }
  }

  private let held = places([1, 2, 3, 4, 5])
  private let other = places([1, 2, 9, 10, 11, 12])

  private func decided(_ place: FeedPlace, _ checkpoints: [FeedPlace] = [], rules: SyncRules = .all) -> FeedDecision {
    FeedDecision(
      .init(after: place, checkpoints: checkpoints), head: held[5], start: held[0], rules: rules,
      hash: { (change: Int) -> Fingerprint? in held[change].hash })
  }

  @Test func goesOnOnlyFromAPlaceWithItsOwnHash() {
    for place in held { #expect(decided(place) == .goOn) }
    #expect(decided(other[2]) == .goOn)
    #expect(decided(other[3]) == .diverged(common: nil))
    #expect(decided(other[6]) == .diverged(common: nil))
    #expect(decided(.start(of: "another team")) == .diverged(common: nil))
  }

  @Test func namesTheLatestPlaceThatBothKnow() {
    #expect(decided(other[6], [other[5], other[2], other[1], held[0]]) == .diverged(common: held[2]))
    #expect(decided(other[6], [other[4], other[3]]) == .diverged(common: held[0]))
  }

  @Test func withoutHashesANumberIsTakenForAPlace() {
    var rules = SyncRules.all
    rules.hashInCursor = false
    #expect(decided(other[3], rules: rules) == .goOn)
    #expect(decided(other[6], rules: rules) == .diverged(common: nil))
  }

  /// However a device came to its place, for every distance there is a remembered place that is at most twice as far
  /// back and one step, and there are few.
  @Test(arguments: 0..<20 as Range<UInt64>) func earlierPlacesAreRememberedAtDistancesThatDouble(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let largest = [1, 3, 50][Int(seed % 3)]
    var kept: [FeedPlace] = []
    var place = FeedPlace.start(of: "team")
    for _ in 0..<3000 {
      let change = place.change + Int.random(in: 1...largest, using: &generator)
      let next = FeedPlace(change: change, hash: place.hash)
      kept = FeedCheckpoints.kept(kept + [place], at: next)
      place = next
    }
    #expect(kept.count < FeedCheckpoints.maximum / 2)
    #expect(kept == kept.sorted { $0.change > $1.change })
    let distances = kept.map { place.change - $0.change }
    #expect(distances[0] <= largest)
    for (nearer, farther) in zip(distances, distances.dropFirst()) {
      #expect(farther <= 2 * nearer + largest, "\(distances)")
    }
    #expect(kept.last?.change == 0)
  }

  @Test func aPlaceThatWasLeftBehindIsForgotten() {
    let places = (1...4).map { FeedPlace(change: $0, hash: held[0].hash) }
    #expect(FeedCheckpoints.kept(places, at: places[1]).map(\.change) == [1])
  }

  /// Which of the changes a page of so many bytes takes.
  private func taken(_ changes: [FeedChange], bytes: Int) -> (taken: [Bool], page: FeedPage) {
    var page = FeedPage(bytes: bytes)
    var taken: [Bool] = []
    for change in changes { taken.append(page.add(change)) }
    return (taken, page)
  }

  @Test func aPageTakesWhatFitsButAlwaysOne() {
    let entry = Entry.sample()
    let change = FeedChange.entry(entry)
    let two = taken([change, change, .own(sequence: 7), change], bytes: entry.size * 2)
    #expect(two.taken == [true, true, true, false])
    #expect(two.page.changes == [change, change, .own(sequence: 7)])
    #expect(two.page.isFull)
    #expect(!taken([change], bytes: entry.size).page.isFull)
    #expect(taken([change, change], bytes: 0).taken == [true, false])
  }

  @Test func aPageOfReceiptsIsBoundedToo() {
    let receipts = (0...SyncLimits.feedChanges).map { FeedChange.own(sequence: $0) }
    #expect(taken(receipts, bytes: .max).page.changes.count == SyncLimits.feedChanges)
  }
}
