/// One value in which two versions of a table beside the guides differ, such as a holiday's name.
package struct TableDifference: Hashable, Sendable {
  /// Where it stands: the keys on the way there, and what its entries are known by, as in `years/2026/holidays/2026-11-24/name`.
  package let place: String
  /// The value before; nil where there was none.
  package let old: String?
  /// The value now; nil where there is none.
  package let new: String?

  /// What entries of lists are known by.
  private static let names = ["id", "code", "domain", "suffix", "date", "off", "year"]

  /// Everything in which the newer of two texts of a file differs, in its order, what went last; nil where one is no YAML.
  package static func between(_ old: String, _ new: String) -> [TableDifference]? {
    guard let before = values(of: old), let after = values(of: new) else { return nil }
    let (known, present) = (Dictionary(before) { first, _ in first }, Dictionary(after) { first, _ in first })
    let changed = after.compactMap { place, value in
      known[place] == value ? nil : TableDifference(place: place, old: known[place], new: value)
    }
    return changed
      + before.filter { present[$0.place] == nil }.map { TableDifference(place: $0.place, old: $0.value, new: nil) }
  }

  private static func values(of text: String) -> [(place: String, value: String)]? {
    SourceTree.read(text, log: FaultLog(file: "")).map { values(of: $0, at: []) }
  }

  private static func values(of node: SourceNode, at place: [String]) -> [(place: String, value: String)] {
    switch node.content {
    case .refused: return []
    case .text(let text, _): return [(place.joined(separator: "/"), text)]
    case .mapping(let entries): return entries.flatMap { values(of: $0.value, at: place + [$0.key]) }
    case .list(let items):
      return items.enumerated().flatMap { number, item in
        // Words that mean the same are one value, known by the first of them.
        let words = item.list.compactMap(\.text)
        if let first = words.first {
          return [((place + [first]).joined(separator: "/"), words.joined(separator: ", "))]
        }
        let name = item.text ?? names.lazy.compactMap { item[$0]?.text }.first ?? "\(number + 1)"
        return values(of: item, at: place + [name])
      }
    }
  }
}
