/// Writes values as YAML in the form of the shipped guides: two spaces a level, one key a line, conditions and lists of
/// names on one line, quotation marks only where words need them.
enum YAMLWriter {
  /// Keys whose values stand on one line, between brackets.
  private static let onOneLine: Set<String> = ["when", "facts"]
  /// Keys whose values are numbers or truth values of the format and stay bare.
  private static let bare: Set<String> = ["format", "version", "optional"]

  /// A whole file.
  static func file(_ value: SourceValue) -> String { lines(value, indent: 0).map { $0 + "\n" }.joined() }

  /// A mapping or list in lines, each indented.
  static func lines(_ value: SourceValue, indent: Int) -> [String] {
    switch value {
    case .text(let text): [blanks(indent) + scalar(text)]
    case .mapping(let entries): entries.flatMap { lines(key: $0.key, $0.value, indent: indent) }
    case .list(let values): values.flatMap { item($0, indent: indent) }
    }
  }

  /// A key with its value, in lines.
  static func lines(key: String, _ value: SourceValue, indent: Int) -> [String] {
    let start = blanks(indent) + scalar(key) + ":"
    if bare.contains(key), let text = value.text, isBareWord(text) { return [start + " " + text] }
    if value.text != nil || value.isEmpty || isOnOneLine(key, value) {
      return [start + " " + flow(value, isInside: false)]
    }
    return [start] + lines(value, indent: indent + 2)
  }

  /// An item of a list, in lines.
  static func item(_ value: SourceValue, indent: Int) -> [String] {
    guard case .mapping = value, !value.isEmpty else { return [blanks(indent) + "- " + flow(value, isInside: false)] }
    let lines = lines(value, indent: indent + 2)
    return lines.enumerated().map {
      $0.offset == 0 ? blanks(indent) + "- " + $0.element.dropFirst(indent + 2) : $0.element
    }
  }

  /// A value on one line.
  static func flow(_ value: SourceValue, isInside: Bool) -> String {
    switch value {
    case .text(let text): scalar(text, isInside: isInside)
    case .list(let values): "[" + values.map { flow($0, isInside: true) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\(scalar($0.key, isInside: true)): \(flow($0.value, isInside: true))" }.joined(separator: ", ")
        + "}"
    }
  }

  /// A text, in quotation marks where it could be read as anything but itself.
  static func scalar(_ text: String, isInside: Bool = false) -> String {
    guard needsQuotes(text, isInside: isInside) else { return text }
    var quoted = ""
    for character in text {
      switch character {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n", "\r\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.append(character)
      }
    }
    return "\"\(quoted)\""
  }

  private static func isOnOneLine(_ key: String, _ value: SourceValue) -> Bool {
    // `facts` of a step is a list of names; that of a guide is a list of mappings, that of a translation a mapping.
    onOneLine.contains(key) && (key == "when" || value.list.allSatisfy { $0.text != nil } && !value.list.isEmpty)
  }

  private static func isBareWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { ("a"..."z").contains(Character(Unicode.Scalar($0))) || (48...57).contains($0) }
  }

  private static func needsQuotes(_ text: String, isInside: Bool) -> Bool {
    guard let first = text.first, let last = text.last, !first.isWhitespace, !last.isWhitespace else { return true }
    if "-?:,[]{}#&*!|>'\"%@`".contains(first) || last == ":" { return true }
    if text.contains(": ") || text.contains(" #") || text.contains(where: { $0.isNewline || $0 == "\t" }) {
      return true
    }
    if isInside, text.contains(where: { ",[]{}".contains($0) }) { return true }
    if ["yes", "no", "true", "false", "null", "on", "off", "y", "n", "~"].contains(text.lowercased()) { return true }
    return isNumber(text)
  }

  /// Whether a reader of YAML would take the text for a number; days such as `2026-11-21` stand bare everywhere.
  private static func isNumber(_ text: String) -> Bool {
    !(GuideDate(text) != nil || (text.utf8.count == 7 && PartialDate(text) != nil))
      && text.contains(where: \.isNumber) && text.allSatisfy { $0.isNumber || ".,:+-_eExX".contains($0) }
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
