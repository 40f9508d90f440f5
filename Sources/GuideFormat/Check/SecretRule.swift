import Domain
import Foundation

/// No step asks for a secret: nobody tells the volunteer a password, a code or the whole number of a card, and no record
/// holds one.
struct SecretRule {
  private let secrets: [[String]]
  private let askings: [[String]]
  private let denials: [[String]]

  /// The rule for texts of a language; of one that it does not know it knows the Vietnamese words only. Marks count:
  /// without them "đừng" (do not) would be "dùng" (use) and "đúng" (right).
  init(language: String) {
    let isEnglish = language == "en"
    secrets = Self.phrases(
      isEnglish
        ? ["password", "passcode", "otp", "pin", "one-time code", "card number", "identity number"]
        : ["mật khẩu", "passcode", "otp", "mã pin", "mã xác thực", "số thẻ ngân hàng", "số căn cước", "số cccd"])
    askings = Self.phrases(isEnglish ? Self.englishAskings : Self.vietnameseAskings)
    denials = Self.phrases(
      isEnglish
        ? ["not", "never", "nobody", "no one", "don't", "without", "keep", "alone"]
        : ["không", "đừng", "chớ", "chẳng", "ai cũng"])
  }

  private static let englishAskings =
    ["tell", "give", "read", "send", "show", "hand"]
    .flatMap { verb in ["me", "us", "the volunteer"].map { "\(verb) \($0)" } } + ["let me type", "let me enter"]

  private static let vietnameseAskings =
    ["cháu", "em", "con", "tôi", "mình", "anh", "chị", "tình nguyện viên"]
    .flatMap { whom in
      ["đọc cho", "đọc", "nói cho", "nói", "đưa cho", "đưa", "gửi cho", "gửi", "chụp cho", "báo cho"].map {
        "\($0) \(whom)"
      }
        + ["cho \(whom) biết", "cho \(whom) xem", "\(whom) nhập", "\(whom) gõ", "để \(whom) điền"]
    } + ["cho cháu", "cho em", "cho tôi"]

  private static func phrases(_ texts: [String]) -> [[String]] { texts.map(words) }

  /// The words of a text in small letters, with their marks.
  private static func words(_ text: String) -> [String] {
    text.precomposedStringWithCanonicalMapping.lowercased().replacing("’", with: "'")
      .split { !($0.isLetter || $0.isNumber || $0 == "'") }.map(String.init)
  }

  func check(_ root: SourceNode, log: FaultLog) {
    for node in root.texts(except: ["sources", "facts", "aliases"]) where asks(node.text ?? "") {
      log.report(.asksSecret, at: node.position, found: node.text ?? "", names: [])
    }
    for step in root["steps"]?.list ?? [] {
      guard let record = step["record"], let text = record.text,
        sentences(of: text).contains(where: { names($0) && place(of: denials, in: $0) == nil })
      else {
        continue
      }
      log.report(.asksSecret, at: record.position, found: text, names: [])
    }
  }

  /// Whether a sentence of the text asks for a secret: what is said before the asking may deny it, and nothing else.
  private func asks(_ text: String) -> Bool {
    sentences(of: text).contains { words in
      guard names(words), let asking = place(of: askings, in: words) else { return false }
      return place(of: denials, in: Array(words[..<asking])) == nil
    }
  }

  private func sentences(of text: String) -> [[String]] {
    text.split(whereSeparator: { ".!?;\n".contains($0) }).map { Self.words(String($0)) }
  }

  private func names(_ words: [String]) -> Bool { place(of: secrets, in: words) != nil }

  /// Where the first of the phrases begins.
  private func place(of phrases: [[String]], in words: [String]) -> Int? {
    words.indices.first { start in phrases.contains { words[start...].starts(with: $0) } }
  }
}
