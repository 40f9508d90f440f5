/// Reads one row of a list of procedures.
package enum ProcedureRow {
  /// The procedure that these cells make, white space at their ends aside.
  ///
  /// - Throws: The first fault of the row.
  package static func procedure(
    line: Int, code: String, name: String, level: String, authority: String, url: String
  ) throws(ProcedureFault) -> ListedProcedure {
    let code = CleanText.line(code)
    guard ListedProcedure.isCode(code) else { throw ProcedureFault(.badCode, line: line, value: code) }
    let name = CleanText.line(name)
    guard !name.isEmpty else { throw ProcedureFault(.emptyName, line: line, value: code) }
    let url = CleanText.line(url)
    guard url.isEmpty || ["https://", "http://"].contains(where: url.hasPrefix), !url.contains(" ") else {
      throw ProcedureFault(.badURL, line: line, value: url)
    }
    let authority = CleanText.line(authority)
    for text in [name, authority, url] where text.count > ListedProcedure.maximumText {
      throw ProcedureFault(.tooLong, line: line, value: code)
    }
    return ListedProcedure(
      code: code, name: name, level: self.level(level), authority: authority.isEmpty ? nil : authority,
      url: url.isEmpty ? nil : url)
  }

  /// The level that a province's word means. Provinces word it in many ways; what is not known stays unknown.
  private static func level(_ word: String) -> ServiceLevel {
    let folded = " \(FoldedText.text(word)) "
    if [" toan trinh ", " full ", " 4 "].contains(where: folded.contains) { return ServiceLevel(rawValue: "full") }
    if [" mot phan ", " partial ", " 3 "].contains(where: folded.contains) { return ServiceLevel(rawValue: "partial") }
    return ServiceLevel(rawValue: "unknown")
  }
}

/// What can be wrong with a list of procedures; the codes are stable.
package enum ProcedureFaultCode: String, CaseIterable, RowFaultCode {
  case unreadable = "procedures.unreadable"
  case missingColumn = "procedures.missing-column"
  case wrongWidth = "procedures.wrong-width"
  case empty = "procedures.empty"
  /// The text is no code of a procedure.
  case badCode = "procedures.bad-code"
  /// The procedure of this code has no name.
  case emptyName = "procedures.empty-name"
  /// The code has a row already.
  case doubleCode = "procedures.double-code"
  /// The text is no address.
  case badURL = "procedures.bad-url"
  /// A text of the procedure of this code is longer than `ListedProcedure.maximumText`.
  case tooLong = "procedures.too-long"
  /// The text asks for a secret.
  case asksSecret = "procedures.asks-secret"
  /// The address looks like an office's, or hides where it leads.
  case suspiciousLink = "procedures.suspicious-link"
}

/// Something that is wrong with a list of procedures.
package typealias ProcedureFault = RowFault<ProcedureFaultCode>
/// All that is wrong with a list of procedures.
package typealias ProcedureFaults = RowFaults<ProcedureFaultCode>
