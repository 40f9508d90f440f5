/// Changes what a YAML file says and leaves the rest of it, its comments, order and quoting, as it stands.
struct YAMLEdit {
  /// The file cannot be changed in place: it has a form that guides do not need.
  struct Refusal: Error, Hashable {}

  private let lines: [String]

  /// The file's text with what is to be said; the same bytes, where it says that already.
  ///
  /// - Throws: `Refusal` where the text is no sound YAML, or what came out would say something else.
  static func text(_ text: String, saying value: SourceValue) throws(Refusal) -> String {
    let log = FaultLog(file: "")
    guard let root = SourceTree.read(text, log: log), log.isEmpty, let said = SourceValue(root) else { throw Refusal() }
    if said.says(value) { return text }
    let edit = YAMLEdit(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(Self.plain))
    // The last of the lines is what follows the last line feed.
    let last = edit.lines.last == "" ? edit.lines.count - 1 : edit.lines.count
    let edited = edit.edited(root, to: value, in: 0..<last).map { $0 + "\n" }.joined()
    let check = FaultLog(file: "")
    guard let result = SourceTree.read(edited, log: check).flatMap(SourceValue.init), check.isEmpty, result.says(value)
    else { throw Refusal() }
    return edited
  }

  private static func plain(_ line: Substring) -> String {
    var line = line
    if line.hasPrefix("\u{FEFF}") { line = line.dropFirst() }
    return line.hasSuffix("\r") ? String(line.dropLast()) : String(line)
  }

  /// The lines of a block that holds the node and nothing else but comments.
  private func edited(_ node: SourceNode, to value: SourceValue, in range: Range<Int>) -> [String] {
    switch (node.content, value) {
    case (.mapping, .mapping): editedMapping(node, to: value, in: range)
    case (.list(let nodes), .list(let values)): editedList(nodes, to: values, in: range)
    default: YAMLWriter.lines(value, indent: node.position.column - 1)
    }
  }

  // MARK: Mappings

  private func editedMapping(_ node: SourceNode, to value: SourceValue, in range: Range<Int>) -> [String] {
    let indent = node.position.column - 1
    let old = node.entries
    guard let first = old.first, let start = chunks(at: old.map(\.keyPosition.line), in: range) else {
      return YAMLWriter.lines(value, indent: indent)
    }
    var parts: [(key: String, lines: [String])] = []
    for (entry, chunk) in zip(old, start) {
      guard let new = value[entry.key], !new.isEmpty else {
        // The first key of an item stands behind its dash and cannot go alone.
        if entry.key == first.key { return rewritten(value, indent: indent, in: range, first: first) }
        continue
      }
      parts.append((entry.key, edited(entry, to: new, in: chunk)))
    }
    var previous = first.key
    for entry in value.entries where !entry.value.isEmpty {
      if !parts.contains(where: { $0.key == entry.key }), let place = parts.firstIndex(where: { $0.key == previous }) {
        parts.insert((entry.key, YAMLWriter.lines(key: entry.key, entry.value, indent: indent)), at: place + 1)
      }
      previous = entry.key
    }
    return parts.flatMap(\.lines)
  }

  /// The whole mapping anew, with what stands before its first key kept.
  private func rewritten(
    _ value: SourceValue, indent: Int, in range: Range<Int>, first: SourceNode.Entry
  ) -> [String] {
    var lines = YAMLWriter.lines(value, indent: indent)
    let keyLine = first.keyPosition.line - 1
    if !lines.isEmpty { lines[0] = String(self.lines[keyLine].prefix(indent) + lines[0].dropFirst(indent)) }
    return self.lines[range.lowerBound..<keyLine] + lines
  }

  /// One key with its value, to another value.
  private func edited(_ entry: SourceNode.Entry, to new: SourceValue, in chunk: Range<Int>) -> [String] {
    guard let old = SourceValue(entry.value), !old.says(new) else { return Array(lines[chunk]) }
    let keyLine = entry.keyPosition.line - 1
    if isBlock(entry.value, below: keyLine), old.text == nil, new.text == nil {
      return lines[chunk.lowerBound...keyLine] + edited(entry.value, to: new, in: keyLine + 1..<chunk.upperBound)
    }
    let fresh = YAMLWriter.lines(key: entry.key, new, indent: 0)
    if entry.value.position.line - 1 == keyLine, fresh.count == 1 || isFlow(entry.value), let end = end(of: entry.value)
    {
      let line = lines[keyLine]
      let words =
        isFlow(entry.value)
        ? YAMLWriter.flow(new, isInside: false)
        : String(fresh[0].dropFirst(YAMLWriter.scalar(entry.key).count + 2))
      let changed = line.prefix(entry.value.position.column - 1) + words + line.dropFirst(end)
      return lines[chunk.lowerBound..<keyLine] + [String(changed)] + lines[keyLine + 1..<chunk.upperBound]
    }
    let indent = entry.keyPosition.column - 1
    let anew = YAMLWriter.lines(key: entry.key, new, indent: indent)
    let head = lines[keyLine].prefix(indent) + anew[0].dropFirst(indent)
    return lines[chunk.lowerBound..<keyLine] + [String(head)] + anew.dropFirst()
  }

  // MARK: Lists

