import ServerTesting
import SyncCore
import Testing

@testable import Server

@Suite struct RateLimitTests {
  private func limit(
    _ perMinute: Int, keys: Int = 100, _ clock: TestClock
  ) -> RateLimit<Int> {
    RateLimit(perMinute: perMinute, keys: keys, problem: .tooManyRequests) { .milliseconds(clock.now) }
  }

  @Test func aMinutesWorthGoesAtOnceAndThenGrowsBack() throws {
    let clock = TestClock()
    let limit = limit(6, clock)
    for _ in 0..<6 { try limit.take(1) }
    #expect(throws: Problem(.tooManyRequests, retryAfter: 10)) { try limit.take(1) }
    // Another key has its own.
    try limit.take(2)
    clock.advance(milliseconds: 9_999)
    #expect(throws: Problem(.tooManyRequests, retryAfter: 1)) { try limit.take(1) }
    clock.advance(milliseconds: 1)
    try limit.take(1)
    #expect(throws: Problem.self) { try limit.take(1) }
    clock.advance(days: 1)
    for _ in 0..<6 { try limit.take(1) }
    #expect(throws: Problem.self) { try limit.take(1) }
  }

  @Test func whoComesAgainWhenToldIsServed() throws {
    let clock = TestClock()
    for perMinute in [1, 7, 30, 600, 12_000] {
      let limit = limit(perMinute, clock)
      for _ in 0..<perMinute { try limit.take(1) }
      for _ in 0..<5 {
        let problem = #expect(throws: Problem.self) { try limit.take(1) }
        clock.advance(milliseconds: Int64(try #require(problem?.retryAfter)) * 1000)
        try limit.take(1)
        while (try? limit.take(1)) != nil {}
      }
    }
  }

  @Test func askingWhetherCostsNothing() throws {
    let clock = TestClock()
    let limit = limit(1, clock)
    for _ in 0..<10 { try limit.check(1) }
    try limit.take(1)
    #expect(throws: Problem.self) { try limit.check(1) }
  }

  @Test func memoryIsBoundedAndTheIdleAreForgottenFirst() throws {
    let clock = TestClock()
    let limit = limit(2, keys: 100, clock)
    try limit.take(-1)
    for key in 0..<10_000 {
      try limit.take(key)
      #expect(limit.remembered <= 100)
      // A key that comes again and again is remembered, whoever else comes.
      if key == 0 { try limit.take(-1) } else { #expect(throws: Problem.self) { try limit.take(-1) } }
    }
    // One that came long ago begins anew.
    for _ in 0..<2 { try limit.take(0) }
  }
}
