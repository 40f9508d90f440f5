import Domain
import Foundation
import LocalStore
import Sealing
import Testbed
import Testing

/// SIGKILL at random moments: no step that was confirmed on the screen is lost, none is taken twice, and a session is
/// logged exactly once.
@Suite(.serialized) struct PowerCutTests {
  @Test(arguments: [UInt64(20_261_121)]) func nothingConfirmedIsLostOrDoubled(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let home = TemporaryFolder()
    var kills = 0
    var saved = 0
    var begun = 0
    var last: SessionDriver.Station?
    while kills < 200 || last != nil {
      let driver = try SessionDriver(home: home.path, last: last)
      // On a machine that is busy with other things nothing would ever be reached within 400 ms.
      let longest = saved > 0 ? 400 : 400 + UInt64(kills) * 40
      let moment = kills < 200 ? Double(random.next(below: longest)) / 1000 : nil
      try driver.run(killedAfter: moment)
      if let problem = driver.problem { Issue.record("after \(kills) kills: \(problem)") }
      if driver.wasKilled { kills += 1 }
      saved += driver.saved
      begun = max(begun, saved)

      // What the disk says now.
      let store = try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 0 })
      try store.checkWhole()
      let entries = try store.entries().filter { $0.entry.header.kind == .assistance }
      let open = try store.openSessions().count
      #expect(open <= 1)
      // The words of one saving may have been cut off by the kill; never more, and never an entry without its words.
      try #require(entries.count == saved || (driver.wasKilled && entries.count == saved + 1))
      saved = entries.count
      #expect(saved + open - begun <= 1)
      begun = saved + open
      last = open == 1 ? driver.last : nil
      try store.checkSound()
    }
    #expect(saved > 0)
  }
}

/// Numbers that a seed decides (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below limit: UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return (mixed ^ (mixed >> 31)) % limit
  }
}
