import Domain
import Foundation
import GRDB

extension Store {
  /// What the search was made from beside the files on the disk: the guides that servers sent, and whose they are.
  package func installedState() throws(StoreFault) -> [String] {
    try read { database in
      let guides = try Row.fetchAll(
        database, sql: "SELECT guide, version, fingerprint FROM installed_guide ORDER BY guide"
      )
      .map { row -> String in "\(row["guide"] as String) \(row["version"] as Int) \(row["fingerprint"] as String)" }
      let key = try Data.fetchOne(database, sql: "SELECT content_key FROM enrolment")
      return guides + [key.map { Hexadecimal.text(Array($0)) } ?? ""]
    }
  }

  /// What `keepSearch` kept of what was made from exactly that; nil where it kept nothing, or something else since.
  package func keptSearch(madeFrom state: [String]) throws(StoreFault) -> [UInt8]? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT content FROM search_cache WHERE fingerprint = ?", arguments: [Self.fingerprint(state)]
      ).map { $0.bytes("content") }
    }
  }

  /// Keeps what a search is made of, so that the next start need not read every guide. It only ever saves time:
  /// nothing that is shown of a guide comes from it but the title in a list.
  package func keepSearch(_ content: [UInt8], madeFrom state: [String]) throws(StoreFault) {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO search_cache VALUES (1, ?, ?)",
        arguments: [Self.fingerprint(state), Data(content)])
    }
  }

  private static func fingerprint(_ state: [String]) -> String {
    Fingerprint(of: CanonicalValue.array(state.map { .text($0) }).bytes).hexadecimal
  }
}
