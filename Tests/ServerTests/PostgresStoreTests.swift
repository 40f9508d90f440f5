import Domain
import ServerTesting
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// The server's store in PostgreSQL, as administrators meet it.
@Suite(.timeLimit(.minutes(10))) struct PostgresStoreTests {
  @Test func serversThatStartAtOnceMakeOneStore() async throws {
    let database = try await TestPostgres.database()
    let epochs = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 { group.addTask { try await database.open(connections: 1).facts().epoch } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(epochs.count == 1)
    #expect(try database.psql("SELECT version FROM camtay_schema") == (1...ServerSchema.version).map(String.init))
  }

  /// Two servers, eight devices at once: the numbers of the changes have no holes, their chain is whole, and whoever
  /// asks again and again for what is newer than the last gets every one.
  @Test func changeNumbersFollowTheOrderOfCommits() async throws {
    let server = try await TestServer(.postgreSQL)
    let database = try #require(server.database)
    let stores = [try await database.open(), try await database.open()]
    let team = try await server.team().id
    var writers: [StoreWriter] = []
    for number in 1...8 { writers.append(try await StoreWriter(number, joining: team, of: server)) }
    let polled = try await withThrowingTaskGroup(of: [Int].self) { group in
      for (number, writer) in writers.enumerated() {
        group.addTask {
          var writer = writer
          for batch in 0..<15 {
            _ = try await writer.write([.sample(), .sample()], to: stores[(number + batch) % 2])
          }
          return []
        }
      }
      group.addTask {
        var changes: [Int] = []
        while changes.count < 240 {
          try Task.checkCancellation()
          changes += try await stores[changes.count % 2].engine.read { [last = changes.last ?? 0] session in
            try session.query(
              "SELECT change FROM entry WHERE team = $1 AND change > $2 ORDER BY change", [.text(team), .number(last)]
            ).map { try $0.number("change") }
          }
        }
        return changes
      }
      return try await group.reduce([], +)
    }
    #expect(polled == Array(1...240))
    var place = FeedPlace.start(of: team)
    let rows = try await stores[0].engine.read { session in
      try session.query("SELECT header_hash, feed_hash FROM entry WHERE team = $1 ORDER BY change", [.text(team)])
    }
    for row in rows {
      place = place.next(header: try row.fingerprint("header_hash"))
      #expect(try row.fingerprint("feed_hash") == place.hash)
    }
    #expect(try database.psql("SELECT change FROM team WHERE team = '\(team)'") == ["240"])
  }

  /// What a push costs does not grow with what the team has, though PostgreSQL knows nothing of a table that is new.
  @Test func aPushDoesNotReadWhatTheTeamHas() async throws {
    let server = try await TestServer(.postgreSQL)
    let database = try #require(server.database)
    var writer = try await StoreWriter(1, joining: server.team().id, of: server)
    for _ in 0..<20 {
      #expect(try await writer.write((0..<100).map { _ in .sample() }, to: server.store).outcome == .stored)
    }
    // The figures are whole once the connections are closed.
    try await server.store.close()
    let read = try database.psql(
      """
      SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = t.schemaname AND relname = 'entry')
        + seq_tup_read FROM pg_stat_user_tables t WHERE schemaname = '\(database.name)' AND relname = 'entry'
      """)
    #expect(try #require(read.first.flatMap { Int($0) }) < 200)
  }

  @Test func databasesOfOthersAndOfTheFutureAreLeftAlone() async throws {
    let foreign = try await TestPostgres.database()
    try foreign.psql("CREATE TABLE team (name TEXT)")
    await #expect(throws: StoreFault.foreign) { try await foreign.open() }
    #expect(try foreign.tables() == ["team"])

    let newer = try await TestPostgres.database()
    _ = try await newer.open()
    try newer.psql("INSERT INTO camtay_schema (version) VALUES (9)")
    await #expect(throws: StoreFault.newer(version: 9)) { try await newer.open() }

    let empty = try await TestPostgres.database()
    await #expect(throws: StoreFault.missing(name: "postgres")) { try await empty.open(create: false) }
    #expect(try empty.tables().isEmpty)
  }

  @Test func aPlaceWhereNoPostgreSQLIsSaysSo() async throws {
    let fault = await #expect(throws: StoreFault.self) {
      try await StoreAddress("postgres:host=/nonexistent password=secret").open(create: true)
    }
    guard case .unreachable(let reason) = fault else { return #expect(fault == .unreachable(reason: "")) }
    #expect(reason.contains("/nonexistent"))
    #expect(!reason.contains("secret"))
  }

  @Test func addressesAreReadWithoutShowingPasswords() throws {
    #expect(try StoreAddress("sqlite:a:b") == .sqlite(path: "a:b"))
    for url in ["postgresql://u:p@h:5/d?application_name=x", "postgres://h/d", "postgresql:///d"] {
      #expect(try StoreAddress(url) == .postgreSQL(conninfo: url))
    }
    #expect(try StoreAddress("postgres:host=h dbname=d") == .postgreSQL(conninfo: "host=h dbname=d"))
    #expect(try StoreAddress("postgres:") == .postgreSQL(conninfo: ""))
    for bad in [
      "postgres:secret", "postgres:hots=secret", "postgres:password='secret", "postgres://u:secret@h/?no_such=1",
    ] {
      #expect(throws: StoreFault.badAddress("postgres:…")) { try StoreAddress(bad) }
    }
    for bad in ["", "sqlite", "sqlite:", "mysql:x", "/a/b"] {
      #expect(throws: StoreFault.badAddress(bad)) { try StoreAddress(bad) }
    }
  }
}

extension TestPostgres.Database {
  /// The tables of the schema, in the order of their names.
  func tables() throws -> [String] {
    try psql("SELECT tablename FROM pg_tables WHERE schemaname = '\(name)' ORDER BY tablename")
  }
}
