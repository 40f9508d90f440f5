/// One thing in which two versions of a guide differ.
package struct GuideDifference: Hashable, Sendable {
  /// What became of it.
  package enum Change: Hashable, Sendable {
    case added
    case removed
    /// It stands after another step than before; nil, where it is the first now.
    case moved(after: String?)
    /// The words in a language, before and after.
    case words(language: String, old: String, new: String)
    /// What the guide says beside the words, by its key; empty where it says nothing.
    case field(key: String, old: String, new: String)
    /// The Vietnamese words changed and the translation did not.
    case stale(language: String)
  }

  /// What it is, as a sheet's rows name it: `guide`, `step`, `fact` …
  package let part: String
  package let id: String
  package let key: String
  package let change: Change

  /// Everything in which the newer of two sheets of a guide differs, in the order of the newer, what went first.
  package static func between(_ old: GuideSheet, _ new: GuideSheet) -> [GuideDifference] {
    let before = rows(of: old)
    let after = rows(of: new)
    var found: [GuideDifference] = aliases(old, new)
    for row in old.rows where row.part != .alias && after[row.address] == nil {
      // What belongs to a step or fact that went has gone with it.
      if let owner = row.owner, before[owner] != nil, after[owner] == nil { continue }
      found.append(GuideDifference(row, .removed))
    }
    let moved = movedSteps(old, new)
    for row in new.rows where row.part != .alias {
      guard let earlier = before[row.address] else {
        if let owner = row.owner, before[owner] == nil { continue }
        found.append(GuideDifference(row, .added))
        continue
      }
      if row.part == .step, row.key == "text", let after = moved[row.id] {
        found.append(GuideDifference(row, .moved(after: after.isEmpty ? nil : after)))
      }
      found += words(earlier, row) + fields(earlier, row)
    }
    return found
  }

  private init(_ row: SheetRow, _ change: Change) {
    (part, id, key) = (row.part.rawValue, row.id, row.key)
    self.change = change
  }

  private static func rows(of sheet: GuideSheet) -> [String: SheetRow] {
    Dictionary(sheet.rows.filter { $0.part != .alias }.map { ($0.address, $0) }) { first, _ in first }
  }

  private static func words(_ old: SheetRow, _ new: SheetRow) -> [GuideDifference] {
    let base = LocalizedText.base
    let isNew = old.words[base] != new.words[base]
    let translations = Set(old.words.keys).union(new.words.keys).subtracting([base]).sorted()
    return ([base] + translations).compactMap { language in
      let (before, after) = (old.words[language] ?? "", new.words[language] ?? "")
      if before != after { return GuideDifference(new, .words(language: language, old: before, new: after)) }
      return isNew ? GuideDifference(new, .stale(language: language)) : nil
    }
  }

  private static func fields(_ old: SheetRow, _ new: SheetRow) -> [GuideDifference] {
    SheetColumn.allCases.filter { old.fields[$0] != new.fields[$0] }.map {
      GuideDifference(new, .field(key: $0.rawValue, old: old.fields[$0] ?? "", new: new.fields[$0] ?? ""))
    }
  }

  private static func aliases(_ old: GuideSheet, _ new: GuideSheet) -> [GuideDifference] {
    func list(_ sheet: GuideSheet, _ language: String) -> [String] {
      sheet.rows.compactMap { $0.part == .alias ? $0.words[language] : nil }
    }
    let languages = old.languages + new.languages.filter { !old.languages.contains($0) }
    return languages.flatMap { language in
      let (before, after) = (list(old, language), list(new, language))
      func difference(_ words: String, _ change: Change) -> GuideDifference {
        GuideDifference(SheetRow(part: .alias, id: words, key: language, words: [:]), change)
      }
      return before.filter { !after.contains($0) }.map { difference($0, .removed) }
        + after.filter { !before.contains($0) }.map { difference($0, .added) }
    }
  }

  /// The fewest steps that have to move for the old order to become the new, each with the one that it stands after now.
  private static func movedSteps(_ old: GuideSheet, _ new: GuideSheet) -> [String: String] {
    func ids(_ sheet: GuideSheet) -> [String] { sheet.rows.filter { $0.part == .step && $0.key == "text" }.map(\.id) }
    let (before, after) = (ids(old), ids(new))
    let places = Dictionary(before.enumerated().map { ($1, $0) }) { first, _ in first }
    let common = after.filter { places[$0] != nil }
    // The longest run of steps that keep their order stays; the others have moved.
    var best: [(length: Int, previous: Int?)] = []
    for (index, id) in common.enumerated() {
      let previous = (0..<index).filter { (places[common[$0]] ?? 0) < (places[id] ?? 0) }
        .max { best[$0].length < best[$1].length }
      best.append(((previous.map { best[$0].length } ?? 0) + 1, previous))
    }
    var staying: Set<String> = []
    var place = best.indices.max { best[$0].length < best[$1].length }
    while let index = place {
      staying.insert(common[index])
      place = best[index].previous
    }
    return common.filter { !staying.contains($0) }.reduce(into: [:]) { moved, id in
      let index = after.firstIndex(of: id) ?? 0
      moved[id] = index == 0 ? "" : after[index - 1]
    }
  }
}
