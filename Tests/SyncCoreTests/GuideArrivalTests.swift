import Domain
import Sealing
import SyncCore
import Testing

/// In which order a device tries what came together.
@Suite struct GuideArrivalTests {
  private func guide(_ id: String) -> SignedGuide {
    SignedGuide(package: GuidePackage(id: id, version: 1, files: [:]), signature: [])
  }

  @Test func whatNeedsOthersIsTriedAgainOnceTheyAreThere() {
    // Each needs the one behind it, and the last a table.
    let needs = ["a": "b", "b": "c", "c": ContentTable.blockers.packageID]
    var held: Set<String> = []
    let came = ["a", "b", "c", "lost", ContentTable.blockers.packageID].map(guide)
    let results = came.received { guide in
      let id = guide.package.id
      guard id != "lost", needs[id].map(held.contains) ?? true else { return .unreadable }
      held.insert(id)
      return .installed
    }
    #expect(results.map(\.guide.package.id) == [ContentTable.blockers.packageID, "c", "b", "a", "lost"])
    #expect(results.map(\.reception) == [.installed, .installed, .installed, .installed, .unreadable])
  }

  /// Each refusal stands, and nothing is tried without end.
  @Test func whatIsRefusedIsNotTriedAgain() {
    var tries = 0
    let results = ["a", "b", "c"].map(guide).received { guide in
      tries += 1
      return guide.package.id == "a" ? .older : guide.package.id == "b" ? .asksSecret : .unreadable
    }
    #expect(results.map(\.reception) == [.older, .asksSecret, .unreadable])
    #expect(tries == 3)
  }
}
