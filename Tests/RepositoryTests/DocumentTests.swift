import Foundation
import GuideFormat
import Phrases
import Testbed
import Testing

@testable import Shell

/// What the documents say is there is there.
@Suite struct DocumentTests {
  @Test(arguments: ["README.md", "README.vi.md", "CONTRIBUTING.md", "guides/README.md", "guides/README.vi.md"])
  func everyFileThatIsNamedExists(_ document: String) throws {
    let text = try SourceTree.text(document)
    for match in text.matches(of: /`((?:Sources|Tests|guides|locales|\.ci)\/[A-Za-z0-9_.\/+-]+)`/) {
      let path = String(match.output.1)
      #expect(FileManager.default.fileExists(atPath: Checkout.path + "/" + path), "\(document) names \(path)")
    }
  }

  @Test func theReadmeExplainsEveryPackage() throws {
    let manifest = try SourceTree.text("Package.swift")
    let readme = try SourceTree.text("README.md")
    let packages = manifest.matches(of: /url: "https:\/\/[^"]*\/([A-Za-z0-9.-]+)"/).map { String($0.output.1) }
    #expect(packages.count > 5)
    for package in packages { #expect(readme.contains(package), "README.md does not say why \(package) is there") }
  }

  @Test func theChangelogHasTheVersion() throws {
    #expect(try SourceTree.text("CHANGELOG.md").contains("\n## \(VersionCommand.number) ("))
  }

  @Test func theShippedGuidesAreWholeAndComplete() throws {
    let files = try ContentFolder.guideFiles(at: Checkout.path + "/guides")
    let (catalogue, faults) = Catalogue.build(files)
    #expect(faults.isEmpty, "\(faults.map(\.description))")
    #expect(Set(catalogue.guides.map(\.id.rawValue)).isSuperset(of: ["vneid-muc-2", "khai-sinh", "tam-tru"]))
  }

  /// No step of a shipped guide may ask for a secret to be said aloud or typed here.
  @Test func everyAccountStepSaysThatSecretsStayWithTheCitizen() throws {
    let catalogue = Catalogue.build(try ContentFolder.guideFiles(at: Checkout.path + "/guides")).catalogue
    for guide in catalogue.guides where guide.kind == .account || guide.kind == .submission {
      #expect(guide.steps.contains { $0.kind == .warn }, "\(guide.id.rawValue) has no warning about secrets")
    }
  }
}
