import Domain

/// The words and options that follow a command's name.
package struct Arguments: Equatable {
  /// The words that are no options, in order.
  package let words: [String]
  /// Values by option name without its hyphens; a flag's value is empty.
  package let options: [String: String]

  /// The arguments that the words make.
  ///
  /// - Parameters:
  ///   - words: `--name value`, `--name=value`, `--flag` and plain words; after `--` all are plain.
  ///   - valued: The options that take a value.
  ///   - flags: The options that take none.
  package init(_ words: [String], valued: Set<String> = [], flags: Set<String> = []) throws(UserFault) {
    var plain: [String] = []
    var options: [String: String] = [:]
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        plain.append(word)
        continue
      }
      if word == "--" {
        plain += rest
        break
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if flags.contains(name), parts.count == 1 {
        options[name] = ""
      } else if valued.contains(name) {
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
          throw UserFault("usage.no-value", ["option": "--" + name], kind: .usage)
        }
        options[name] = value
      } else {
        let known = valued.union(flags).sorted().map { "--" + $0 }.joined(separator: ", ")
        throw UserFault("usage.unknown-option", ["option": "--" + name, "known": known], kind: .usage)
      }
    }
    self.words = plain
    self.options = options
  }

  /// The plain words as one text.
  package var text: String { words.joined(separator: " ") }

  /// Whether the flag was given.
  package func has(_ flag: String) -> Bool { options[flag] != nil }

  /// The words of a line; double quotes hold words together.
  package static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var isOpen = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        isOpen = true
      } else if character == " ", !isQuoted {
        if isOpen { words.append(word) }
        word = ""
        isOpen = false
      } else {
        word.append(character)
        isOpen = true
      }
    }
    if isOpen { words.append(word) }
    return words
  }
}
