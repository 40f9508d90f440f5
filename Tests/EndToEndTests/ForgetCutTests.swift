import Domain
import Foundation
import LocalStore
import Sealing
import Testbed
import Testing

/// SIGKILL while something is being forgotten: either nothing happened, or the erasure is written and no byte of what was
/// sealed is left, in the database or in what SQLite would take it back from.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ForgetCutTests {
  private func bytes(_ folder: String) throws -> Data {
    try FileManager.default.contentsOfDirectory(atPath: folder).reduce(into: Data()) { data, name in
      data += FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
    }
  }

  /// A machine with help that was given, one sealed part of which goes over many pages, and their bytes.
  private func machine(_ notes: Int) throws -> (home: TemporaryFolder, sealed: [Data]) {
    let home = TemporaryFolder()
    let store = try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 1_795_222_800_000 })
    try store.setTestPassphrase()
    let assistance = Assistance(service: .submit, outcome: .solved, startedAt: 1_795_222_800_000)
    let first = try store.append(.assistance(assistance, details: SealedDetails(note: "bà Sáu")))
    let changes = CanonicalValue.object(["changes": .object(["minutes": .integer(5)])])
    let rest = try (0..<notes).map { number in
      try store.append(
        Draft(
          kind: .amendment, body: changes,
          details: SealedDetails(note: String(repeating: "bà Sáu \(number) ", count: 300)),
          amends: first.entry.header.id))
    }
    return (home, try ([first] + rest).map { Data(try #require($0.entry.sealed)) })
  }

  @Test(arguments: [UInt64(20_261_121)]) func forgettingIsAllOrNothing(seed: UInt64) async throws {
    var random = SplitMix(seed: seed)
    var (kept, gone, killed) = (0, 0, 0)
    // The moments go where the transaction is, however busy the machine: later after a kill that came too soon, and sooner
    // after one that came too late.
    var reach = try await forgetting(in: machine(20).home.path, killedAfter: nil).seconds
    for _ in 0..<40 {
      let (home, sealed) = try machine(20)
      let moment = Double(random.next(below: 1000)) / 1000 * reach
      if try await forgetting(in: home.path, killedAfter: moment).wasKilled { killed += 1 }
      // Opening it plays back what the journal beside the database holds, if anything.
      let store = try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 1_795_222_800_000 })
      try store.checkWhole()
      let isErased = try store.entries().contains { $0.entry.header.kind == .erasure }
      let left = try store.sealedCount()
      let found = try bytes(home.path)
      if isErased {
        gone += 1
        reach *= 0.8
        #expect(left == 0)
        #expect(sealed.allSatisfy { !isIn(found, anyPartOf: $0) })
      } else {
        kept += 1
        reach *= 1.25
        #expect(left == sealed.count)
        #expect(sealed.allSatisfy { isIn(found, anyPartOf: $0) })
      }
      #expect(try store.verify().faults == [])
    }
    #expect(kept > 0 && gone > 0 && killed > 0, "\(kept) \(gone) \(killed)")
  }

  /// Whether some part of the bytes is there: a page of the database may end within them.
  private func isIn(_ found: Data, anyPartOf sealed: Data) -> Bool {
    stride(from: 0, through: sealed.count - 40, by: 200).contains { start in
      found.range(of: sealed.dropFirst(start).prefix(40)) != nil
    }
  }

  /// Runs `camtay forget 1 --yes`; whether it was killed, and how long it took.
  private func forgetting(
    in home: String, killedAfter seconds: Double?
  ) async throws -> (wasKilled: Bool, seconds: Double) {
    let process = Process()
    // A program of its own keeps the time: this one's threads may all be taken by other tests.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments = ["-s", "KILL", String(format: "%.4f", max(seconds ?? 600, 0.0001))]
    process.arguments? += [Checkout.program("camtay"), "--home", home, "forget", "1", "--yes"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["CAMTAY_CONTENT": SomeGuides.path, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    // Other tests need the threads meanwhile.
    let (ends, ended) = AsyncStream.makeStream(of: Bool.self)
    process.terminationHandler = { process in
      ended.yield(process.terminationReason == .uncaughtSignal || process.terminationStatus == 128 + SIGKILL)
      ended.finish()
    }
    let begun = ContinuousClock.now
    try process.run()
    let wasKilled = await ends.first { _ in true } ?? false
    return (wasKilled, (ContinuousClock.now - begun) / .seconds(1))
  }
}
