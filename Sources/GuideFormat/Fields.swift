/// How long texts may be, in characters.
package enum TextLimit {
  /// Titles, names, choices: one line.
  package static let line = 200
  /// What a step says to do.
  package static let step = 400
  /// What is said to the citizen, remedies, values of facts.
  static let passage = 600
}

/// Reads the keys of one mapping, and notes whatever is missing, unknown or ill-formed.
///
/// Where something is wrong the readers return nil, or a value that never leaves: a guide with faults is not shown.
struct Fields {
  let position: Position
  let log: FaultLog
  private let values: [String: SourceNode]

  /// The fields of a mapping; anything else is a fault, unless one has been noted already. Without `known` any key
  /// will do.
  init(_ node: SourceNode?, known: [String]?, log: FaultLog) {
    self.log = log
    position = node?.position ?? .start
    var values: [String: SourceNode] = [:]
    if let node {
      switch node.content {
      case .mapping(let entries):
        for entry in entries {
          if let known, !known.contains(entry.key) {
            log.report(.unknownKey, at: entry.keyPosition, found: entry.key, expected: known)
          }
          values[entry.key] = entry.value
        }
      case .refused: break
      case .text, .list: Self.reportType(of: node, expected: "mapping", log: log)
      }
    }
    self.values = values
  }

  /// The value of a key, if it is there.
  func optional(_ key: String) -> SourceNode? { values[key] }

  /// The value of a key that must be there.
  func required(_ key: String) -> SourceNode? {
    if values[key] == nil { log.report(.missingKey, at: position, expected: [key], names: []) }
    return values[key]
  }

  /// The words of a key that must be there, not empty and not too long.
  func text(_ key: String, atMost limit: Int = TextLimit.line) -> String? {
    required(key).flatMap { Self.words($0, atMost: limit, log: log) }
  }

  /// The words of a key that may be left out.
  func optionalText(_ key: String, atMost limit: Int = TextLimit.line) -> String? {
    optional(key).flatMap { Self.words($0, atMost: limit, log: log) }
  }

  /// The name at a key: a-z, 0-9 and hyphens.
  func id(_ key: String = "id") -> String? {
    required(key).flatMap { Self.id($0, log: log) }
  }

  /// The day at a key.
  func date(_ key: String) -> GuideDate? {
    required(key).flatMap { Self.date($0, log: log) }
  }

  /// The date at a key, as far as it is known.
  func partialDate(_ key: String) -> PartialDate? {
    required(key).flatMap { Self.partialDate($0, log: log) }
  }

  /// The day at a key that may be left out.
  func optionalDate(_ key: String) -> GuideDate? {
    optional(key).flatMap { Self.date($0, log: log) }
  }

  /// The word at a key, one of those allowed.
  func word(_ key: String, of allowed: [String]) -> String? {
    guard let node = required(key), let word = Self.scalar(node, log: log) else { return nil }
    if allowed.contains(word) { return word }
    log.report(.badWord, at: node.position, found: word, expected: allowed)
    return nil
  }

  /// The case of an enumeration at a key.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String, _: Word.Type) -> Word? where Word.RawValue == String {
    word(key, of: Word.allCases.map(\.rawValue)).flatMap(Word.init(rawValue:))
  }

  /// The whole number from 1 at a key.
  func number(_ key: String) -> Int? {
    required(key).flatMap { Self.number($0, log: log) }
  }

  /// Whether the key is there and says true.
  func flag(_ key: String) -> Bool {
    guard optional(key) != nil else { return false }
    return word(key, of: ["true", "false"]) == "true"
  }

  /// The address at a key; only one that the citizen does not open may be of a plain http site.
  func url(_ key: String, mayBePlain: Bool = false) -> String? {
    guard let node = required(key), let text = Self.scalar(node, log: log) else { return nil }
    if WebAddress.isSound(text, mayBePlain: mayBePlain) { return text }
    log.report(
      .badURL, at: node.position, found: text, expected: mayBePlain ? ["https://…", "http://…"] : ["https://…"],
      names: [])
    return nil
  }

  /// The nodes of the list at a key, which may be left out.
  func list(_ key: String) -> [SourceNode] {
    optional(key).map { Self.list($0, log: log) } ?? []
  }
}

