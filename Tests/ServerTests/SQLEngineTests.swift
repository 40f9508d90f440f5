import Foundation
import ServerTesting
import Testing

@testable import Server

/// What both engines do with a statement.
@Suite(.timeLimit(.minutes(10))) struct SQLEngineTests {
  /// Both engines, each with a table `thing` of all types.
  private func engines() async throws -> [any SQLEngine] {
    var engines: [any SQLEngine] = []
    for kind in [StoreKind.sqlite, .postgreSQL] {
      let store = try #require(try await TestServer(kind).store as? SQLServerStore)
      try await store.engine.write { session in
        let table = "CREATE TABLE thing (id {integer} NOT NULL PRIMARY KEY, word {text}, data {bytes}){strict}"
        try session.run(script: session.dialect.spelled(table))
      }
      engines.append(store.engine)
    }
    return engines
  }

  private static let texts = [
    "", "'", "\"; DROP TABLE thing; --", "\\x00", "$1 ?1 {list} %s", "Tổ công nghệ số", "To\u{302}\u{309}", "🧑‍🌾",
    "\u{1}\u{7F}",
    String(repeating: "ễ", count: 100_000),
  ]
  private static let blobs: [[UInt8]] = [
    [], [0], Array(0...255), Array("\\x41".utf8), [UInt8](repeating: 0xFF, count: 1_000_000),
  ]

  @Test func everyValueComesBackByteForByte() async throws {
    var rows: [[SQLValue]] = [.min, -1, 0, 255, 1 << 40, .max].map { [.integer($0), .null, .null] }
    rows += Self.texts.enumerated().map { [.number(1000 + $0), .text($1), .null] }
    rows += Self.blobs.enumerated().map { [.number(2000 + $0), .null, .bytes($1)] }
    for engine in try await engines() {
      for inBulk in [true, false] {
        let back = try await engine.write { [rows] session in
          try session.execute("DELETE FROM thing", [])
          if inBulk {
            try session.insert(into: "thing", ["id", "word", "data"], rows)
          } else {
            for row in rows {
              let changed = try session.execute("INSERT INTO thing (id, word, data) VALUES ($1, $2, $3)", row)
              #expect(changed == 1)
            }
          }
          return try session.query("SELECT id, word, data FROM thing", [])
        }
        func bytes(_ row: [SQLValue]) -> [SQLValue] {
          // Texts as bytes: Swift takes composed and decomposed text for the same.
          row.map { if case .text(let text) = $0 { .bytes(Array(text.utf8)) } else { $0 } }
        }
        #expect(Set(back.map { bytes($0.values) }) == Set(rows.map(bytes)))
        #expect(back.count == rows.count)
      }
      for (column, value) in [("word", SQLValue.text("")), ("data", .bytes([]))] {
        let row = try await engine.write { session in
          try session.execute("DELETE FROM thing", [])
          try session.execute("INSERT INTO thing (id, \(column)) VALUES (1, $1)", [value])
          return try session.row("SELECT \(column) FROM thing WHERE \(column) = $1", [value])
        }
        #expect(row?.values == [value])
      }
    }
  }

  @Test func aTextThatWouldBeCutOffIsRefusedAndNothingOfItStays() async throws {
    for engine in try await engines() {
      for inBulk in [true, false] {
        await #expect(throws: StoreFault.failed(code: "22021")) {
          try await engine.write { session in
            try session.execute("INSERT INTO thing (id) VALUES ($1)", [.number(1)])
            if inBulk {
              try session.insert(into: "thing", ["id", "word"], [[.number(2), .text("a\0b")]])
            } else {
              try session.execute("INSERT INTO thing (id, word) VALUES ($1, $2)", [.number(2), .text("a\0b")])
            }
          }
        }
        let row = try await engine.read { try $0.row("SELECT count(*) AS count FROM thing") }
        #expect(try row?.number("count") == 0)
      }
    }
  }

  @Test func valuesGoToTheirNumbersAndListsMayHaveAnyLength() async throws {
    for engine in try await engines() {
      try await engine.write { session in
        try session.insert(
          into: "thing", ["id", "word"], (0..<1500).map { [.number($0), .text("w\($0)")] })
        // The second value stands first, and the first twice.
        let row = try session.row(
          "SELECT id, word FROM thing WHERE id > $2 AND word = $1 AND word >= $1", [.text("w7"), .number(3)])
        #expect(try row?.number("id") == 7)
        for count in [0, 1, 2, 8, 9, 64, 65, 512, 513, 1200] {
          let words = (0..<count).map { "w\($0)" }
          let rows = try session.query(
            """
            WITH wanted (word) AS (VALUES $list)
            SELECT word, (SELECT id FROM thing WHERE id >= $1 AND thing.word = wanted.word) AS id FROM wanted
            """, [.number(1)], list: words)
          let found = rows.filter { $0.values[1] != .null }
          #expect(Set(try found.map { try $0.text("word") }) == Set(words.dropFirst()))
          #expect(found.count == max(0, count - 1))
        }
        let changed = try session.execute("UPDATE thing SET data = $1 WHERE id < $2", [.bytes([]), .number(10)])
        #expect(changed == 10)
      }
    }
  }

  @Test func aRowSaysWhereItIsNotWhatWasStored() async throws {
    for engine in try await engines() {
      let row = try #require(
        try await engine.write { session in
          try session.execute("INSERT INTO thing (id, word, data) VALUES (1, $1, $2)", [.text("a"), .bytes([1])])
          return try session.row("SELECT id, word, data, NULL AS none FROM thing")
        })
      #expect(try row.textIfPresent("none") == nil)
      #expect(try row.text("word") == "a")
      for read in [
        { _ = try $0.text("id") }, { _ = try $0.integer("word") }, { _ = try $0.bytes("word") },
        { _ = try $0.fingerprint("data") }, { _ = try $0.text("none") }, { _ = try $0.textIfPresent("other") },
      ] as [(SQLRow) throws -> Void] {
        #expect(throws: StoreFault.damaged) { try read(row) }
      }
    }
  }

  @Test func whatReadsCannotWriteAndWhatThrowsLeavesNothing() async throws {
    struct Stop: Error {}
    for engine in try await engines() {
      await #expect(throws: StoreFault.readOnly) {
        try await engine.read { try $0.execute("INSERT INTO thing (id) VALUES (1)", []) }
      }
      await #expect(throws: Stop.self) {
        try await engine.write { session in
          try session.execute("INSERT INTO thing (id) VALUES (1)", [])
          throw Stop()
        }
      }
      #expect(try await engine.read { try $0.query("SELECT id FROM thing", []).isEmpty })
    }
  }
}
