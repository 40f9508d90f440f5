extension GuideSheet {
  /// A row of a table, and its number there, from 1.
  package typealias TableRow = (number: Int, cells: [String])

  /// The sheet that a table holds.
  ///
  /// - Parameter table: The rows, their titles first, in any order of columns; rows without anything are left out.
  /// - Returns: The sheet, and for each of its rows the number that it has in the table.
  /// - Throws: Everything that is wrong with single rows and with their belonging together.
  package static func read(_ table: [TableRow]) throws(SheetFaults) -> (sheet: GuideSheet, numbers: [Int]) {
    guard let titles = table.first else {
      throw SheetFaults([SheetFault(.missingColumn, row: 1, found: leading[0])])
    }
    let names = titles.cells.map { $0.trimmed }
    let languages = names.filter { language($0) != nil }
    try check(names, languages: languages, row: titles.number)
    var reading = TableReading(titles: names, languages: languages)
    for row in table.dropFirst() { reading.read(row) }
    reading.checkTogether()
    guard reading.faults.isEmpty else { throw SheetFaults(reading.faults) }
    let others = languages.filter { $0 != LocalizedText.base }
    let origin = SheetOrigin(rows: reading.origins)
    return (GuideSheet(languages: [LocalizedText.base] + others, rows: reading.rows, origin: origin), reading.numbers)
  }

  /// The language of a column; nil for the columns of something else.
  private static func language(_ title: String) -> String? {
    guard SheetColumn(rawValue: title) == nil, !leading.contains(title) else { return nil }
    return title == LocalizedText.base ? title : TranslationFile.language(of: title + ".yaml", prefix: "")
  }

  private static func check(_ names: [String], languages: [String], row: Int) throws(SheetFaults) {
    let required = leading + [LocalizedText.base] + SheetColumn.allCases.map(\.rawValue)
    var faults = required.filter { !names.contains($0) }.map { SheetFault(.missingColumn, row: row, found: $0) }
    for (place, name) in names.enumerated() where !name.isEmpty {
      let isKnown = required.contains(name) || languages.contains(name)
      if !isKnown || names[..<place].contains(name) { faults.append(SheetFault(.unknownColumn, row: row, found: name)) }
    }
    if !faults.isEmpty { throw SheetFaults(faults) }
  }
}

/// Reads the rows of a table one after the other, and notes what is wrong with them.
private struct TableReading {
  let titles: [String]
  let languages: [String]
  private(set) var rows: [SheetRow] = []
  private(set) var numbers: [Int] = []
  private(set) var faults: [SheetFault] = []
  private(set) var origins: [(name: String, digest: String, version: String)] = []
  private var places: Set<String> = []

  init(titles: [String], languages: [String]) { (self.titles, self.languages) = (titles, languages) }

  mutating func read(_ row: GuideSheet.TableRow) {
    if let wide = row.cells.dropFirst(titles.count).first(where: { !$0.trimmed.isEmpty }) {
      note(.tooWide, row, found: wide)
    }
    let cells = Dictionary(zip(titles, row.cells.map(\.trimmed))) { first, _ in first }.filter { !$0.key.isEmpty }
    let name = cells["part"] ?? ""
    if name == SheetOrigin.part {
      guard let file = cells["id"], !file.isEmpty else { return note(.missingID, row, "id") }
      origins.append((file, cells["key"] ?? "", cells[SheetColumn.version.rawValue] ?? ""))
      return
    }
    guard let part = SheetPart(rawValue: name) else { return note(.unknownPart, row, "part", found: name) }
    let (id, key) = (cells["id"] ?? "", cells["key"] ?? "")
    let needsID = part != .alias && part != .procedure
    if needsID, id.isEmpty { return note(.missingID, row, "id") }
    if let keys = part.keys {
      guard keys.contains(key) else { return note(.unknownKey, row, "key", found: key) }
    } else if key.isEmpty {
      return note(.missingID, row, "key")
    }
    let bearsFields = part.keys.map { key == $0[0] } ?? true
    var fields: [SheetColumn: String] = [:]
    for column in SheetColumn.allCases {
      guard let cell = cells[column.rawValue], !cell.isEmpty else { continue }
      guard bearsFields, part.columns.contains(column) else {
        note(.notHere, row, column.rawValue, found: cell)
        continue
      }
      if column == .when, ConditionCell.value(cell) == nil { note(.badCondition, row, column.rawValue, found: cell) }
      // Spreadsheets write truth values in capitals.
      fields[column] = column == .optional ? cell.lowercased() : cell
    }
    let words: [String: String] = languages.reduce(into: [:]) { words, language in
      if let cell = cells[language], !cell.isEmpty { words[language] = cell }
    }
    if part == .source, let language = languages.first(where: { $0 != LocalizedText.base && words[$0] != nil }) {
      note(.notHere, row, language, found: words[language] ?? "")
    }
    let read = SheetRow(part: part, id: id, key: key, words: words, fields: fields)
    if words[LocalizedText.base] == nil, part != .alias { note(.emptyText, row, LocalizedText.base) }
    let place = part == .source ? "sources/\(id)" : read.address
    if part != .alias, !places.insert(place).inserted { note(.duplicate, row, found: "\(id) \(key)") }
    rows.append(read)
    numbers.append(row.number)
  }

  /// Checks what no row shows by itself.
  mutating func checkTogether() {
    let translated = languages.filter { language in
      language != LocalizedText.base && rows.contains { $0.words[language] != nil }
    }
    for (row, number) in zip(rows, numbers) {
      if let owner = row.owner, !places.contains(owner) {
        faults.append(SheetFault(.noOwner, row: number, column: "id", found: row.id))
      }
      guard row.part != .alias, row.part != .source, row.words[LocalizedText.base] != nil else { continue }
      for language in translated where row.words[language] == nil {
        faults.append(SheetFault(.untranslated, row: number, column: language))
      }
    }
    if !rows.contains(where: { $0.part == .guide }), faults.isEmpty {
      faults.append(SheetFault(.noOwner, row: 1, column: "part", found: SheetPart.guide.rawValue))
    }
  }

  private mutating func note(
    _ code: SheetFault.Code, _ row: GuideSheet.TableRow, _ column: String = "", found: String = ""
  ) {
    faults.append(SheetFault(code, row: row.number, column: column, found: found))
  }
}