extension Fields {
  /// A node's text as written; anything else is a fault.
  static func scalar(_ node: SourceNode, log: FaultLog) -> String? {
    if let text = node.text { return text }
    reportType(of: node, expected: "text", log: log)
    return nil
  }

  /// A node's words, without blanks round them.
  static func words(_ node: SourceNode, atMost limit: Int, log: FaultLog) -> String? {
    guard let text = scalar(node, log: log) else { return nil }
    let words = text.trimmed
    if words.isEmpty {
      log.report(.emptyText, at: node.position, names: [])
      return nil
    }
    if words.count > limit {
      log.report(.textTooLong, at: node.position, found: "\(words.count)", expected: ["\(limit)"], names: [])
    }
    return words
  }

  /// A node's name: a-z, 0-9 and hyphens, not at either end.
  static func id(_ node: SourceNode, log: FaultLog) -> String? {
    guard let text = scalar(node, log: log) else { return nil }
    let isSound = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
      default: false
      }
    }
    if isSound, (1...60).contains(text.utf8.count), !text.hasPrefix("-"), !text.hasSuffix("-") { return text }
    log.report(.badID, at: node.position, found: text, expected: ["a-z, 0-9, -"], names: [])
    return nil
  }

  /// A node's date, as far as it is known.
  static func partialDate(_ node: SourceNode, log: FaultLog) -> PartialDate? {
    guard let text = scalar(node, log: log) else { return nil }
    if let date = PartialDate(text) { return date }
    log.report(
      .badDate, at: node.position, found: text, expected: ["YYYY-MM-DD", "YYYY-MM", "YYYY"], names: [])
    return nil
  }

  /// A node's day.
  static func date(_ node: SourceNode, log: FaultLog) -> GuideDate? {
    guard let text = scalar(node, log: log) else { return nil }
    if let date = GuideDate(text) { return date }
    log.report(.badDate, at: node.position, found: text, expected: ["YYYY-MM-DD"], names: [])
    return nil
  }

  /// A node's whole number from 1.
  static func number(_ node: SourceNode, log: FaultLog) -> Int? {
    guard let text = scalar(node, log: log) else { return nil }
    if let number = Int(text), (1...999_999).contains(number), text == "\(number)" { return number }
    log.report(.badNumber, at: node.position, found: text, expected: ["1"], names: [])
    return nil
  }

  /// A node's list.
  static func list(_ node: SourceNode, log: FaultLog) -> [SourceNode] {
    if case .list(let nodes) = node.content { return nodes }
    reportType(of: node, expected: "list", log: log)
    return []
  }

  /// Notes that a node is of the wrong type, unless it has been refused already.
  static func reportType(of node: SourceNode, expected: String, log: FaultLog) {
    if case .refused = node.content { return }
    log.report(.wrongType, at: node.position, found: node.typeName, expected: [expected], names: [])
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}

/// What makes an address fit for a citizen to open.
enum WebAddress {
  /// Whether the address begins with https:// (or http://, where it may) and a host, with nobody's name before it.
  static func isSound(_ text: String, mayBePlain: Bool = false) -> Bool {
    let schemes = mayBePlain ? ["https://", "http://"] : ["https://"]
    guard let scheme = schemes.first(where: text.hasPrefix), text.utf8.count <= 500 else { return false }
    let rest = text.dropFirst(scheme.count)
    guard rest.allSatisfy({ !$0.isWhitespace && $0 != "\\" }) else { return false }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2
      && labels.allSatisfy { label in
        !label.isEmpty && label.utf8.allSatisfy { isHostByte($0) }
      }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
