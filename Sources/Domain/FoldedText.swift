import Foundation

/// Text as people compare it: lower case, without Vietnamese marks, with đ as d.
package enum FoldedText {
  /// The text folded; everything that is no letter or digit stays as it is.
  package static func text(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      if scalar == "đ" {
        folded.append("d")
      } else if !scalar.properties.generalCategory.isMark {
        folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// The folded words, split at everything that is no letter or digit; each character of `kept` is a word of its own.
  package static func words(_ text: String, keeping kept: String = "") -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func close() {
      if !word.isEmpty { words.append(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in Self.text(text).unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.append(scalar)
      } else {
        close()
        if kept.unicodeScalars.contains(scalar) { words.append(String(scalar)) }
      }
    }
    close()
    return words
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isMark: Bool { self == .nonspacingMark || self == .spacingMark || self == .enclosingMark }
}
