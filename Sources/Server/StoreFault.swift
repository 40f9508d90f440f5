/// Why the server's store cannot be used. It holds facts; `ServerPhrases` has the sentences.
package enum StoreFault: Error, Hashable, Sendable {
  /// The text names no store that this program knows.
  case badAddress(String)
  /// There is no such file, or the database has no tables yet.
  case missing(name: String)
  /// Others keep the database locked.
  case locked
  /// The database cannot be reached, or the connection broke. Where it broke while a transaction was being committed,
  /// nobody knows whether it was; whatever the store is asked to do may be asked again.
  case unreachable(reason: String)
  /// The file is damaged, or is no database.
  case damaged
  /// The database belongs to another program.
  case foreign
  /// A newer version of this program has written the database.
  case newer(version: Int)
  /// The file, its folder or the database cannot be written.
  case readOnly
  /// The disk is full or fails.
  case diskFailed
  /// The database does not promise to be durable.
  case notDurable(setting: String)
  /// There is no such team.
  case teamUnknown(String)
  /// There is no such administrative unit, or none that stands.
  case unitUnknown(String)
  /// Anything else, by SQLite's extended code or PostgreSQL's SQLSTATE.
  case failed(code: String)
}
