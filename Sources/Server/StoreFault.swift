import GRDB

/// Why the server's store cannot be used. It holds facts; `ServerPhrases` has the sentences.
package enum StoreFault: Error, Hashable, Sendable {
  /// The text names no store that this program knows.
  case badAddress(String)
  /// There is no such file.
  case missing(path: String)
  /// Another program keeps the file locked.
  case locked
  /// The file is damaged, or is no database.
  case damaged
  /// The file belongs to another program.
  case foreign
  /// A newer version of this program has written the file.
  case newer(version: Int)
  /// The file or its folder cannot be written.
  case readOnly
  /// The disk is full or fails.
  case diskFailed
  /// The store does not promise to be durable.
  case notDurable(setting: String)
  /// There is no such team.
  case teamUnknown(String)
  /// Anything else, by SQLite's extended code.
  case failed(code: Int)

  /// What an error of SQLite means.
  init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .readOnly
    case .SQLITE_FULL, .SQLITE_IOERR: self = .diskFailed
    default: self = .failed(code: Int(error.extendedResultCode.rawValue))
    }
  }
}
