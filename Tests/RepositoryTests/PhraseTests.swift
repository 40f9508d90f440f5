import Foundation
import GuideFormat
import LocalStore
import Phrases
import Server
import SyncClient
import SyncCore
import Testbed
import Testing
import Yams

@testable import Domain
@testable import Shell

/// The phrase files and the code hold each other to account.
@Suite struct PhraseTests {
  static let content = ContentFolder(path: Checkout.path)
  static let languages = content.languages()
  static let vietnamese = (try? content.phrases("vi").keys) ?? []

  /// Missing, empty, left behind, with other arguments: by the check that guides and tables have (`guides check locales`).
  @Test func everyLanguageHasEveryPhrase() throws {
    #expect(Self.languages.first == "vi")
    #expect(Self.languages.contains("en"))
    let files = try ContentFolder.guideFiles(at: Checkout.path + "/locales")
    #expect(PhraseReview.isPhrases(files) && files.keys.contains("en.sources"))
    let faults = PhraseReview.faults(files)
    #expect(faults.isEmpty, "\(faults.map(\.description))")
  }

  @Test func aYAMLReaderSeesTheSamePhrases() throws {
    for language in Self.languages {
      let file = "locales/\(language).yaml"
      let text = try SourceTree.text(file)
      let mine = try Phrases.texts(of: text, file: file)
      let theirs = try #require(try Yams.compose(yaml: text)?.mapping)
      #expect(theirs.count == mine.count)
      for (key, value) in theirs { #expect(mine[key.string ?? ""] == value.string) }
    }
  }

  @Test(arguments: ["a: b", "a \"b\"", "a: \"b", "a: \"b\" c\"", "a: \"b\"\na: \"c\"", "a: \"\\x\"", "  a: \"b\" #"])
  func aLineThatIsNoPhraseIsRefused(_ text: String) {
    #expect(throws: PhraseFault.self) { try Phrases.texts(of: text, file: "x.yaml") }
  }

  @Test func everyPhraseIsComposed() throws {
    for language in Self.languages {
      let phrases = try Self.content.phrases(language)
      for key in Self.vietnamese {
        let text = phrases(key)
        #expect(text == text.precomposedStringWithCanonicalMapping, "\(language): \(key) is not composed")
      }
    }
  }

  /// Keys that stand in the code as they are.
  @Test func everyKeyInTheCodeHasAPhrase() throws {
    for file in SourceTree.swiftFiles(in: ["Sources/Shell", "Sources/camtay"]) {
      let text = try SourceTree.text(file)
      for match in text.matches(of: /(?:phrases|ask)\(\s*"([a-z0-9._-]+)"/) {
        #expect(Self.vietnamese.contains(String(match.output.1)), "\(file): \(match.output.1)")
      }
      for match in text.matches(of: /UserFault\(\s*"([a-z0-9._-]+)"/) {
        #expect(Self.vietnamese.contains("fault.\(match.output.1)"), "\(file): \(match.output.1)")
      }
    }
  }

  /// Keys that the code puts together.
  @Test func everyCodeHasASentence() {
    var keys: [String] = []
    keys += StoreFault.Code.allCases.map { "fault.\($0.rawValue)" }
    keys += CleanText.Refusal.allCases.map { "fault.\($0.rawValue)" }
    keys += PersonalDataKind.allCases.map { "fault.\($0.code)" }
    keys += FaultCode.allCases.map(Fault.key(of:))
    keys += UnitFaultCode.allCases.map { "server.\($0.rawValue)" }
    keys += ProblemCode.allCases.map { "fault.sync.refused.\($0.rawValue)" }
    keys += GuideReception.allCases.map { "sync.guide-\($0.rawValue)" }
    keys += PublishOutcome.allCases.map { "guides.outcome-\($0.rawValue)" }
    keys += TLSFault.Code.allCases.map { "server.\($0.rawValue)" }
    keys += DamageFinding.Damage.allCases.map { "server.damage.\($0.rawValue)" }
    let faults: [SyncFault] = [
      .badAddress(""), .tokenRefused(isRevoked: true), .tokenRefused(isRevoked: false), .badAnswer(status: 0),
      .unsettled, .notEnrolled, .wrongDevice, .notTheServer, .brokenFeed, .enrolAgain, .answerTooLarge, .answerDamaged,
      .withoutBody(index: 0),
    ]
    let bundles: [BundleFault] = [
      .cannotRead(path: ""), .cannotWrite(path: ""), .writtenBadly(path: ""), .notABundle(path: ""), .damaged(path: ""),
      .newer(path: ""), .otherTeam(path: ""), .withoutBody(path: "", index: 0), .nothingThere(path: ""),
    ]
    keys += bundles.map { "fault.\($0.code)" }
    keys += faults.map { "fault.\($0.code)" }
    keys += ["connection-refused", "name-unknown", "timed-out", "not-secure", "connection-failed"]
      .map { "fault.sync.unreachable.\($0)" }
    keys += ServiceType.known.map { "service.\($0.rawValue)" } + Outcome.known.map { "outcome.\($0.rawValue)" }
    keys += PlaceType.known.map { "place.\($0.rawValue)" } + OperatedBy.known.map { "operated_by.\($0.rawValue)" }
    keys += AgeBand.known.map { "age_band.\($0.rawValue)" }
    keys += Role.allCases.map { "role.\($0.rawValue)" }
    for command in CommandTable.rows { keys += ["names", "summary", "help"].map { "command.\(command.id).\($0)" } }
    for key in keys { #expect(Self.vietnamese.contains(key), "no phrase \(key)") }
  }

  /// What people are told to type stands in their own language: the first names of the command and of the job.
  @Test func everyUsageNamesTheJobInItsLanguage() throws {
    for language in Self.languages {
      let phrases = try Self.content.phrases(language)
      func first(_ key: String) -> String { String(phrases(key).split(separator: ",")[0]) }
      let command = first("command.guides.names")
      for job in GuidesCommand.jobs {
        let name = first("guides.\(job.id)")
        let typed = "\(command) \(name.contains(" ") ? "\"\(name)\"" : name)"
        #expect(phrases("fault.guides.\(job.id)-usage").contains(typed), "\(language): \(job.id)")
      }
      for part in ["export", "import"] {
        let typed = [command, first("guides.sheet"), first("guides.sheet.\(part)")].joined(separator: " ")
        #expect(phrases("fault.guides.sheet-usage").contains(typed), "\(language): \(typed)")
      }
      guard language != "en" else { continue }
      let english = try Self.content.phrases("en")
      let typed = GuidesCommand.jobs.map { "\(english("command.guides.names").split(separator: ",")[0]) \($0.id)" }
      for key in Self.vietnamese {
        #expect(!typed.contains { phrases(key).contains($0) }, "\(language): \(key) names a job in English")
      }
    }
  }

  @Test func commandNamesAndKeysAreUnambiguous() throws {
    for language in Self.languages {
      let phrases = try Self.content.phrases(language)
      var names: [String: String] = [:]
      for command in CommandTable.rows {
        for name in CommandNames.names(of: command, in: phrases) {
          let folded = FoldedText.words(name, keeping: "?").joined(separator: " ")
          #expect(names[folded] ?? command.id == command.id, "\(language): \(name) means two commands")
          names[folded] = command.id
        }
      }
      let letters = ["back", "skip", "blocker", "note", "pause", "help", "quit"].map { phrases("key.\($0)").prefix(1) }
      #expect(Set(letters).count == letters.count, "\(language): a key has two meanings")
    }
  }
}
