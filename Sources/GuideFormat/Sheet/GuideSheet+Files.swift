extension GuideSheet {
  /// The sheet of a guide's files, which have no faults; nil where there is no `guide.yaml`.
  ///
  /// - Parameters:
  ///   - files: The texts by name within the guide's folder.
  ///   - languages: The languages of the sheet; one that has no file yet gets an empty column.
  package init?(files: [String: String], languages: [String]) {
    func value(_ name: String) -> SourceValue? {
      files[name].flatMap { SourceTree.read($0, log: FaultLog(file: name)) }.flatMap(SourceValue.init)
    }
    guard let guide = value("guide.yaml") else { return nil }
    let others = languages.filter { $0 != LocalizedText.base }
    let translations = others.reduce(into: [:]) { $0[$1] = value("\($1).yaml") }
    let reader = SheetReading(translations: translations)
    let all = [LocalizedText.base] + others
    self.init(
      languages: all, rows: reader.rows(of: guide),
      origin: SheetOrigin(files: files, languages: all, version: guide["version"]?.text ?? ""))
  }
}

/// Reads the rows of a sheet from what a guide's files say.
private struct SheetReading {
  let translations: [String: SourceValue]

  func rows(of guide: SourceValue) -> [SheetRow] {
    var rows = [row(.guide, guide["id"]?.text ?? "", "title", guide["title"], ["title"], guide)]
    rows += aliases(of: guide)
    if let procedure = guide["procedure"] { rows += texts(.procedure, "", procedure, ["procedure"]) }
    for paper in guide["papers"]?.list ?? [] {
      let id = paper["id"]?.text ?? ""
      rows.append(row(.paper, id, "name", paper["name"], ["papers", id], paper))
    }
    for source in guide["sources"]?.list ?? [] {
      rows.append(row(.source, source["id"]?.text ?? "", "title", source["title"], nil, source))
    }
    for fact in guide["facts"]?.list ?? [] {
      let id = fact["id"]?.text ?? ""
      rows += texts(.fact, id, fact, ["facts", id])
    }
    for step in guide["steps"]?.list ?? [] { rows += self.rows(ofStep: step) }
    return rows
  }

  private func aliases(of guide: SourceValue) -> [SheetRow] {
    var lists = [LocalizedText.base: guide["aliases"]?.list ?? []]
    for (language, translation) in translations { lists[language] = translation["aliases"]?.list ?? [] }
    return (0..<(lists.values.map(\.count).max() ?? 0)).map { place in
      let words = lists.compactMapValues { $0.indices.contains(place) ? $0[place].text : nil }
      return SheetRow(part: .alias, id: "\(place + 1)", key: "", words: words)
    }
  }

  private func rows(ofStep step: SourceValue) -> [SheetRow] {
    let id = step["id"]?.text ?? ""
    let kind = StepReader.kinds.first { step[$0] != nil } ?? "do"
    var text = row(.step, id, "text", step[kind == "guide" ? "text" : kind], ["steps", id, "text"], step)
    text.fields[.step] = kind
    // The key of a guide step holds a guide's id, that of others words.
    text.fields[.guide] = kind == "guide" ? step["guide"]?.text : nil
    var rows = [text]
    if let say = step["say"] { rows.append(row(.step, id, "say", say, ["steps", id, "say"], nil)) }
    for choice in step["choices"]?.list ?? [] {
      let key = choice["id"]?.text ?? ""
      rows.append(row(.choice, id, key, choice["text"], ["steps", id, "choices", key], choice))
    }
    for trouble in step["trouble"]?.list ?? [] {
      let key = trouble["blocker"]?.text ?? ""
      rows.append(row(.trouble, id, key, trouble["remedy"], ["steps", id, "trouble", key], nil))
    }
    return rows
  }

  /// The rows of a part with several texts; the first bears the part's fields.
  private func texts(_ part: SheetPart, _ id: String, _ value: SourceValue, _ address: [String]) -> [SheetRow] {
    (part.keys ?? []).enumerated().compactMap { place, key in
      guard value[key] != nil || place == 0 else { return nil }
      return row(part, id, key, value[key], address + [key], place == 0 ? value : nil)
    }
  }

  private func row(
    _ part: SheetPart, _ id: String, _ key: String, _ text: SourceValue?, _ address: [String]?, _ owner: SourceValue?
  ) -> SheetRow {
    var words = [LocalizedText.base: text?.text ?? ""]
    if let address {
      for (language, translation) in translations {
        let found = address.reduce(translation as SourceValue?) { $0?[$1] }
        if let found = found?.text { words[language] = found }
      }
    }
    var fields: [SheetColumn: String] = [:]
    for column in part.columns {
      guard let value = owner?[column.rawValue] else { continue }
      switch column {
      case .when: fields[column] = ConditionCell.text(value)
      case .facts: fields[column] = value.list.compactMap(\.text).joined(separator: ", ")
      default: fields[column] = value.text
      }
    }
    return SheetRow(part: part, id: id, key: key, words: words, fields: fields)
  }
}
