import Domain
import Sealing
import Simulation
import SyncCore
import Testing

/// The exchange in a world of faults. `make simulate` plays any number of seeds; here are as many as the tests have time
/// for.
@Suite struct SimulationTests {
  /// Every rule of `Violation.Rule` in two thousand histories, and everything that can go wrong did go wrong in them.
  @Test func nothingIsLostNothingIsTwiceAndAllSeeTheSame() async throws {
    let search = Search()
    let found = try await search.play(0..<2000)
    if let (seed, violation) = found.broken {
      let shortest = try await search.shortest(seed: seed, rule: violation.rule)
      Issue.record("seed \(seed): \(violation.rule.rawValue): \(violation.details)\n\(shortest)")
    }
    let tally = found.tally
    #expect(tally.entries > 10_000, "\(tally.summary)")
    for happened in [
      tally.gaps, tally.forks, tally.divergences, tally.rollbacks, tally.carried, tally.powerCuts, tally.erasures,
    ] {
      #expect(happened > 300, "\(tally.summary)")
    }
  }

  @Test func tensOfDevicesComeToRestToo() async throws {
    let found = try await Search(profile: .large).play(0..<6)
    #expect(found.broken?.seed == nil, "\(found.broken.map(\.violation.details) ?? "")")
  }

  /// The digest of the whole trace and of the server's feed, which has every byte that was written.
  private func digest(_ run: Run) throws -> Fingerprint {
    let trace = try #require(run.trace).joined(separator: "\n")
    return Fingerprint(of: Array(trace.utf8) + run.head.hash.bytes)
  }

  @Test(arguments: [3, 17, 40, 71_754] as [UInt64]) func oneSeedIsOneRun(seed: UInt64) async throws {
    let first = try await Run.play(Script.history(seed: seed), isTraced: true)
    let second = try await Run.play(Script.history(seed: seed), isTraced: true)
    let other = try await Run.play(Script.history(seed: seed + 1), isTraced: true)
    #expect(try digest(first) == digest(second))
    #expect(try digest(first) != digest(other))
  }

  /// The same history with other clocks: the bytes of the entries differ, and nothing else does (marks, places, ids, what
  /// was stored, and in which order).
  @Test(arguments: 0..<40 as Range<UInt64>) func clocksDecideNothing(seed: UInt64) async throws {
    var history = Script.history(seed: seed)
    // A time of more digits makes a longer entry; pages and pushes must not be so small that a byte counts.
    history.circumstances.pageBytes = SyncLimits.feedBytes
    history.circumstances.isSlow = false
    history.circumstances.sealedBytes = 0
    var wild = history
    wild.commands = history.commands.enumerated().flatMap { index, command in
      [.clock(device: index, seconds: [0, 2_147_483_649, 1_795_219_200][index % 3]), command]
    }
    let calm = try await Run.play(history, isTraced: true)
    let jumping = try await Run.play(wild, isTraced: true)
    let first = zip(calm.trace ?? [], jumping.trace ?? []).first { $0 != $1 }
    #expect(calm.trace == jumping.trace, "\(first ?? ("", ""))")
    #expect(calm.head.change == jumping.head.change)
  }

  /// The same work brought by sticks and by the network gives the same feed, byte for byte.
  @Test(arguments: 0..<40 as Range<UInt64>) func sticksBringWhatTheNetworkBrings(seed: UInt64) async throws {
    var history = Script.history(seed: seed)
    history.circumstances.pageBytes = SyncLimits.feedBytes
    history.circumstances.isSlow = false
    history.commands = history.commands.compactMap { command in
      switch command {
      case .write, .amend, .void, .erase, .clock: command
      case .sync(let device, _): .sync(device: device, [])
      default: nil
      }
    }
    var carried = history
    carried.commands = history.commands.flatMap { command -> [Command] in
      guard case .sync(let device, _) = command else { return [command] }
      return [
        .writeStick(device: device, stick: 0), .carryStick(stick: 0, device: device, isReversed: false),
        .readStick(stick: 0, device: device, isReversed: false), .loseStick(stick: 0),
      ]
    }
    let network = try await Run.play(history)
    let sticks = try await Run.play(carried)
    #expect(network.violation == nil)
    #expect(sticks.violation == nil)
    #expect(network.head == sticks.head)
  }

  @Test func aHistoryIsReadAsItWasWritten() {
    for seed in 0..<100 as Range<UInt64> {
      let history = Script.history(seed: seed, profile: seed.isMultiple(of: 10) ? .large : .quick)
      #expect(History(history.description) == history)
    }
    #expect(History("seed 1 devices 2 sealed 0 page 1 slow 0 written 0\nfly 3") == nil)
    #expect(History("write 3") == nil)
  }
}
