import RealSimulation
import ServerTesting
import Simulation
import SyncCore
import Testing

/// The simulated world on the stores that the programs use.
@Suite(.timeLimit(.minutes(5))) struct RealSimulationTests {
  /// `make simulate PROFILE=real` plays any number of seeds; here are as many as the tests have time for.
  @Test func nothingIsLostNothingIsTwiceAndAllSeeTheSame() async throws {
    let search = Search.onStores()
    let found = try await search.play(0..<24)
    if let (seed, violation) = found.broken {
      let shortest = try await search.shortest(seed: seed, rule: violation.rule)
      Issue.record("seed \(seed): \(violation.rule.rawValue): \(violation.details)\n\(shortest)")
    }
    let tally = found.tally
    for happened in [tally.gaps, tally.forks, tally.divergences, tally.rollbacks, tally.carried, tally.powerCuts] {
      #expect(happened > 2, "\(tally.summary)")
    }
  }

  /// The server is replaced by an empty one after a device was lost: what that one wrote is in another's file only, which
  /// has to offer it again. Seeds that are drawn seldom come to this.
  @Test(arguments: StoreKind.allCases) func whatALostDeviceWroteComesBack(kind: StoreKind) async throws {
    let commands: [Command] = [
      .write(device: 0), .sync(device: 0, []), .sync(device: 1, []), .lose(device: 0), .replaceServer,
    ]
    let run = try await Run.play(History(Circumstances(), commands), on: StorePlatform(kind))
    #expect(run.violation == nil, "\(run.violation?.details ?? "")")
    #expect(run.head.change == 1)
  }

  /// One history runs the same way on every store, step by step: in memory at both ends, and on the devices' files with
  /// each of the server's stores. In the end the same counts, and everybody sees the same.
  @Test(arguments: 102..<108 as Range<UInt64>, StoreKind.allCases)
  func everyStoreGivesTheSame(seed: UInt64, kind: StoreKind) async throws {
    let history = Script.history(seed: seed)
    let memory = try await Run.play(history, isTraced: true)
    let stores = try await Run.play(history, on: StorePlatform(kind), isTraced: true)
    #expect(memory.violation == nil)
    let first = zip(memory.trace ?? [], stores.trace ?? []).first { $0 != $1 }
    #expect(memory.trace == stores.trace, "\(first ?? ("", ""))")
    #expect(memory.head == stores.head)
    let digest = try #require(memory.digest)
    #expect(digest == stores.digest)
  }

  /// One history over HTTP and over bundles, with real messages, runs as it does where nobody has to write any. The
  /// server that has the store open cannot go back, so it does not.
  @Test(arguments: 200..<204 as Range<UInt64>, Courier.Way.allCases)
  func everyWayGivesTheSame(seed: UInt64, way: Courier.Way) async throws {
    var history = Script.history(seed: seed)
    history.commands.removeAll { command in
      switch command {
      case .backUpServer, .restoreServer, .replaceServer: true
      default: false
      }
    }
    let script = history
    let direct = try await Run.play(script, on: StorePlatform(.sqlite), isTraced: true)
    #expect(direct.violation == nil)
    let digest = try #require(direct.digest)
    let server = try TestServer()
    try await server.run { transport in
      let courier = Courier(to: server, over: transport, by: way)
      let carried = try await Run.play(script, on: StorePlatform(courier), isTraced: true)
      let first = zip(direct.trace ?? [], carried.trace ?? []).first { $0 != $1 }
      #expect(direct.trace == carried.trace, "\(first ?? ("", ""))")
      #expect(carried.digest == digest)
      #expect(courier.answers == carried.tally.requests)
    }
  }

  /// A digest that is the same for everything would show nothing.
  @Test func otherHistoriesHaveOtherDigests() async throws {
    let first = try await Run.play(Script.history(seed: 100), on: StorePlatform(.sqlite), isTraced: true)
    let second = try await Run.play(Script.history(seed: 101), on: StorePlatform(.sqlite), isTraced: true)
    #expect(first.digest != second.digest)
  }
}
