/// The files that a guide's sheet makes: those there are with their values changed in place, others written anew.
package struct SheetImport {
  /// Every file of the guide by name within its folder, changed or not.
  package let files: [String: String]
  /// The names of those that differ from before, in order.
  package let changed: [String]
  private let rows: [String: Int]

  /// The files after the sheet.
  ///
  /// - Parameters:
  ///   - numbers: For each row of the sheet its number in the table, for what is wrong with it.
  ///   - old: The guide's files by name within its folder; none for a new guide.
  /// - Throws: The name of a file that cannot be changed in place.
  package init(_ sheet: GuideSheet, numbers: [Int], into old: [String: String]) throws(SheetImportRefusal) {
    var files = old
    func put(_ value: SourceValue, in name: String) throws(SheetImportRefusal) {
      guard let text = old[name] else {
        files[name] = YAMLWriter.file(value)
        return
      }
      do { files[name] = try YAMLEdit.text(text, saying: value) } catch { throw SheetImportRefusal(file: name) }
    }
    try put(sheet.structure, in: "guide.yaml")
    for language in sheet.languages where language != LocalizedText.base {
      if let value = sheet.translation(language) { try put(value, in: "\(language).yaml") }
    }
    self.files = files
    changed = files.keys.filter { files[$0] != old[$0] }.sorted()
    rows = Dictionary(zip(sheet.rows.map(\.address), numbers)) { first, _ in first }
  }

  /// A fault of the files made, as a fault of the row from which it came; nil where no row is to blame.
  ///
  /// - Parameter file: The fault's file, by name within the guide's folder.
  package func fault(of fault: Fault, in file: String) -> SheetFault? {
    guard let text = files[file], file != "walks.yaml", let root = SourceTree.read(text, log: FaultLog(file: file))
    else { return nil }
    if fault.code == .missingTranslation, let row = row(of: fault.found.split(separator: "/").map(String.init)) {
      return SheetFault(.guide, row: row, column: String(file.dropLast(".yaml".count)), inner: fault)
    }
    let path = Self.path(to: Position(line: fault.line, column: fault.column), in: root)
    let column = SheetColumn(rawValue: path.last ?? "")?.rawValue ?? ""
    return SheetFault(.guide, row: row(of: path) ?? 1, column: column, inner: fault)
  }

  /// The row of the deepest address on the way there.
  private func row(of path: [String]) -> Int? {
    var path = path
    while !path.isEmpty {
      let address = path.joined(separator: "/")
      for end in ["", "/text", "/label", "/name"] { if let row = rows[address + end] { return row } }
      path.removeLast()
    }
    return rows["title"]
  }

  /// The keys, and the names or numbers of list items, that lead to a place of the file.
  private static func path(to place: Position, in node: SourceNode) -> [String] {
    switch node.content {
    case .mapping(let entries):
      guard let entry = entries.last(where: { $0.keyPosition <= place }) else { return [] }
      return [entry.key] + path(to: place, in: entry.value)
    case .list(let nodes):
      guard let index = nodes.lastIndex(where: { $0.position <= place }) else { return [] }
      let name = nodes[index]["id"]?.text ?? nodes[index]["blocker"]?.text ?? "\(index + 1)"
      return [name] + path(to: place, in: nodes[index])
    case .text, .refused: return []
    }
  }
}

/// A file of a guide that has a form in which it cannot be changed in place.
package struct SheetImportRefusal: Error, Hashable {
  package let file: String
}
