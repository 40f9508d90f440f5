import ServerTesting

/// A server's database in a file, closed, for the program to open.
struct ServerFile {
  let folder: String
  /// As `--database` takes it.
  let database: String

  /// A new one.
  init() async throws {
    let server = try TestServer()
    try await server.store.close()
    folder = server.folder
    database = "sqlite:\(server.path)"
  }
}
