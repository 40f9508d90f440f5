import Foundation
import Yams

/// Reads a file's YAML to a `SourceNode`, and refuses what guides do not need: anchors, aliases, tags, keys that
/// stand twice, depth without end, characters that steer a screen.
struct SourceTree {
  /// How deep lists and mappings may lie in one another.
  private static let deepest = 16

  private var source: SourceText
  private let log: FaultLog

  /// The root of a file, or nil where there is none; the log has the reason.
  static func read(_ text: String, log: FaultLog) -> SourceNode? {
    guard let source = SourceText(text, log: log) else { return nil }
    var tree = SourceTree(source: source, log: log)
    guard let root = tree.compose() else { return nil }
    return tree.node(root, depth: 0)
  }

  /// The parser's tree; where keys stand twice it is read again with keys that all differ.
  private mutating func compose() -> Node? {
    do {
      guard let root = try Yams.Parser(yaml: source.prepared).singleRoot() else {
        log.report(.wrongType, at: .start, found: "", expected: ["mapping"], names: [])
        return nil
      }
      return root
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      if let root = try? Yams.Parser(yaml: source.preparedWithDistinctKeys()).singleRoot() { return root }
      let position = source.position(line: max(1, context.mark.line), column: max(1, context.mark.column))
      log.report(.duplicateKey, at: position, found: source.restored(keys.first ?? ""), names: [])
    } catch let error as YamlError {
      reportSyntax(error)
    } catch {
      log.report(.syntax, at: .start, found: "\(error)", names: [])
    }
    return nil
  }

  private func reportSyntax(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      log.report(.syntax, at: source.position(line: mark.line, column: mark.column), found: problem, names: [])
    case .reader(let problem, _, _, _):
      log.report(.syntax, at: .start, found: problem, names: [])
    default:
      log.report(.syntax, at: .start, found: "\(error)", names: [])
    }
  }

  private func node(_ node: Node, depth: Int) -> SourceNode {
    let mark = (line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    let position = source.position(line: mark.line, column: mark.column)
    func refused(_ code: FaultCode, found: String, expected: [String] = []) -> SourceNode {
      log.report(code, at: position, found: found, expected: expected, names: [])
      return SourceNode(content: .refused, position: position)
    }
    switch source.scalar(line: mark.line, column: mark.column) {
    case "&": return refused(.anchor, found: "&")
    case "*": return refused(.anchor, found: "*")
    case "!": return refused(.tag, found: "!")
    default: break
    }
    switch node {
    case .scalar(let scalar):
      return SourceNode(content: text(scalar, at: position), position: position)
    case .sequence(let sequence):
      guard depth < Self.deepest else { return refused(.tooDeep, found: "", expected: ["\(Self.deepest)"]) }
      return SourceNode(content: .list(sequence.map { self.node($0, depth: depth + 1) }), position: position)
    case .mapping(let mapping):
      guard depth < Self.deepest else { return refused(.tooDeep, found: "", expected: ["\(Self.deepest)"]) }
      return SourceNode(content: .mapping(entries(mapping, depth: depth)), position: position)
    case .alias:
      return refused(.anchor, found: "*")
    }
  }

  private func entries(_ mapping: Node.Mapping, depth: Int) -> [SourceNode.Entry] {
    var entries: [SourceNode.Entry] = []
    var keys: Set<String> = []
    for (keyNode, valueNode) in mapping {
      let key = node(keyNode, depth: depth + 1)
      let value = node(valueNode, depth: depth + 1)
      guard let name = key.text else {
        if case .refused = key.content { continue }
        log.report(.wrongType, at: key.position, found: key.typeName, expected: ["text"], names: [])
        continue
      }
      guard keys.insert(name).inserted else {
        log.report(.duplicateKey, at: key.position, found: name, names: [])
        continue
      }
      entries.append(.init(key: name, keyPosition: key.position, value: value))
    }
    return entries
  }

  /// A scalar's text, composed (NFC). An escape such as `\e` in quotation marks brings characters that do not stand
  /// in the file, so they are looked for here again.
  private func text(_ scalar: Node.Scalar, at position: Position) -> SourceNode.Content {
    let text = source.restored(scalar.string)
    if let forbidden = text.unicodeScalars.first(where: ForbiddenCharacters.contains) {
      log.report(.forbiddenCharacter, at: position, found: SourceText.name(of: forbidden), names: [])
      return .refused
    }
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    return .text(text.precomposedStringWithCanonicalMapping, isQuoted: isQuoted)
  }
}
