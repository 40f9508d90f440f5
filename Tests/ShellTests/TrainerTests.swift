import Domain
import Foundation
import GuideFormat
import Phrases
import Reporting
import Testbed
import Testing

@testable import Shell

/// The trainers' jobs on every shipped guide, and on files that were in other hands.
@Suite struct TrainerTests {
  static let content = ContentFolder(path: Checkout.path)
  static let shipped = (try? ContentFolder.guideFiles(at: content.guidesPath)) ?? [:]
  static let catalogue = Catalogue.build(shipped).catalogue
  static let today = CivilDate(year: 2026, month: 11, day: 21) ?? .distantPast

  static func files(of guide: Guide) -> [String: String] {
    shipped.reduce(into: [:]) {
      if $1.key.hasPrefix(guide.id.rawValue + "/") {
        $0[String($1.key.dropFirst(guide.id.rawValue.count + 1))] = $1.value
      }
    }
  }

  static func csv(_ table: [[String]]) -> [UInt8] {
    CSVWriter.byteOrderMark + table.map { CSVWriter.line($0.map(SpreadsheetText.guarded)) }.joined().utf8
  }

  static func read(_ bytes: [UInt8]) throws -> (sheet: GuideSheet, numbers: [Int]) {
    try GuideSheet.read(try CSVReader.rows(bytes).map { ($0.number, $0.cells.map(SpreadsheetText.unguarded)) })
  }

  /// A guide that goes out as CSV and comes back changes no byte of its files, and makes the same guide anew.
  @Test func everyShippedGuideComesBackFromItsSheet() throws {
    #expect(Self.catalogue.guides.count >= 20)
    for guide in Self.catalogue.guides {
      let files = Self.files(of: guide)
      let sheet = try #require(GuideSheet(files: files, languages: GuideSheet.languages(of: files)))
      let (back, numbers) = try Self.read(Self.csv(sheet.table))
      #expect(try SheetImport(back, numbers: numbers, into: files).changed == [], "\(guide.id.rawValue)")
      var anew = try SheetImport(back, numbers: numbers, into: [:]).files
      anew["walks.yaml"] = files["walks.yaml"]
      var all = Self.shipped
      for (name, text) in anew { all["\(guide.id.rawValue)/\(name)"] = text }
      let (catalogue, faults) = Catalogue.build(all)
      #expect(faults.isEmpty, "\(faults)")
      #expect(catalogue[guide.id] == guide)
    }
  }

  @Test func everyEndOfEveryShippedGuideGetsAWalk() throws {
    for guide in Self.catalogue.guides {
      var all = Self.shipped
      all["\(guide.id.rawValue)/walks.yaml"] = GuideWalks.file(guide, in: Self.catalogue)
      let faults = Catalogue.build(all).faults
      #expect(faults.isEmpty, "\(guide.id.rawValue): \(faults)")
    }
  }

  /// Below its heading, which counts the steps of a walk, the preview is what a session shows.
  @Test func thePreviewIsWhatASessionShows() throws {
    let phrases = try Self.content.phrases("en")
    for guide in Self.catalogue.guides {
      let walk = Walk(guide, in: Self.catalogue)
      guard let first = walk.current, first.path.ids.count == 1 else { continue }
      let session = PageTerminal(columns: 100)
      StepView(screen: Screen(session), phrases: phrases, today: Self.today).show(first, of: walk)
      let preview = PageTerminal(columns: 100)
      _ = StepPreview(catalogue: Self.catalogue, phrases: phrases, language: "en", today: Self.today)
        .show(first, of: guide, on: preview)
      let shown = session.text.split(separator: "\n").dropFirst()
      #expect(preview.text.split(separator: "\n").dropFirst().starts(with: shown), "\(guide.id.rawValue)")
    }
  }

  /// The longest texts that a step may have do not fit the smallest terminal; short ones do.
  @Test func aStepOfManyRowsIsMarked() throws {
    var files = Self.shipped
    let words = String(repeating: "một hai ba bốn năm sáu bảy tám chín mười ", count: 20)
    files["tam-tru/guide.yaml"] = files["tam-tru/guide.yaml"]?
      .replacing(/\n    do: .*/, with: "\n    do: \(words.prefix(399))x")
      .replacing(/\n    say: .*/, with: "\n    say: \(words.prefix(599))x")
    let catalogue = Catalogue.build(files).catalogue
    let guide = try #require(catalogue[GuideID(rawValue: "tam-tru")])
    let phrases = try Self.content.phrases("en")
    let preview = StepPreview(catalogue: catalogue, phrases: phrases, language: "vi", today: Self.today)
    let steps = catalogue.steps(of: guide).filter { $0.path.ids.count == 1 }
    let tall = try #require(steps.first { $0.step.kind == .act && $0.step.say != nil })
    let short = try #require(steps.first { $0.step.say == nil && $0.step.kind != .act })
    for (placed, isTall) in [(tall, true), (short, false)] {
      let page = PageTerminal(columns: 100)
      #expect(preview.show(placed, of: guide, on: page) == isTall)
      #expect(page.text.contains("MORE THAN A SCREEN OF 24") == isTall)
    }
  }

