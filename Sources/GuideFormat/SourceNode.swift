/// A piece of a YAML file with its place: the only thing that the readers of guides see of YAML.
///
/// Texts are as written, never turned into numbers, dates or truth values: `no`, `0123` and `12:30` stay what they
/// are.
struct SourceNode {
  /// What stands there.
  enum Content {
    case text(String, isQuoted: Bool)
    case list([SourceNode])
    case mapping([Entry])
    /// Something about which a fault has already been noted.
    case refused
  }

  /// One key of a mapping with its value; keys are distinct.
  struct Entry {
    let key: String
    let keyPosition: Position
    let value: SourceNode
  }

  let content: Content
  let position: Position

  /// What a message calls the node.
  var typeName: String {
    switch content {
    case .text: "text"
    case .list: "list"
    case .mapping: "mapping"
    case .refused: ""
    }
  }

  /// The keys and values of a mapping; none for anything else.
  var entries: [Entry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }

  /// The value of a key of a mapping.
  subscript(key: String) -> SourceNode? {
    entries.first { $0.key == key }?.value
  }

  /// The text of a scalar; nil for anything else.
  var text: String? {
    if case .text(let text, _) = content { text } else { nil }
  }

  /// The nodes of a list; none for anything else.
  var list: [SourceNode] {
    if case .list(let nodes) = content { nodes } else { [] }
  }
}
