import Foundation
import FuzzTesting
import SyncTesting
import Testbed
import Testing

/// The committed corpora, and seeded damage of them, against the very targets that libFuzzer runs: what it has found
/// stays in a corpus and is tried on each change.
///
/// `RECORD=1` writes the seeds that are missing.
@Suite struct FuzzCorpusTests {
  private func folder(_ target: FuzzTarget) -> String { "\(Checkout.path)/Tests/Fuzz/\(target.rawValue)-corpus" }

  private func corpus(_ target: FuzzTarget) throws -> [String: [UInt8]] {
    let manager = FileManager.default
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try manager.createDirectory(atPath: folder(target), withIntermediateDirectories: true)
      for (name, bytes) in try FuzzSeeds.inputs(target) {
        let path = "\(folder(target))/\(name)"
        if !manager.fileExists(atPath: path) { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
      }
    }
    let names = try manager.contentsOfDirectory(atPath: folder(target)).filter { !$0.hasPrefix(".") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder(target))/\(name)"))))
      })
  }

  /// What our writers wrote is taken, today's and what was committed; what was found by fuzzing need not be.
  @Test(arguments: FuzzTarget.allCases) func whatWasWrittenIsTaken(target: FuzzTarget) throws {
    let (corpus, seeds) = (try corpus(target), try FuzzSeeds.inputs(target))
    for (name, bytes) in seeds {
      #expect(target.take(bytes), "\(name)")
      #expect(target.take(try #require(corpus[name], "\(name)")), "\(name), as it was committed")
    }
    for (name, bytes) in corpus where seeds[name] == nil { target.take(bytes) }
    #expect(!target.take([]))
  }

  @Test(arguments: FuzzTarget.allCases, 0..<4 as Range<UInt64>)
  func damageIsTakenOrRefused(target: FuzzTarget, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for (_, whole) in try corpus(target).sorted(by: { $0.key < $1.key }) where whole.count > 1 {
      for _ in 0..<60 {
        var bytes = whole
        for _ in 0...Int.random(in: 0...2, using: &generator) where bytes.count > 2 {
          let index = Int.random(in: 1..<bytes.count, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.remove(at: index)
          case 2: bytes.insert(bytes[Int.random(in: 1..<bytes.count, using: &generator)], at: index)
          default: bytes.swapAt(index, Int.random(in: 1..<bytes.count, using: &generator))
          }
        }
        // Reading has no memory: the same bytes are taken or refused the same way again.
        #expect(target.take(bytes) == target.take(bytes))
      }
    }
  }
}
