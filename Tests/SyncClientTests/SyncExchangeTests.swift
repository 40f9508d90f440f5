import Domain
import Sealing
import SyncClient
import SyncCore
import SyncTesting
import Testing

@Suite struct SyncExchangeTests {
  @Test func aDaysWorkIsOneRoundTrip() async throws {
    let network = SimulatedNetwork()
    let journal = MemoryJournal.sample()
    for _ in 0..<30 { journal.append(.sample()) }
    let summary = try await SyncExchange(over: network).run(on: journal)
    #expect(summary.entriesSent == 30)
    #expect(await network.arrivals == 1)
    #expect(journal.serverMark() == journal.head())
  }

  @Test func aForkIsToldAndNothingIsApplied() async throws {
    let network = SimulatedNetwork()
    let journal = MemoryJournal.sample()
    for _ in 0..<4 { journal.append(.sample()) }
    let restored = journal.copy()
    _ = try await SyncExchange(over: network).run(on: journal)
    let before = await network.server.streams
    // A device that was restored from an old copy and wrote something else since.
    for _ in 0..<3 { restored.append(.sample()) }
    let mark = journal.head()
    journal.append(.sample())
    _ = try await SyncExchange(over: network).run(on: journal)
    let later = await network.server.streams
    #expect(before != later)
    await #expect(throws: SyncFault.forked(journal.head())) { try await SyncExchange(over: network).run(on: restored) }
    #expect(await network.server.streams == later)
    #expect(restored.serverMark().sequence == 0)
    #expect(restored.entries.count == 7)
    #expect(mark.sequence == 4)
  }

  @Test func guidesComeAndUntrustedOnesDoNotStandInTheWay() async throws {
    let key = ContentKey()
    let signed = try (1...3).map { number in
      let package = GuidePackage(id: "g\(number)", version: number, files: ["guide.yaml": "id: g\(number)"])
      return SignedGuide(package: package, signature: try (number == 2 ? ContentKey() : key).sign(package))
    }
    let network = SimulatedNetwork()
    await network.publish(signed)
    let journal = MemoryJournal.sample(contentKey: key.publicBytes)
    let summary = try await SyncExchange(over: network).run(on: journal)
    #expect(summary.guides.map(\.reception) == [.installed, .untrusted, .installed])
    #expect(journal.guideVersions() == ["g1": 1, "g3": 3])
  }

  @Test(arguments: ["../../.bashrc", ".profile", "a/b.yaml", "", "a\\b.yaml"])
  func aSignedGuideCannotChooseItsPlaceOnTheDisk(name: String) async throws {
    let key = ContentKey()
    let package = GuidePackage(id: "g", version: 1, files: [name: "x"])
    let network = SimulatedNetwork()
    await network.publish([SignedGuide(package: package, signature: try key.sign(package))])
    let journal = MemoryJournal.sample(contentKey: key.publicBytes)
    let summary = try await SyncExchange(over: network).run(on: journal)
    #expect(summary.guides.map(\.reception) == [.unreadable])
    #expect(journal.guideVersions().isEmpty)
  }

  @Test func aDeviceThatDidNotEnrolSaysSo() async {
    let journal = MemoryJournal(stream: .sample(1))
    await #expect(throws: SyncFault.notEnrolled) { try await SyncExchange(over: SimulatedNetwork()).run(on: journal) }
  }

  /// Two devices write and sync over a network that loses and repeats messages, to a server that is backed up and
  /// restored at any time. When the network heals, one exchange each is enough: the server holds everything once.
  @Test(arguments: 0..<200 as Range<UInt64>) func nothingIsLostAndNothingIsTwice(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed &+ 1000)
    let network = SimulatedNetwork(seed: seed, faultPercent: 25)
    let journals = [MemoryJournal.sample(.sample(1)), MemoryJournal.sample(.sample(2))]
    for _ in 0..<40 {
      let journal = journals[Int.random(in: 0..<2, using: &generator)]
      switch Int.random(in: 0..<10, using: &generator) {
      case 0..<4: journal.append(Self.entry(like: journals, using: &generator))
      case 4..<8:
        do {
          _ = try await SyncExchange(over: network, batchEntries: 3).run(on: journal)
        } catch SyncFault.unreachable, SyncFault.unsettled {
          // What was sent may have been stored or not.
        }
      case 8: await network.backUp()
      default: await network.restore()
      }
    }
    await network.heal()
    for journal in journals { _ = try await SyncExchange(over: network, batchEntries: 3).run(on: journal) }
    let server = await network.server
    for journal in journals {
      #expect(server.streams[journal.stream()]?.map(\.entry) ?? [] == journal.entries)
      #expect(journal.serverMark() == journal.head())
    }
    let counted = server.countedIDs
    #expect(counted.count == Set(counted).count)
    #expect(Set(counted) == Set(journals.flatMap(\.entries).map(\.header.id)))
  }

  /// A new entry, or sometimes one that a device has already written: it came by another way.
  private static func entry(like journals: [MemoryJournal], using generator: inout SeededGenerator) -> Entry {
    let written = journals.flatMap(\.entries)
    if generator.happens(percent: 20), let old = written.randomElement(using: &generator) { return old }
    let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return .sample(id: EntryID(rawValue: Hexadecimal.text(bytes)) ?? Randomness.entryID())
  }
}
