import Domain
import Sealing
import ServerTesting
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// What holds where several servers share a store, and each has several requests at once.
@Suite(.timeLimit(.minutes(10))) struct StoreConcurrencyTests {
  @Test(arguments: StoreKind.allCases) func theSamePushAtOnceOnTwoServersIsStoredOnce(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let stores = [server.store, try await server.storeOfAnotherServer()]
    let writer = try await StoreWriter(1, joining: server.team().id, of: server)
    let entries = (0..<20).map { _ in Entry.sample() }
    let expected = PushResult(outcome: .stored, mark: writer.mark(after: entries))
    try await withThrowingTaskGroup(of: PushResult.self) { group in
      for number in 0..<8 {
        group.addTask { try await writer.send(writer.pushing(entries), to: stores[number % 2]) }
      }
      for try await result in group { #expect(result == expected) }
    }
    #expect(try await server.store.countedIDs(writer.team) == entries.map(\.header.id))
  }

  /// What a reader has seen of a team is the beginning of all that anybody sees later: changes are numbered in the
  /// order in which they are committed, so that a reader who asks for what came after its last one never skips any.
  @Test(arguments: StoreKind.allCases) func whoReadsWhileManyWriteSkipsNothing(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let stores = [server.store, try await server.storeOfAnotherServer()]
    let team = try await server.team().id
    var writers: [StoreWriter] = []
    for number in 1...8 { writers.append(try await StoreWriter(number, joining: team, of: server)) }
    let seen = try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, writer) in writers.enumerated() {
        group.addTask {
          var writer = writer
          for batch in 0..<12 {
            let entries = (0..<(batch % 4 + 1)).map { _ in Entry.sample() }
            let result = try await writer.write(entries, to: stores[(number + batch) % 2])
            #expect(result == PushResult(outcome: .stored, mark: writer.mark))
          }
        }
      }
      group.addTask {
        var seen: [[EntryID]] = []
        repeat {
          try Task.checkCancellation()
          seen.append(try await stores[seen.count % 2].countedIDs(team))
        } while (seen.last?.count ?? 0) < 240
        for (earlier, later) in zip(seen, seen.dropFirst()) { #expect(later.starts(with: earlier)) }
      }
      // The first fault ends the others too.
      while try await group.next() != nil {}
      return try await server.store.countedIDs(team)
    }
    #expect(seen.count == 240)
    #expect(Set(seen).count == 240)
  }

  @Test(arguments: StoreKind.allCases) func ofSeveralPublishersOfAVersionOneSucceeds(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let stores = [server.store, try await server.storeOfAnotherServer()]
    let published = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<12 {
        let package = GuidePackage(id: "g\(number % 3)", version: 1, files: ["guide.yaml": "\(number)"])
        group.addTask {
          do {
            try await stores[number % 2].publish(SignedGuide(package: package, signature: [1]), now: 0)
          } catch PublishingFault.notNewer(published: 1) { return 0 }
          return 1
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(published == 3)
    let keys = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      for number in UInt8(0)..<6 {
        group.addTask {
          do { try await stores[Int(number) % 2].setContentKey([number]) } catch PublishingFault.contentKeyExists {
            return nil
          }
          return [number]
        }
      }
      return try await group.reduce(into: [[UInt8]]()) { if let key = $1 { $0.append(key) } }
    }
    #expect(keys.count == 1)
    #expect(try await server.store.facts().contentKey == keys.first)
  }

  /// The same history on every kind of store: the same answers, and the same entries that count.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func everyKindGivesTheSameAnswers(seed: UInt64) async throws {
    var histories: [[String]] = []
    for kind in StoreKind.allCases {
      var generator = SeededGenerator(seed: seed)
      let server = try await TestServer(kind)
      try await server.store.createTeam(TeamRecord(id: "t", name: "Tổ", unit: nil), now: 0)
      var writers: [StoreWriter] = []
      for number in 1...3 { writers.append(try await StoreWriter(number, joining: "t", of: server)) }
      var earlier: [(writer: StoreWriter, push: SyncRequest.Push)] = []
      var history: [String] = []
      for step in 0..<40 {
        let chosen = Int.random(in: 0..<3, using: &generator)
        let names = (0..<Int.random(in: 0...3, using: &generator)).map { _ in Int.random(in: 0..<40, using: &generator)
        }
        let entries = names.compactMap { name in
          EntryID(rawValue: Hexadecimal.text([UInt8](repeating: UInt8(name), count: 16))).map {
            Entry.sample(id: $0, minutes: name % 7 == 0 ? step : 1)
          }
        }
        let result: PushResult
        if generator.happens(percent: 30), let old = earlier.randomElement(using: &generator) {
          // An old message comes again, perhaps with another end.
          let push = SyncRequest.Push(base: old.push.base, entries: old.push.entries.dropLast(step % 2) + entries)
          result = try await old.writer.send(push, to: server.store)
        } else {
          earlier.append((writers[chosen], writers[chosen].pushing(entries)))
          result = try await writers[chosen].write(entries, to: server.store)
        }
        history.append("\(result.outcome) \(result.mark.sequence) \(result.mark.hash.hexadecimal)")
      }
      history += try await server.store.entries(team: "t").map {
        "\($0.device) \(Fingerprint(of: $0.entry.headerBytes).hexadecimal)"
      }
      histories.append(history)
    }
    #expect(histories[0].contains { $0.hasPrefix("fork") })
    #expect(histories[1] == histories[0])
    #expect(histories[2] == histories[0])
  }
}
