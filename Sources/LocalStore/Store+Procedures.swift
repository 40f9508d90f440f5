import Domain
import Foundation
import GRDB
import Sealing
import SyncCore

/// What is looked for among the procedures: any of some lines, of which every word has to occur, in any of its spellings.
package struct ProcedureQuery: Hashable, Sendable {
  /// Folded words (`FoldedText`): lines, of words, of spellings.
  package let lines: [[[String]]]

  /// A query for those lines.
  package init(lines: [[[String]]]) { self.lines = lines }

  /// Each pair of neighbours of those words by itself.
  package static func pairs(_ words: [String]) -> ProcedureQuery {
    ProcedureQuery(lines: zip(words, words.dropFirst()).map { [["\($0) \($1)"]] })
  }

  /// The query in the language of FTS5; nil where nothing is looked for.
  var match: String? {
    // Nothing but letters, digits and spaces stands between the quotation marks: no word is an operator.
    func quoted(_ spelling: String) -> String? {
      let text = spelling.filter { $0.isLetter || $0.isNumber || $0 == " " }
      return text.isEmpty ? nil : "\"\(text)\""
    }
    let lines = self.lines.compactMap { line -> String? in
      let words = line.map { $0.compactMap(quoted) }.filter { !$0.isEmpty }
      let texts = words.map { "(" + $0.joined(separator: " OR ") + ")" }
      return texts.isEmpty ? nil : "(" + texts.joined(separator: " AND ") + ")"
    }
    return lines.isEmpty ? nil : lines.joined(separator: " OR ")
  }
}

/// Which of the procedures that answer a query come first.
package enum ProcedureOrder: String, Sendable {
  /// Those with the shortest names: where every word is met, the rest of a name is what was not asked for.
  case shortest = "length(folded), number"
  /// Those with more of the words, and the rarer ones (BM25): that costs several times as much.
  case mostTelling = "rank"
}

/// A procedure that answers a query, and the words of its name, as they were read when it was installed.
package struct FoundProcedure: Hashable, Sendable {
  package let code: String
  package let name: String
  package let words: [SearchText.Word]
}

extension Store {
  /// The procedures of the province's catalogue that answer a query, in that order.
  package func procedures(
    _ query: ProcedureQuery, _ order: ProcedureOrder, limit: Int
  ) throws(StoreFault) -> [FoundProcedure] {
    guard let match = query.match else { return [] }
    return try readOne { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT code, name, folded, marked FROM procedure_text
          JOIN procedure ON procedure.number = procedure_text.rowid
          WHERE procedure_text MATCH ? ORDER BY \(order.rawValue) LIMIT ?
          """)
      return try Row.fetchAll(statement, arguments: [match, limit]).map { row in
        FoundProcedure(
          code: row[0], name: row[1], words: SearchText.words(folded: row[2], marked: row[3]))
      }
    }
  }

  /// The procedure with that code.
  package func procedure(_ code: String) throws(StoreFault) -> ListedProcedure? {
    try read {
      try Row.fetchOne($0, sql: "SELECT * FROM procedure WHERE code = ?", arguments: [code]).map(Self.procedure)
    }
  }

  /// Every word that occurs in a code or a name, folded.
  package func procedureWords() throws(StoreFault) -> Set<String> {
    try read { try Set(String.fetchCursor($0, sql: "SELECT term FROM procedure_vocabulary")) }
  }

  /// Keeps a part of the catalogue whose signature was verified, in place of its earlier version: what it does not
  /// name is gone.
  func installProcedures(_ package: GuidePackage) throws -> GuideReception {
    guard let part = ProcedurePart(package) else { return .unreadable }
    // An older version, however well signed, must not come back.
    if let held = try guideVersions()[part.id], package.version <= held { return .older }
    try write { database in
      try Self.forgetProcedures(of: part.id, in: database)
      for procedure in part.procedures { try Self.keep(procedure, of: part.id, in: database) }
      try database.execute(
        sql: "INSERT OR REPLACE INTO procedure_part VALUES (?, ?)", arguments: [part.id, package.version])
    }
    return .installed
  }

  /// The versions of the parts that are held.
  static func procedureVersions(_ database: Database) throws -> [String: Int] {
    let rows = try Row.fetchAll(database, sql: "SELECT part, version FROM procedure_part")
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["part"], $0["version"]) })
  }

  /// Another server has another catalogue, whose parts have the same names.
  static func forgetProcedures(in database: Database) throws {
    try database.execute(sql: "DELETE FROM procedure_text; DELETE FROM procedure; DELETE FROM procedure_part")
  }

  private static func forgetProcedures(of part: String, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM procedure_text WHERE rowid IN (SELECT number FROM procedure WHERE part = ?)", arguments: [part])
    try database.execute(sql: "DELETE FROM procedure WHERE part = ?", arguments: [part])
  }

  private static func keep(_ procedure: ListedProcedure, of part: String, in database: Database) throws {
    let lines = SearchText.lines(SearchText.words(procedure.name))
    try database.cachedStatement(
      sql: """
        INSERT INTO procedure (part, code, name, level, authority, url, folded, marked)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        part, procedure.code, procedure.name, procedure.level.rawValue, procedure.authority, procedure.url,
        lines.folded, lines.marked,
      ])
    let code = procedure.code.prefix(8).filter { $0 != "." }
    // FTS5 itself would not fold `đ`, and nothing else of what `FoldedText` does.
    try database.cachedStatement(sql: "INSERT INTO procedure_text (rowid, words) VALUES (?, ?)")
      .execute(arguments: [database.lastInsertedRowID, "\(code) \(FoldedText.text(procedure.name))"])
  }

  /// Reads the words of every name anew, for a catalogue that an earlier version of the program installed.
  static func readProcedureNames(in database: Database) throws {
    for row in try Row.fetchAll(database, sql: "SELECT number, name FROM procedure") {
      let lines = SearchText.lines(SearchText.words(row["name"]))
      try database.cachedStatement(sql: "UPDATE procedure SET folded = ?, marked = ? WHERE number = ?")
        .execute(arguments: [lines.folded, lines.marked, row["number"] as Int64])
    }
  }

  private static func procedure(_ row: Row) -> ListedProcedure {
    ListedProcedure(
      code: row["code"], name: row["name"], level: ServiceLevel(rawValue: row["level"]), authority: row["authority"],
      url: row["url"])
  }
}
