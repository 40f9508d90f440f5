import Domain
import Foundation
import SearchTesting
import Testbed

/// The first results for a question among the guides and 5,000 procedures, in one `camtay find --json --lines`, against
/// bare FTS5 queries for the same words by the sqlite3 program over the same rows.
struct Find {
  static let procedures = 5000
  static let questions = 400

  let camtay: String
  let content: String

  func report() throws {
    let home = TemporaryFolder()
    let procedures = PlausibleProcedures.list(Self.procedures)
    try ProvinceDevice.install(procedures, in: home.path)
    let questions = PlausibleProcedures.questions(Self.questions, about: procedures)
    let environment = ["CAMTAY_HOME": home.path, "CAMTAY_CONTENT": content, "CAMTAY_LANGUAGE": "vi"]
    let sql = questions.map { question in
      let words = FoldedText.words(question).map { "\"\($0)\"" }.joined(separator: " ")
      return "SELECT code, name FROM procedure_text JOIN procedure ON number = procedure_text.rowid "
        + "WHERE procedure_text MATCH '\(words)' ORDER BY rank LIMIT 9;\n"
    }
    let first = try time(camtay, ["find", "--json", questions[0]], environment: environment)
    var (finds, queries, starts, quits): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    var whole: [Double] = []
    for _ in 0..<7 {
      let words = ["find", "--json", "--lines"]
      // Start-up stands on its own line: what is taken off has read what the search needs, by a question of its own.
      let empty = try time(camtay, words, environment: environment)
      let none = try time(camtay, words, input: questions[1] + "\n", environment: environment)
      let all = try time(camtay, words, input: questions.joined(separator: "\n") + "\n", environment: environment)
      finds.append((all - none) / Double(Self.questions - 1))
      whole.append((all - empty) / Double(Self.questions))
      let path = home.path + "/camtay.sqlite"
      let opened = try time("/usr/bin/sqlite3", [path])
      let full = try time("/usr/bin/sqlite3", [path], input: sql.joined())
      queries.append((full - opened) / Double(Self.questions))
      starts.append(try time(camtay, ["find", "--json", questions[1]], environment: environment))
      quits.append(try time("/usr/bin/sqlite3", [path], input: sql[1]))
    }
    print(
      "a question among \(Self.procedures) procedures: \(Median.milliseconds(finds)); bare FTS5 query by sqlite3: "
        + Median.milliseconds(queries))
    print("  ratio, pair by pair: \(Median.ratio(zip(finds, queries).map { $0 / $1 })) (wanted: at most 2)")
    print(
      "  with what the first question reads shared out among \(Self.questions): "
        + "\(Median.ratio(zip(whole, queries).map { $0 / $1 }))")
    print(
      "one camtay find from start to end: \(Median.milliseconds(starts)); the first, which reads every guide: "
        + "\(Median.milliseconds([first])); sqlite3: \(Median.milliseconds(quits))")
    print("  ratio, pair by pair: \(Median.ratio(zip(starts, quits).map { $0 / $1 })) (for information)")
  }

  private func time(
    _ program: String, _ words: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Double {
    let begin = Clock.now
    let run = try ProgramRun(program, words, input: Data(input.utf8), environment: environment)
    precondition(run.exitCode == 0, run.errors)
    return Clock.now - begin
  }
}
