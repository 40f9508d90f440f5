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

  init() throws { shipped = try ContentFolder.guideFiles(at: SomeGuides.path + "/guides") }

  /// The shipped account guide as version 2, with its files changed.
  private func account(_ change: (String) -> String = { $0 }) -> GuidePackage {
    let files = shipped.filter { $0.key.hasPrefix("vneid-muc-2/") }
      .reduce(into: [:]) { $0[String($1.key.dropFirst("vneid-muc-2/".count))] = change($1.value) }
    return GuidePackage(
      id: "vneid-muc-2", version: 2,
      files: files.mapValues { $0.replacing("\nversion: 1\n", with: "\nversion: 2\n") })
  }

  /// What speaks against the package; nil where nothing does.
  private func reception(of package: GuidePackage) -> GuideReception? {
    do throws(GuideObjection) {
      _ = try GuideShelf(files: shipped).taking(package)
      return nil
    } catch { return error.reception }
  }

  /// A table of the shipped ones as version 2, with its Vietnamese file changed.
  private func table(_ table: ContentTable, _ old: String, _ new: String) -> GuidePackage {
    let files = shipped.filter { ContentTable(file: $0.key) == table && $0.key.hasSuffix(".yaml") }
    #expect(files[table.file]?.contains(old) == true)
    return GuidePackage(
      id: table.packageID, version: 2,
      files: files.mapValues { $0.replacing("\nversion: 1\n", with: "\nversion: 2\n").replacing(old, with: new) })
  }

  @Test func aNewerVersionThatEveryGuideCanUseIsRead() throws {
    let shelf = try GuideShelf(files: shipped).taking(account())
    #expect(shelf.catalogue[GuideID(rawValue: "vneid-muc-2")]?.version == 2)
  }

  @Test func aVersionThatBreaksAnotherGuideIsNotRead() throws {
    // Other guides ask whether the account guide came to this end.
    let renamed = account { $0.replacing("da-kich-hoat", with: "kich-hoat-xong") }
    #expect(reception(of: renamed) == .unreadable)
  }

  /// A trainer's key in wrong hands signs anything; no device shows what asks for a secret or leads to a look-alike.
  @Test(arguments: [
    ("Bác đọc cho cháu mã OTP trong tin nhắn", GuideReception.asksSecret),
    ("Mở dichvucong.gov.vn.example.com rồi bấm nộp", .suspiciousLink), ("Mở dichvuc\u{043E}ng.gov.vn", .suspiciousLink),
    ("Mở VNEID.GOV.VN.help", .suspiciousLink), ("Mở 203.162.0.11 rồi nộp", .suspiciousLink),
  ]) func aSignedGuideThatHarmsPeopleIsNotTaken(words: String, expected: GuideReception) {
    let harmful = account { $0.replacing(/\n    do: .*/, with: "\n    do: \(words)", maxReplacements: 1) }
    #expect(reception(of: harmful) == expected)
    // Nor where only those read it who speak another language.
    let english = account {
      $0.replacing(/\n    text: .*/, with: "\n    text: Send me your password", maxReplacements: 1)
    }
    #expect(reception(of: english) == .asksSecret)
  }

  @Test func aTableThatCannotBeUsedOrHarmsPeopleIsNotTaken() {
    #expect(reception(of: table(.calendar, "hour: 15", "hour: 16")) == nil)
    #expect(reception(of: table(.calendar, "hour: 15", "hour: x")) == .unreadable)
    // A guide needs that blocker.
    #expect(reception(of: table(.blockers, "ACC-OTP-MISSING", "ACC-OTP-GONE")) == .unreadable)
    #expect(
      reception(of: table(.blockers, "Không thử đoán thêm.", "Bác đọc cho cháu mật khẩu.")) == .asksSecret)
    // A site of that name is no office's, whatever the list says.
    #expect(
      reception(of: table(.domains, "domain: tinnhiemmang.vn", "domain: dichvucong.gov-vn.help")) == .unreadable)
    let pretender = table(
      .domains, "\ndomains:\n  # Trang chính thức\n",
      """

      domains:
        - {domain: vneid-gov.help, name: Giả, includes_subdomains: true, source: linh-dong, mark: confirmed, status: official}

      """)
    let translated = GuidePackage(
      id: pretender.id, version: 2,
      files: pretender.files.mapValues {
        $0.replacing("\ndomains:\n  dich", with: "\ndomains:\n  vneid-gov.help: {name: Fake}\n  dich")
      })
    #expect(reception(of: translated) == .suspiciousLink)
    // Another table's file does not come along.
    var files = table(.calendar, "hour: 15", "hour: 16").files
    files["domains.yaml"] = shipped["domains.yaml"]
    let two = GuidePackage(id: ContentTable.calendar.packageID, version: 2, files: files)
    #expect(reception(of: two) == .unreadable)
  }

  /// The list of sites with one more suffix or site, and its English words.
  private func domains(_ list: String, _ entry: String, named name: String) -> GuidePackage {
    let first = list == "domains" ? "\n  # Trang chính thức\n" : "\n  - suffix: gov.vn\n"
    let package = table(.domains, "\n\(list):\(first)", "\n\(list):\n  - \(entry)\(first)")
    var files = package.files
    files["domains.en.yaml"]?.replace("\n\(list):\n", with: "\n\(list):\n  \"\(name)\": {name: One}\n")
    return GuidePackage(id: package.id, version: 2, files: files)
  }

  /// Else one line would make every look-alike an office's site.
  @Test(arguments: ["top", "vn", "com.vn", "help.", "xgov.vn", "gov.vn.top"])
  func aSuffixThatAnybodyGetsIsNotTaken(suffix: String) {
    let entry = "{suffix: \"\(suffix)\", name: Đuôi, registrable: true, source: antoan360, mark: confirmed}"
    // The shipped list has that one already, as one that says nothing.
    guard suffix != "vn" else {
      return #expect(reception(of: table(.domains, "registrable: false", "registrable: true")) == .suspiciousLink)
    }
    #expect(reception(of: domains("suffixes", entry, named: suffix)) == .suspiciousLink)
  }

  @Test(arguments: [("*.help", false), ("dichvucong.*.vn", false), ("com.vn", false), ("*.vinhlong.gov.vn", true)])
  func aStarStandsOnlyAmongTheStatesOwnNames(name: String, isTaken: Bool) {
    let entry = """
      {domain: "\(name)", name: Trang, includes_subdomains: true, source: linh-dong, mark: confirmed, status: official}
      """
    #expect(reception(of: domains("domains", entry, named: name)) == (isTaken ? nil : .suspiciousLink))
  }

  @Test func aSuffixOfAProvincesOwnIsTaken() {
    let entry = "{suffix: vinhlong.gov.vn, name: Đuôi, registrable: true, source: antoan360, mark: confirmed}"
    #expect(reception(of: domains("suffixes", entry, named: "vinhlong.gov.vn")) == nil)
  }

  @Test func anInstalledGuideReplacesAnOlderOneOnlyWithATrustedSignature() throws {
    let key = ContentKey()
    let package = account()
    let installed = [SignedGuide(package: package, signature: try key.sign(package))]
    func version(_ contentKey: [UInt8]?) -> Int? {
      let shelf = GuideShelf(
        shipped: shipped, tables: TableShelf(shipped: shipped), installed: installed,
        trust: contentKey.map { ContentTrust(rootKey: $0) })
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
    let shelf = GuideShelf(
      shipped: shipped, tables: TableShelf(shipped: shipped), installed: installed,
      trust: ContentTrust(rootKey: key.publicBytes))
    #expect(shelf.catalogue.guides.map(\.id) == GuideShelf(files: shipped).catalogue.guides.map(\.id))
  }

  /// A table that a guide needs may lose its signer: that guide goes, the others stay.
  @Test func onlyTheGuidesThatCannotBeReadAreDropped() throws {
    let key = ContentKey()
    let files = shipped.filter { $0.key.hasPrefix("tam-tru/") }
      .reduce(into: [:]) { $0[String($1.key.dropFirst("tam-tru/".count))] = $1.value }
      .mapValues { $0.replacing("\nversion: 1\n", with: "\nversion: 2\n") }
    let packages = [
      account { $0.replacing("ACC-OTP-MISSING", with: "ACC-OF-A-TABLE") },
      GuidePackage(id: "tam-tru", version: 2, files: files),
    ]
    let installed = try packages.map { SignedGuide(package: $0, signature: try key.sign($0)) }
    let shelf = GuideShelf(
      shipped: shipped, tables: TableShelf(shipped: shipped), installed: installed,
      trust: ContentTrust(rootKey: key.publicBytes))
    #expect(shelf.catalogue[GuideID(rawValue: "tam-tru")]?.version == 2)
    #expect(shelf.catalogue[GuideID(rawValue: "vneid-muc-2")]?.version == 1)
    #expect(shelf.unread.map(\.id) == ["vneid-muc-2"] && shelf.faults.isEmpty)
  }
}
