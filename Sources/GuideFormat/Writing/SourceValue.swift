import Domain

/// What a YAML file says, without its places, comments and quoting: what a file is to say is written as one of these.
indirect enum SourceValue: Hashable {
  case text(String)
  case list([SourceValue])
  case mapping([Entry])

  /// One key of a mapping with its value.
  struct Entry: Hashable {
    let key: String
    let value: SourceValue
  }

  /// What stands at a node; nil where it was refused.
  init?(_ node: SourceNode) {
    switch node.content {
    case .text(let text, _): self = .text(text)
    case .list(let nodes): self = .list(nodes.compactMap(SourceValue.init))
    case .mapping(let entries):
      self = .mapping(entries.compactMap { entry in SourceValue(entry.value).map { Entry(key: entry.key, value: $0) } })
    case .refused: return nil
    }
  }

  /// A mapping of the keys that have something to say, in order.
  static func mapping(of pairs: [(key: String, value: SourceValue?)]) -> SourceValue {
    .mapping(pairs.compactMap { pair in pair.value.flatMap { $0.isEmpty ? nil : Entry(key: pair.key, value: $0) } })
  }

  /// The keys and values of a mapping; none for anything else.
  var entries: [Entry] {
    if case .mapping(let entries) = self { entries } else { [] }
  }

  /// The values of a list; none for anything else.
  var list: [SourceValue] {
    if case .list(let values) = self { values } else { [] }
  }

  /// The text; nil for anything else.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The value of a key of a mapping.
  subscript(key: String) -> SourceValue? { entries.first { $0.key == key }?.value }

  /// A list or mapping without anything in it, which says as much as none.
  var isEmpty: Bool {
    switch self {
    case .text: false
    case .list(let values): values.isEmpty
    case .mapping(let entries): entries.isEmpty
    }
  }

  /// Whether two values say the same: the order of keys, loose blanks and empty lists make no difference.
  func says(_ other: SourceValue) -> Bool {
    switch (self, other) {
    case (.text(let mine), .text(let theirs)): return mine == theirs || Self.lines(mine) == Self.lines(theirs)
    case (.list(let mine), .list(let theirs)):
      return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.says($1) }
    case (.mapping, .mapping):
      let (mine, theirs) = (entries.filter { !$0.value.isEmpty }, other.entries.filter { !$0.value.isEmpty })
      return mine.count == theirs.count && mine.allSatisfy { entry in other[entry.key].map(entry.value.says) ?? false }
    default: return isEmpty && other.isEmpty
    }
  }

  /// The name by which an item of a list is found again: its `id` or its `blocker`.
  var name: String? { self["id"]?.text ?? self["blocker"]?.text }

  private static func lines(_ text: String) -> [String] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      CleanText.line(String($0))
    }
    // A block of lines ends with a line feed, which no cell shows.
    return lines.last == "" ? lines.dropLast() : lines
  }
}