  private func editedList(_ nodes: [SourceNode], to values: [SourceValue], in range: Range<Int>) -> [String] {
    let dashes = nodes.map { node in node.position.line }
    guard let firstNode = nodes.first, let chunks = chunks(at: dashes, in: range),
      let dash = lines[firstNode.position.line - 1].firstIndex(of: "-")
    else { return YAMLWriter.lines(.list(values), indent: indent(of: range)) }
    let indent = lines[firstNode.position.line - 1].distance(
      from: lines[firstNode.position.line - 1].startIndex, to: dash)
    let old = nodes.map(SourceValue.init)
    var isUsed = nodes.map { _ in false }
    return values.enumerated().flatMap { place, value in
      guard let match = match(for: value, at: place, among: old, isUsed: isUsed, of: values) else {
        return YAMLWriter.item(value, indent: indent)
      }
      isUsed[match] = true
      return edited(item: nodes[match], to: value, in: chunks[match], indent: indent)
    }
  }

  /// The old item that a new one stands for: of its name, else of its words, else, where the lists are equally long,
  /// the one in its place.
  private func match(
    for value: SourceValue, at place: Int, among old: [SourceValue?], isUsed: [Bool], of values: [SourceValue]
  ) -> Int? {
    let open = old.indices.filter { !isUsed[$0] }
    if let name = value.name { return open.first { old[$0]?.name == name } }
    if let same = open.first(where: { old[$0]?.says(value) ?? false }) { return same }
    guard old.count == values.count, open.contains(place), let there = old[place] else { return nil }
    return values.contains { $0.says(there) } ? nil : place
  }

  private func edited(item node: SourceNode, to value: SourceValue, in chunk: Range<Int>, indent: Int) -> [String] {
    guard let old = SourceValue(node), !old.says(value) else { return Array(lines[chunk]) }
    let line = node.position.line - 1
    if case .mapping = value, isBlock(node, below: line - 1), !isFlow(node) {
      return edited(node, to: value, in: chunk)
    }
    if let end = end(of: node), value.text != nil || isFlow(node) {
      let words = YAMLWriter.flow(value, isInside: false)
      let changed = lines[line].prefix(node.position.column - 1) + words + lines[line].dropFirst(end)
      return lines[chunk.lowerBound..<line] + [String(changed)] + lines[line + 1..<chunk.upperBound]
    }
    return lines[chunk.lowerBound..<line] + YAMLWriter.item(value, indent: indent)
  }

  // MARK: Places

  /// The lines of the range parted at those lines, each with the comments before it; nil where two share a line.
  private func chunks(at starts: [Int], in range: Range<Int>) -> [Range<Int>]? {
    guard zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    var bounds: [Int] = []
    for (place, start) in starts.enumerated() {
      var line = start - 1
      let least = place == 0 ? range.lowerBound : starts[place - 1]
      while place > 0, line > least, isComment(line - 1) { line -= 1 }
      bounds.append(place == 0 ? range.lowerBound : line)
    }
    return zip(bounds, bounds.dropFirst() + [range.upperBound]).map { $0..<max($0, $1) }
  }

  private func isComment(_ line: Int) -> Bool {
    let words = lines[line].drop { $0 == " " }
    return words.isEmpty || words.hasPrefix("#")
  }

  private func indent(of range: Range<Int>) -> Int {
    range.first { !isComment($0) }.map { lines[$0].prefix { $0 == " " }.count } ?? 0
  }

  private func isFlow(_ node: SourceNode) -> Bool {
    guard let first = lines[node.position.line - 1].dropFirst(node.position.column - 1).first else { return false }
    return "{[".contains(first)
  }

  private func isBlock(_ node: SourceNode, below line: Int) -> Bool { node.position.line - 1 > line && !isFlow(node) }

  /// The column, from 0, after a value that ends on the line on which it begins; nil where it goes on.
  private func end(of node: SourceNode) -> Int? {
    let line = Array(lines[node.position.line - 1])
    let start = node.position.column - 1
    guard line.indices.contains(start), line[start] != "|", line[start] != ">" else { return nil }
    var (column, depth) = (start, 0)
    var quote: Character?
    while column < line.count {
      let character = line[column]
      if let open = quote {
        if open == "\"", character == "\\" { column += 1 } else if character == open { quote = nil }
        if quote == nil, depth == 0 {
          // Two single quotation marks are one of the text.
          guard open == "'", column + 1 < line.count, line[column + 1] == "'" else { return column + 1 }
          (quote, column) = ("'", column + 1)
        }
      } else if "\"'".contains(character), depth > 0 || column == start {
        quote = character
      } else if "{[".contains(character), depth > 0 || column == start {
        depth += 1
      } else if "}]".contains(character), depth > 0 {
        depth -= 1
        if depth == 0 { return column + 1 }
      } else if depth == 0, character == " ", column + 1 < line.count, line[column + 1] == "#" {
        break
      }
      column += 1
    }
    guard quote == nil, depth == 0 else { return nil }
    var end = column
    while end > start, line[end - 1] == " " { end -= 1 }
    return goesOn(after: node.position.line - 1, indent: line.prefix { $0 == " " || $0 == "-" }.count) ? nil : end
  }

  /// Whether the next line that is no comment is indented deeper, and so belongs to the text before.
  private func goesOn(after line: Int, indent: Int) -> Bool {
    guard line + 1 < lines.count, !isComment(line + 1) else { return false }
    return lines[line + 1].prefix { $0 == " " }.count > indent
  }
}
