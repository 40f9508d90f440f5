import Domain
import Foundation

/// How a language speaks of secrets, as far as its word lists go: what is secret, the verbs of asking for it, handing it
/// over, writing it down and typing it, and what denies or excuses them. Phrases are words in small letters, with their marks.
struct SecretWords: Sendable {
  /// A word of a phrase, as it is written and as it is without its marks.
  struct Word: Sendable, Hashable {
    let exact: String
    let bare: String
  }

  typealias Phrase = [Word]

  /// Passwords and codes: nobody asks for them, whoever it is.
  let codes: [Phrase]
  /// Numbers that people write on forms, but tell no helper: of bank cards and of the identity.
  let numbers: [Phrase]
  /// What is a secret only beside words that say so: “the code … that arrived”.
  let veiled: [VeiledSecret]
  /// Asking for something: “hỏi”, “ask for”.
  let requests: [Phrase]
  /// What asks behind the secret's name and whose it is: “mật khẩu của bác là gì”.
  let questions: [Phrase]
  /// What asks behind the secret's name: “là bao nhiêu”.
  let amounts: [Phrase]
  /// Handing something over, saying or showing it.
  let handings: [Phrase]
  /// Those of them that also tell news: “báo”, “nói”.
  let news: [Phrase]
  /// Those of them that tell that something has happened; what is told is not the secret that another clause names.
  let events: [Phrase]
  /// Those of them that send: machines do it, too.
  let sendings: [Phrase]
  /// What hands over without such a verb, with a helper behind it: “cho cháu”.
  let givings: [Phrase]
  /// Keeping something in writing or as a picture.
  let recordings: [Phrase]
  let typings: [Phrase]
  /// Looking on, which is denied in one breath with the others.
  let lookings: [Phrase]
  /// What else helpers may do who are let: “để cháu mượn”.
  let takings: [Phrase]
  /// What only begins like one of the verbs: “lấy lại”.
  let harmless: [Phrase]
  /// Those of the handings that people also do for themselves before they type.
  let readings: [Phrase]
  /// Behind a typing or reading: for somebody else. “hộ”, “for the citizen”
  let services: [Phrase]
  /// In front of helpers who are to do something: “để cháu gõ”.
  let lettings: [Phrase]
  /// What stands between a handing and the person: “cho”, “to”.
  let towards: [Phrase]
  /// Those who help, as they call themselves.
  let helpers: [Phrase]
  /// Other people and bodies to whom something is handed.
  let bodies: [Phrase]
  /// Ways on which something leaves the citizen: groups, calls, a team's book, aloud.
  let channels: [Phrase]
  let denials: [Phrase]
  /// What may stand between a denial and its verb, besides persons and verbs.
  let fillers: Set<Word>
  /// What may stand between a verb and what it is about, besides persons.
  let links: Set<Word>
  let citizens: [Phrase]
  /// What begins a part of its own of what the verb is about: of words behind it the verb is about something else.
  let heads: Set<Word>
  /// What lets one person do what is denied to all: “chỉ”, “only”.
  let onlys: Set<Word>
  /// In front of those whom a denial leaves out: “trừ cháu”, “except me”.
  let exceptions: [Phrase]
  /// What parts clauses besides punctuation.
  let breaks: Set<Word>
  /// Words by which the secret is not what the verb is about: “quên mật khẩu”.
  let others: Set<Word>
  /// Those of them that set a secret, which may then be written down.
  let settings: Set<Word>
  /// What behind a secret's name says something of it: no verb before is about it then.
  let predicates: Set<Word>
  /// What says that somebody keeps the secret to themselves.
  let keepings: [Phrase]
  /// Right in front of a verb: the citizen does it alone.
  let alone: Set<Word>
  /// What asks for a secret or sends one by itself.
  let machines: [Phrase]
  /// Buttons are tapped, and what follows is their label.
  let taps: Set<Word>
  /// Behind a verb of sending: it is a machine's doing. “gửi lại”, “gửi … về máy”
  let machineWays: [Phrase]
  /// Strangers and swindlers, as those who ask.
  let outsiders: [Phrase]
  /// What begins words that somebody else says, before a colon.
  let sayings: [Phrase]
  /// A clause that begins so tells when somebody asks.
  let conditions: [Phrase]
  /// What says that something has happened, and is no instruction.
  let pasts: [Phrase]
  /// What says of a whole clause that it is wrong.
  let warnings: [Phrase]
  /// What asks, before it, why a denied thing is not done.
  let reproaches: [Phrase]
  /// What follows, behind it, where a denied thing is not done.
  let threats: [Phrase]
  /// What begins a clause that adds to who is meant.
  let asides: [Phrase]
  /// What asks whether something is done, and what ends such a question; none where nothing does.
  let whethers: [Phrase]
  let whetherEnds: [Phrase]

  var verbs: [Phrase] { requests + handings + recordings + typings + lookings }
  var persons: [Phrase] { citizens + helpers + bodies }
  var secrets: [Phrase] { codes + numbers }

  static let all = [vietnamese, english]

  /// The names of secrets by their last word, with its marks and without: most sentences have none of these words.
  static let names = byLastWord(all.flatMap(\.secrets))
  /// In the same way those of secrets that are such only beside other words.
  static let veiledNames = byLastWord(all.flatMap(\.veiled).flatMap(\.names))

  private static func byLastWord(_ names: [Phrase]) -> [String: [Phrase]] {
    Dictionary(
      names.flatMap { name in (name.last.map { [$0.exact, $0.bare] } ?? []).map { ($0, [name]) } },
      uniquingKeysWith: +)
  }

  /// The lists by which a text of a language is read where two lists would read it differently; of a language that has none,
  /// all.
  static func lists(of language: String) -> [SecretWords] {
    switch language {
    case "vi": [vietnamese]
    case "en": [english]
    default: all
    }
  }

  /// Names of secrets that every language's texts use.
  static let everywhere = phrases(
    """
    mật khẩu, mậtkhẩu, mật mã, password, passwords, passcode, passcodes, otp, otps, o t p, mã pin, số pin, mã xác thực,
    mã xác nhận, mã xác minh, mã kích hoạt, mã bảo mật, mã sáu số, mã sáu chữ số, mã 6 số, mã 6 chữ số, cvv, cvc,
    pin code, pin codes, one time code, one time codes, verification code, verification codes, security code,
    security codes, activation code, activation codes, six digit code, 6 digit code
    """)

  /// Phrases that commas part.
  static func phrases(_ text: String) -> [Phrase] {
    text.split { $0 == "," || $0 == "\n" }.map { phrase(String($0)) }.filter { !$0.isEmpty }
  }

  /// Single words that spaces part.
  static func set(_ text: String) -> Set<Word> { Set(phrase(text)) }

  private static func phrase(_ text: String) -> Phrase {
    words(text).map { Word(exact: $0, bare: FoldedText.text($0)) }
  }

  /// The words of a text in small letters, with their marks.
  static func words(_ text: String) -> [String] {
    text.precomposedStringWithCanonicalMapping.lowercased().replacing("’", with: "'")
      .split { !($0.isLetter || $0.isNumber || $0 == "'") }.map(String.init)
  }
}
