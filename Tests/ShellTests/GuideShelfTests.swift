import Domain
import GuideFormat
import Phrases
import Sealing
import SyncCore
import Testbed
import Testing

@testable import LocalStore
@testable import Shell

/// What a server sends may replace a guide, and never take another one away.
@Suite struct GuideShelfTests {
  private let shipped: [String: String]

  init() throws { shipped = try ContentFolder.guideFiles(at: Checkout.path + "/guides") }

  /// The shipped account guide as version 2, with its files changed.
  private func account(_ change: (String) -> String = { $0 }) -> GuidePackage {
    let files = shipped.filter { $0.key.hasPrefix("vneid-muc-2/") }
      .reduce(into: [:]) { $0[String($1.key.dropFirst("vneid-muc-2/".count))] = change($1.value) }
    return GuidePackage(
      id: "vneid-muc-2", version: 2,
      files: files.mapValues { $0.replacing("\nversion: 1\n", with: "\nversion: 2\n") })
  }

  @Test func aNewerVersionThatEveryGuideCanUseIsRead() throws {
    #expect(GuideShelf(files: shipped).canRead(account()))
  }

  @Test func aVersionThatBreaksAnotherGuideIsNotRead() throws {
    // Other guides ask whether the account guide came to this end.
    let renamed = account { $0.replacing("da-kich-hoat", with: "kich-hoat-xong") }
    #expect(!GuideShelf(files: shipped).canRead(renamed))
  }

  @Test func anInstalledGuideReplacesAnOlderOneOnlyWithATrustedSignature() throws {
    let key = ContentKey()
    let package = account()
    let installed = [SignedGuide(package: package, signature: try key.sign(package))]
    func version(_ contentKey: [UInt8]?) -> Int? {
      let shelf = GuideShelf(
        shipped: shipped, installed: installed, trust: contentKey.map { ContentTrust(rootKey: $0) })
      return shelf.catalogue[GuideID(rawValue: "vneid-muc-2")]?.version
    }
    #expect(version(key.publicBytes) == 2)
    #expect(version(ContentKey().publicBytes) == 1)
    #expect(version(nil) == 1)
  }

  @Test func anInstalledGuideThatCannotBeReadAnyMoreHidesNoShippedOne() throws {
    let key = ContentKey()
    let broken = account { $0.replacing("da-kich-hoat", with: "kich-hoat-xong") }
    let installed = [SignedGuide(package: broken, signature: try key.sign(broken))]
    let shelf = GuideShelf(shipped: shipped, installed: installed, trust: ContentTrust(rootKey: key.publicBytes))
    #expect(shelf.catalogue.guides.map(\.id) == GuideShelf(files: shipped).catalogue.guides.map(\.id))
  }
}