  /// Whoever takes the sheet home sees of each fact whose word it is and of when, as in a session.
  @Test(arguments: ["vi", "en"]) func everyPrintedFactSaysItsSourceAndDate(language: String) throws {
    let phrases = try Self.content.phrases(language)
    var count = 0
    for guide in Self.catalogue.guides {
      let text = CitizenSheet(guide, in: Self.catalogue, phrases: phrases, language: language, today: Self.today)
      for fact in MainWay(guide, in: Self.catalogue).facts {
        guard let source = guide.sources.first(where: { $0.id == fact.source }) else { continue }
        let entry = try #require(text.facts.first { $0.label == fact.label.text(in: language) })
        #expect(entry.note.contains("\(StepView.site(source.url)), \(source.seen.slashed)"), "\(guide.id) \(entry)")
        count += 1
      }
    }
    #expect(count > 50)
  }

  @Test func hostileWordsAreOnlyWordsOnAPrintedPage() throws {
    let hostile = "\"<script>alert('x')</script>&amp;<img src=x onerror=alert(1)> [a](b)\""
    var files = Self.shipped
    for (name, text) in files where name == "tam-tru/guide.yaml" {
      files[name] = text.replacing(
        /\n( +(?:- )?)(title|name|label|value|do|warn|ask|end|text|verify_with|authority): .*/
      ) {
        "\n\($0.output.1)\($0.output.2): \(hostile)"
      }.replacing(/\ntitle: .*/, with: "\ntitle: \(hostile)").replacing(
        "\n    value: \(hostile)\n    optional", with: "\n    value: dossier-code\n    optional")
    }
    let catalogue = Catalogue.build(files).catalogue
    let guide = try #require(catalogue[GuideID(rawValue: "tam-tru")])
    let phrases = try Self.content.phrases("vi")
    let page = CitizenSheet(guide, in: catalogue, phrases: phrases, language: "vi", today: Self.today).html(phrases)
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;"))
    let tags = Set(page.matches(of: /<\/?([A-Za-z!]+)/).map { $0.output.1.lowercased() })
    let known: Set<String> = [
      "!doctype", "html", "head", "meta", "title", "style", "body", "h", "ul", "ol", "li", "p", "br", "span", "small",
      "strong",
    ]
    #expect(tags.isSubset(of: known), "\(tags)")
    let attributes = Set(page.matches(of: /<[a-z0-9]+ ([a-z-]+)=/).map { String($0.output.1) })
    #expect(attributes.isSubset(of: ["lang", "charset", "http-equiv", "class"]), "\(attributes)")
  }

  /// A file that LibreOffice saved imports the same; the program is not among what building needs.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/soffice")))
  func aSheetThatWentThroughLibreOfficeIsTheSame() throws {
    let folder = TemporaryFolder()
    let guide = try #require(Self.catalogue[GuideID(rawValue: "khai-sinh")])
    // The last digit of such a code is what spreadsheets drop.
    let files = Self.files(of: guide).mapValues { $0.replacing("1.001193", with: "1.003460") }
    let sheet = try #require(GuideSheet(files: files, languages: GuideSheet.languages(of: files)))
    try Data(Self.csv(sheet.table)).write(to: URL(filePath: folder.path + "/a.csv"))
    let book = XLSXSheet(
      name: "b", rows: sheet.table.map { $0.map(SpreadsheetText.marked) }, widths: [12], frozenColumns: 3)
    try XLSXWriter().write([book], to: folder.path + "/b.xlsx")
    let csv = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    for arguments in [
      ["--infilter=CSV:44,34,76,1", "--convert-to", "ods", "a.csv"], ["--convert-to", csv, "--outdir", "out", "a.ods"],
      ["--convert-to", csv, "--outdir", "out", "b.xlsx"],
    ] {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/soffice")
      process.currentDirectoryURL = URL(filePath: folder.path)
      process.arguments = ["-env:UserInstallation=file://\(folder.path)/profile", "--headless"] + arguments
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
    }
    for name in ["a", "b"] {
      let (back, numbers) = try Self.read(Array(Data(contentsOf: URL(filePath: "\(folder.path)/out/\(name).csv"))))
      #expect(try SheetImport(back, numbers: numbers, into: files).changed == [], "\(name)")
    }
  }
}
