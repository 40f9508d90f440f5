import Domain
import Foundation

/// How a language asks for a secret, as far as its word lists go: what is secret, the verbs of handing it over, to whom, and
/// what denies it. Phrases are words in small letters, with their marks.
struct SecretWords: Sendable {
  /// A word of a phrase, as it is written and as it is without its marks.
  struct Word: Sendable {
    let exact: String
    let bare: String
  }

  typealias Phrase = [Word]

  let secrets: [Phrase]
  /// Verbs of which the person may be the very next word: “đọc cháu”, “tell me”.
  let directVerbs: [Phrase]
  /// Verbs that need a word such as “cho” before the person.
  let otherVerbs: [Phrase]
  /// Verbs of telling news, which a body is told without any asking: “báo cho tổ trưởng”.
  let newsVerbs: [Phrase]
  /// What stands between the verb and the person: “cho”, “to”.
  let towards: [Phrase]
  /// Those who help.
  let persons: [Phrase]
  /// Bodies and offices that help.
  let bodies: [Phrase]
  /// What asks without any of these verbs.
  let wholes: [Phrase]
  let denials: [Phrase]
  /// What may stand between a denial and its verb.
  let fillers: Set<String>
  /// What says that somebody keeps the secret to themselves.
  let keepings: [Phrase]

  static let vietnamese = SecretWords(
    secrets: phrases(
      "mật khẩu", "passcode", "otp", "mã pin", "mã xác thực", "mã xác nhận", "số thẻ ngân hàng", "số căn cước",
      "số cccd"),
    directVerbs: phrases("đọc", "nói", "đưa", "gửi", "nhắn"),
    otherVerbs: phrases("chụp", "báo", "cung cấp", "chuyển", "tiết lộ", "trao", "giao", "mách"),
    newsVerbs: phrases("báo", "nói"), towards: phrases("cho"), persons: people.map(phrase),
    bodies: phrases(
      "tình nguyện viên", "tổ", "cán bộ", "nhân viên", "người hỗ trợ", "đoàn viên", "tổng đài", "chúng tôi",
      "chúng cháu"),
    wholes: people.flatMap {
      phrases("cho \($0) biết", "cho \($0) xem", "\($0) nhập", "\($0) gõ", "để \($0) điền")
    } + phrases("cho cháu", "cho em", "cho tôi"),
    denials: phrases("không", "đừng", "chớ", "chẳng", "ai cũng"),
    fillers: ["ai", "bao", "giờ", "được", "phải", "cần", "nên", "bác", "bà", "con", "có", "hay", "hoặc", "cũng", "hề"],
    keepings: phrases("giữ kín", "giữ riêng", "tự gõ", "tự nhập"))

  static let english = SecretWords(
    secrets: ["password", "passcode", "otp", "pin", "one-time code", "card number", "identity number"].flatMap {
      phrases($0, $0 + "s")
    },
    directVerbs: phrases("tell", "give", "read", "send", "show", "hand", "text"),
    otherVerbs: phrases("share", "provide", "forward", "dictate"), newsVerbs: [], towards: phrases("to", "with"),
    persons: phrases("me", "us", "the volunteer", "your volunteer", "the volunteers"),
    bodies: phrases("the team", "our team", "the digital team", "the officer", "the staff"),
    wholes: phrases("let me type", "let me enter"),
    denials: phrases("not", "never", "nobody", "no one", "don't", "without", "no"),
    fillers: ["please", "ever", "may", "can", "must", "should", "will", "to", "need", "and", "or", "anybody", "you"],
    keepings: phrases("keep", "alone", "yourself"))

  static let all = [vietnamese, english]

  /// What a secret's name begins with, with its marks and without: most sentences have none of these words.
  static let starts = Set(all.flatMap(\.secrets).compactMap(\.first).flatMap { [$0.exact, $0.bare] })

  /// The lists by which a text of a language is read where two lists would read it differently; of a language that has none,
  /// all.
  static func lists(of language: String) -> [SecretWords] {
    switch language {
    case "vi": [vietnamese]
    case "en": [english]
    default: all
    }
  }

  private static let people = ["cháu", "em", "con", "tôi", "mình", "anh", "chị", "tình nguyện viên"]

  private static func phrases(_ texts: String...) -> [Phrase] { texts.map(phrase) }

  private static func phrase(_ text: String) -> Phrase {
    words(text).map { Word(exact: $0, bare: FoldedText.text($0)) }
  }

  /// The words of a text in small letters, with their marks.
  static func words(_ text: String) -> [String] {
    text.precomposedStringWithCanonicalMapping.lowercased().replacing("’", with: "'")
      .split { !($0.isLetter || $0.isNumber || $0 == "'") }.map(String.init)
  }
}
