/// The store that a command line names.
package enum StoreAddress: Hashable, Sendable {
  /// `sqlite:PATH`
  case sqlite(path: String)
  /// `postgresql://…`, or `postgres:` and what libpq calls a connection string
  case postgreSQL(conninfo: String)

  /// The address in a text.
  ///
  /// - Throws: `StoreFault.badAddress`, without what may hold a password.
  package init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.dropFirst().first) {
    case ("sqlite", let path?) where !path.isEmpty: self = .sqlite(path: path)
    case ("postgresql", let rest?), ("postgres", let rest?):
      let conninfo = rest.hasPrefix("//") ? text : rest
      guard PostgresConnection.understands(conninfo) else { throw StoreFault.badAddress("\(parts[0]):…") }
      self = .postgreSQL(conninfo: conninfo)
    default: throw StoreFault.badAddress(text)
    }
  }

  /// Opens the store, and brings it to this program's version.
  ///
  /// - Parameter create: whether to begin a store where there is none.
  /// - Throws: `StoreFault`.
  package func open(create: Bool) async throws -> SQLServerStore {
    switch self {
    case .sqlite(let path): try SQLServerStore(path: path, create: create)
    case .postgreSQL(let conninfo): try await SQLServerStore.postgreSQL(conninfo, create: create)
    }
  }
}
