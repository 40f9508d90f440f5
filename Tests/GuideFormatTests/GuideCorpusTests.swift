import Foundation
import FuzzTesting
import Testbed
import Testing

/// The committed corpus of guides, tables and phrases, and seeded damage of it, against the very target that libFuzzer runs.
@Suite struct GuideCorpusTests {
  private static let folder = Checkout.path + "/Tests/Fuzz/guides-corpus"
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name)")))
  }

  /// What is sound has no fault, so that damage of it goes deep; what is hostile has the fault that it is there for.
  @Test(
    arguments: [
      ("shapes.txt", nil), ("including.txt", nil), ("tables.txt", nil), ("small.txt", nil), ("bomb.txt", "anchor"),
      ("hostile-escape.txt", "forbidden-character"), ("hostile-raw-escape.txt", "forbidden-character"),
      ("hostile-direction.txt", "forbidden-character"), ("hostile-itself.txt", "circular-guide"),
      ("hostile-link.txt", "suspicious-link"), ("hostile-letter.txt", "suspicious-link"),
      ("hostile-secret.txt", "asks-secret"), ("hostile-depth.txt", "syntax"), ("hostile-tag.txt", "tag"),
      ("phrases.txt", "placeholders-differ"),
    ] as [(String, String?)])
  func eachSeedIsWhatItIsThereFor(name: String, code: String?) throws {
    let faults = try #require(GuideFuzz.take(bytes(name)))
    if let code { #expect(faults.contains(code), "\(faults)") } else { #expect(faults.isEmpty, "\(faults)") }
  }

  @Test(arguments: names, 0..<2 as Range<UInt64>) func damageIsTakenOrRefused(name: String, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let whole = try bytes(name)
    #expect(whole.count < 8192, "a corpus of small files is quick")
    for _ in 0..<8 {
      var bytes = whole
      for _ in 0...Int.random(in: 0...3, using: &random) where bytes.count > 2 {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(contentsOf: bytes[index..<min(index + 20, bytes.count)], at: index)
        default: bytes.swapAt(index, Int.random(in: bytes.indices, using: &random))
        }
      }
      // Reading has no memory: the same bytes have the same faults again.
      #expect(GuideFuzz.take(bytes) == GuideFuzz.take(bytes))
    }
  }
}
