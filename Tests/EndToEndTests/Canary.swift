import Domain
import Foundation

/// Something personal that nobody may find anywhere, and the shapes in which it might lie about.
struct Canary {
  /// What it was typed for.
  let name: String
  /// What was typed; for a key, its digits.
  let text: String
  /// The shapes, by their names.
  let forms: [(shape: String, bytes: Data)]

  /// A text: as it is, in Unicode's other forms, without marks, in small and in large letters; and each of these in
  /// UTF-16, backwards, in base 64, in hexadecimal digits and as a web address spells it.
  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
    var spellings: [(String, String)] = [
      ("as it is", text), ("decomposed", text.decomposedStringWithCanonicalMapping),
      ("composed", text.precomposedStringWithCanonicalMapping), ("folded", FoldedText.text(text)),
      ("without spaces", text.filter { !$0.isWhitespace && $0 != "-" }),
    ]
    for (name, words) in spellings {
      spellings.append(("small \(name)", words.lowercased()))
      spellings.append(("large \(name)", words.uppercased()))
    }
    var (forms, known) = ([(shape: String, bytes: Data)](), Set<Data>())
    for (name, words) in spellings {
      var shapes = Self.shapes(Data(words.utf8))
      shapes.append(("UTF-16", words.data(using: .utf16LittleEndian) ?? Data()))
      shapes.append(("UTF-16 from its large end", words.data(using: .utf16BigEndian) ?? Data()))
      shapes.append(("letters backwards", Data(String(words.reversed()).utf8)))
      for (shape, bytes) in shapes where known.insert(bytes).inserted { forms.append(("\(name), \(shape)", bytes)) }
    }
    self.forms = forms
  }

  /// Bytes: as they are, backwards, in base 64, and as digits.
  init(_ name: String, bytes: [UInt8]) {
    self.name = name
    text = Hexadecimal.text(bytes)
    forms = Self.shapes(Data(bytes))
  }

  private static func shapes(_ bytes: Data) -> [(String, Data)] {
    let digits = Hexadecimal.text(bytes)
    let percent = bytes.map { byte in
      let isPlain =
        byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + Hexadecimal.text([byte]).uppercased()
    }.joined()
    var shapes: [(String, Data)] = [
      ("bytes", bytes), ("bytes backwards", Data(bytes.reversed())), ("hexadecimal", Data(digits.utf8)),
      ("large hexadecimal", Data(digits.uppercased().utf8)), ("percent", Data(percent.utf8)),
      ("small percent", Data(percent.lowercased().utf8)), ("plus", Data(percent.replacing("%20", with: "+").utf8)),
    ]
    // Base 64 looks otherwise at each of three places; what lies across its ends is left out.
    for shift in 0..<3 {
      let cut = bytes.dropFirst((3 - shift) % 3)
      let whole = Data(cut.prefix(cut.count / 3 * 3)).base64EncodedString()
      shapes.append(("base 64 at \(shift)", Data(whole.utf8)))
      let web = whole.replacing("+", with: "-").replacing("/", with: "_")
      if web != whole { shapes.append(("web's base 64 at \(shift)", Data(web.utf8))) }
    }
    return shapes
  }
}

/// Looks for all shapes of many canaries at once.
struct CanarySearch {
  private struct Form {
    let canary: String
    let shape: String
    let bytes: Data
  }

  /// By their first two bytes.
  private var forms: [[Form]] = Array(repeating: [], count: 0x1_0000)

  init(_ canaries: [Canary]) {
    for canary in canaries {
      for (shape, bytes) in canary.forms {
        precondition(bytes.count >= 8, "so short a word may stand anywhere")
        forms[Int(bytes[0]) | Int(bytes[1]) << 8].append(Form(canary: canary.name, shape: shape, bytes: bytes))
      }
    }
  }

  /// What lies in the bytes, each with its shape, once.
  func found(in bytes: Data) -> Set<String> {
    var found: Set<String> = []
    bytes.withUnsafeBytes { hay in
      guard hay.count >= 8, let start = hay.baseAddress else { return }
      forms.withUnsafeBufferPointer { forms in
        var pair = Int(hay[0]) << 8
        for end in 1..<hay.count {
          pair = pair >> 8 | Int(hay[end]) << 8
          guard !forms[pair].isEmpty else { continue }
          for form in forms[pair] where end - 1 + form.bytes.count <= hay.count {
            let isHere = form.bytes.withUnsafeBytes { needle in
              memcmp(start + end - 1, needle.baseAddress ?? start, needle.count) == 0
            }
            if isHere { found.insert("\(form.canary): \(form.shape)") }
          }
        }
      }
    }
    return found
  }
}
