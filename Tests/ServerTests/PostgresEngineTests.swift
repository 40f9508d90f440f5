import Domain
import ServerTesting
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// What only PostgreSQL brings along: connections that break, and transactions at the same time.
@Suite(.timeLimit(.minutes(10))) struct PostgresEngineTests {
  @Test func aConnectionThatBrokeAtRestIsReplaced() async throws {
    let database = try await TestPostgres.database()
    let store = try await database.open()
    let epoch = try await store.facts().epoch
    for _ in 0..<3 {
      try database.disconnectAll()
      #expect(try await store.facts().epoch == epoch)
    }
  }

  @Test func aTransactionWhoseConnectionBreaksIsNotDone() async throws {
    let database = try await TestPostgres.database()
    let store = try await database.open()
    let fault = await #expect(throws: StoreFault.self) {
      try await store.engine.write { session in
        try session.execute("INSERT INTO fact (name, value) VALUES ('x', 'y')", [])
        try database.disconnectAll()
        try session.execute("INSERT INTO fact (name, value) VALUES ('z', 'y')", [])
      }
    }
    guard case .unreachable = fault else { return #expect(fault == .unreachable(reason: "")) }
    let broken = await #expect(throws: StoreFault.self) {
      try await store.engine.write { session in
        try session.execute("INSERT INTO fact (name, value) VALUES ('x', 'y')", [])
        // What is left to do is only to commit.
        try database.disconnectAll()
      }
    }
    guard case .unreachable = broken else { return #expect(broken == .unreachable(reason: "")) }
    #expect(try database.psql("SELECT name FROM fact ORDER BY name") == ["epoch", "signing_key"])
    _ = try await store.facts()
  }

  @Test func moreTransactionsThanConnectionsWaitTheirTurn() async throws {
    let database = try await TestPostgres.database()
    let store = try await database.open(connections: 2)
    let most = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<24 {
        group.addTask {
          let work: @Sendable (any SQLSession) throws -> Int = { session in
            try session.execute("SELECT pg_sleep(0.02)", [])
            let row = try session.row(
              "SELECT count(*) AS count FROM pg_stat_activity WHERE application_name = $1", [.text(database.name)])
            return try row?.number("count") ?? 0
          }
          return number.isMultiple(of: 2) ? try await store.engine.read(work) : try await store.engine.write(work)
        }
      }
      return try await group.reduce(0, max)
    }
    #expect(most == 2)
  }

  /// Two transactions lock two rows in opposite orders: PostgreSQL ends one of them, which then is tried again.
  @Test func aTransactionThatStoodInTheWayIsTriedAgain() async throws {
    let database = try await TestPostgres.database()
    let store = try await database.open()
    try database.psql("INSERT INTO fact (name, value) VALUES ('a', '0'), ('b', '0')")
    // A sequence counts also what is not committed.
    try database.psql("CREATE SEQUENCE runs")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for order in [["a", "b"], ["b", "a"]] {
        group.addTask {
          try await store.engine.write { session in
            let update = "UPDATE fact SET value = value || 'x' WHERE name = $1"
            try session.execute(update, [.text(order[0])])
            try session.execute("SELECT nextval('runs')", [])
            // Each has its first row before either asks for its second.
            while try session.row("SELECT last_value AS runs FROM runs")?.number("runs") ?? 0 < 2 {}
            try session.execute(update, [.text(order[1])])
          }
        }
      }
      try await group.waitForAll()
    }
    // The one that is tried again may come in the way of the other once more.
    #expect(try database.psql("SELECT last_value >= 3 FROM runs") == ["t"])
    #expect(try database.psql("SELECT value FROM fact WHERE name IN ('a', 'b')") == ["0xx", "0xx"])
  }

  /// After an error PostgreSQL answers COMMIT with ROLLBACK and calls it no error.
  @Test func workThatPassesOverAnErrorIsNotTakenForDone() async throws {
    let database = try await TestPostgres.database()
    let store = try await database.open()
    await #expect(throws: StoreFault.failed(code: "25P02")) {
      try await store.engine.write { session in
        try session.execute("INSERT INTO fact (name, value) VALUES ('x', 'y')", [])
        _ = try? session.execute("SELECT no_such_column", [])
      }
    }
    #expect(try database.psql("SELECT name FROM fact ORDER BY name") == ["epoch", "signing_key"])
  }

  @Test func faultsHaveTheirNames() async throws {
    let database = try await TestPostgres.database()
    let store = try await database.open()
    for (state, fault) in [
      ("53100", StoreFault.diskFailed), ("42501", .readOnly), ("55P03", .locked), ("57014", .locked),
      ("XX001", .damaged), ("23505", .failed(code: "23505")), ("40001", .locked),
    ] {
      try database.psql("CREATE SEQUENCE runs")
      await #expect(throws: fault) {
        try await store.engine.write { session in
          try session.execute("SELECT nextval('runs')", [])
          try session.run(script: "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '\(state)'; END $$")
        }
      }
      let runs = try database.psql("SELECT last_value FROM runs; DROP SEQUENCE runs")
      #expect(runs == [state == "40001" ? "5" : "1"])
    }
  }

  @Test func theSessionIsSetUpForDurability() async throws {
    let database = try await TestPostgres.database()
    // Whoever runs the server may have it otherwise for other programs.
    let careless = database.conninfo.replacing("options='", with: "options='-c synchronous_commit=off ")
    let store = try await SQLServerStore.postgreSQL(careless, create: true)
    for (setting, value) in [
      ("synchronous_commit", "on"), ("statement_timeout", "30s"), ("lock_timeout", "10s"),
      ("idle_in_transaction_session_timeout", "1min"), ("application_name", database.name),
      ("client_encoding", "UTF8"),
    ] {
      let row = try await store.engine.read { session in
        try session.row("SELECT current_setting($1) AS value", [.text(setting)])
      }
      #expect(try row?.text("value") == value)
    }
  }
}

extension TestPostgres.Database {
  /// Breaks every connection of the servers that have the store open, and waits until they are gone.
  func disconnectAll() throws {
    let others = "application_name = '\(name)' AND pid <> pg_backend_pid()"
    try psql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE \(others)")
  }
}
