import Domain
import GRDB
import Sealing

/// Why the device's store refused; nothing that was confirmed is lost in any of these.
///
/// It carries facts only; sentences are made from `code` by the phrases.
package struct StoreFault: Error, Equatable {
  /// What happened, with the stable code that the user sees.
  package enum Code: String, CaseIterable, Sendable {
    /// Another shell holds the folder.
    case inUse = "store.in-use"
    /// The folder was written by a newer version.
    case newer = "store.newer"
    /// The database file is damaged, or is no database of this program.
    case damaged = "store.damaged"
    /// No room on the disk.
    case full = "store.full"
    /// The disk or the folder cannot be written.
    case readOnly = "store.read-only"
    /// Another program holds the database.
    case locked = "store.locked"
    /// The folder or the file in it cannot be made or opened.
    case cannotOpen = "store.cannot-open"
    /// SQLite does not keep the promise of durability that was asked of it.
    case notDurable = "store.not-durable"
    /// The disk failed.
    case diskFailed = "store.disk-failed"
    /// Anything else that SQLite says.
    case failed = "store.failed"
    /// The entry is larger than a server takes.
    case tooLarge = "store.too-large"
    /// The entry that was named is not there.
    case noSuchEntry = "store.no-such-entry"
    /// There is a file already that would have to be overwritten.
    case fileExists = "store.file-exists"
    /// There is no key yet to which personal details could be sealed.
    case noKey = "store.no-key"
    /// The bytes to keep contradict what is already kept.
    case contradiction = "store.contradiction"
  }

  package let code: Code
  /// The folder or file, or SQLite's number: facts, never personal values.
  package let detail: String

  /// A fault with its facts.
  package init(_ code: Code, _ detail: String = "") {
    self.code = code
    self.detail = detail
  }

  /// The fault behind any error of the store.
  package init(_ error: any Error) {
    if let fault = error as? StoreFault {
      self = fault
      return
    }
    guard let error = error as? DatabaseError else {
      // What this device sealed itself opens, unless its bytes or its key were changed.
      self.init(error is SealingError ? .damaged : .failed)
      return
    }
    let number = "SQLite \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_FULL: self.init(.full, number)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self.init(.readOnly, number)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: self.init(.damaged, number)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.locked, number)
    case .SQLITE_CANTOPEN: self.init(.cannotOpen, number)
    case .SQLITE_IOERR: self.init(.diskFailed, number)
    default: self.init(.failed, number)
    }
  }
}
