/// One line of a list of administrative units, as far as the line alone tells that it is good.
package struct UnitRow: Hashable, Sendable {
  /// Where the row begins in its file, from 1.
  package let line: Int
  package let code: UnitCode
  package let state: AdministrativeUnit.State
  /// The unit that this one became part of: a row that has it tells of an end.
  package let mergedInto: UnitCode?

  /// A row from its parts.
  package init(line: Int, code: UnitCode, state: AdministrativeUnit.State, mergedInto: UnitCode? = nil) {
    self.line = line
    self.code = code
    self.state = state
    self.mergedInto = mergedInto
  }

  /// The row that these cells make, white space at their ends aside.
  ///
  /// - Throws: The first fault of the row.
  package init(
    line: Int, code codeText: String, name nameText: String, kind kindText: String, parent parentText: String,
    mergedInto mergedText: String
  ) throws(UnitFault) {
    func code(_ text: String) throws(UnitFault) -> UnitCode? {
      let text = CleanText.line(text)
      guard !text.isEmpty else { return nil }
      guard let code = UnitCode(rawValue: text) else { throw UnitFault(.badCode, line: line, value: text) }
      return code
    }
    guard let unit = try code(codeText) else { throw UnitFault(.badCode, line: line, value: "") }
    let name = CleanText.line(nameText)
    guard !name.isEmpty else { throw UnitFault(.emptyName, line: line, value: unit.rawValue) }
    guard name.utf8.count <= AdministrativeUnit.maximumName else {
      throw UnitFault(.tooLong, line: line, value: unit.rawValue)
    }
    guard let kind = UnitKind(rawValue: CleanText.line(kindText)) else {
      throw UnitFault(.unknownKind, line: line, value: CleanText.line(kindText))
    }
    guard kind.admits(unit) else { throw UnitFault(.badCode, line: line, value: unit.rawValue) }
    self.init(
      line: line, code: unit, state: .init(name: name, kind: kind, parent: try code(parentText)),
      mergedInto: try code(mergedText))
  }
}

/// What can be wrong with a list of administrative units; the codes are stable.
package enum UnitFaultCode: String, CaseIterable, RowFaultCode {
  case unreadable = "units.unreadable"
  case missingColumn = "units.missing-column"
  case wrongWidth = "units.wrong-width"
  case empty = "units.empty"
  /// The code is none, or none for a unit of this kind.
  case badCode = "units.bad-code"
  /// The unit of this code has no name.
  case emptyName = "units.empty-name"
  /// The name of the unit of this code is longer than `AdministrativeUnit.maximumName`.
  case tooLong = "units.too-long"
  /// The word is no kind of unit.
  case unknownKind = "units.unknown-kind"
  /// The code has a row already.
  case doubleCode = "units.double-code"
  /// The unit above is neither in the list nor known to stand.
  case unknownParent = "units.unknown-parent"
  /// The unit above is missing, or is not one level above.
  case wrongParent = "units.wrong-parent"
  /// The unit stands above itself, or became part of itself.
  case circle = "units.circle"
  /// The unit that this one became part of is not known.
  case unknownSuccessor = "units.unknown-successor"
  /// The unit that this one became part of is of another level.
  case wrongSuccessor = "units.wrong-successor"
}

/// Something that is wrong with a list of administrative units.
package typealias UnitFault = RowFault<UnitFaultCode>
/// All that is wrong with a list of administrative units.
package typealias UnitFaults = RowFaults<UnitFaultCode>
