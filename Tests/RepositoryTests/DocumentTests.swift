import Foundation
import GuideFormat
import Phrases
import Testbed
import Testing

@testable import Shell

/// What the documents say is there is there.
@Suite struct DocumentTests {
  /// Every page for people.
  private static let pages =
    ["README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md", "guides/README.md", "guides/README.vi.md"]
    + SourceTree.files(in: ["Sources"]).filter { $0.hasSuffix(".md") }

  /// A page without its blocks of code.
  private func prose(_ page: String) throws -> String {
    try SourceTree.text(page).replacing(/```[\s\S]*?\n```/, with: "")
  }

  @Test(arguments: pages) func everyFileThatIsNamedExists(_ document: String) throws {
    let text = try SourceTree.text(document)
    for match in text.matches(of: /`((?:Sources|Tests|guides|locales|\.ci)\/[A-Za-z0-9_.\/+-]+)`/) {
      let path = String(match.output.1)
      #expect(FileManager.default.fileExists(atPath: Checkout.path + "/" + path), "\(document) names \(path)")
    }
  }

  /// A name with a capital inside, such as `guideFiles(at:)`, is one of the code.
  @Test(arguments: pages) func everyNameOfTheCodeThatIsGivenExists(_ page: String) throws {
    for match in try prose(page).matches(of: /`([A-Za-z][A-Za-z0-9.]*)(?:\([A-Za-z_:]*\))?`/) {
      for name in match.output.1.split(separator: ".") where name.dropFirst().contains(where: \.isUppercase) {
        guard name.contains(where: \.isLowercase) else { continue }
        let isKnown = Self.names.contains(name)
        #expect(isKnown, "\(page) names \(name)")
      }
    }
  }

  /// Every word of the code.
  private static let names: Set<Substring> = {
    let files = SourceTree.swiftFiles(in: ["Sources", "Tests"]) + ["Package.swift", "Makefile"]
    let isWord = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_".utf8)
    return files.reduce(into: []) { names, file in
      guard let text = try? SourceTree.text(file) else { return }
      // By bytes, for speed: names of the code are plain letters and digits.
      names.formUnion(text.utf8.split { !isWord.contains($0) }.map { Substring($0) })
    }
  }()

  @Test(arguments: pages) func everyRowOfATableHasItsCells(_ page: String) throws {
    var cells: Int?
    for line in try prose(page).split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        cells = nil
        continue
      }
      let count = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(count == cells ?? count, "\(page): \(line)")
      cells = cells ?? count
    }
  }

  /// What trainers copy from the page may not teach them to ask for a secret, and both pages give the same examples.
  @Test func noExampleAsksForASecret() throws {
    let said = try ["guides/README.md", "guides/README.vi.md"].map { page in
      try SourceTree.text(page).matches(of: /(?m)^ *say: *([^#\n]*[^# \n])/).map { String($0.output.1) }
    }
    #expect(said[0] == said[1])
    #expect(said[1].contains { $0.hasPrefix("Bác mở tin nhắn") })
    for words in said.joined() { #expect(!SecretRule.asks(words), "\(words)") }
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

  /// Where people log in, a guide warns at least once; that no step asks for a secret is what `guides check` tells.
  @Test func everyGuideToAnAccountOrAnApplicationHasAWarning() throws {
    let catalogue = Catalogue.build(try ContentFolder.guideFiles(at: Checkout.path + "/guides")).catalogue
    for guide in catalogue.guides where guide.kind == .account || guide.kind == .submission {
      #expect(guide.steps.contains { $0.kind == .warn }, "\(guide.id.rawValue) has no warning")
    }
  }
}
