import Foundation
import GRDB
import Sealing

/// The vault as it rests on the device.
package struct VaultRecord: Hashable, Sendable {
  package let vault: Vault
  /// Wrong passphrases since the last right one.
  package let failures: Int
  /// A recovery sheet's public key, and the private key of the vault sealed to it.
  package let recovery: (key: [UInt8], box: [UInt8])?

  package static func == (left: Self, right: Self) -> Bool {
    left.vault == right.vault && left.failures == right.failures && left.recovery?.key == right.recovery?.key
      && left.recovery?.box == right.recovery?.box
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(vault) }
}

extension Store {
  private static let recoveryContext = "camtay vault recovery 1"

  /// This device's vault; nil before somebody has chosen a passphrase.
  package func vault() throws(StoreFault) -> VaultRecord? { try read(Self.vault) }

  static func vault(in database: Database) throws -> VaultRecord? {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM vault") else { return nil }
    guard let vault = Vault(bytes: row.bytes("vault")) else { throw StoreFault(.damaged) }
    let sheet = row.optionalBytes("recovery_key").flatMap { key in
      row.optionalBytes("recovery_box").map { (key: key, box: $0) }
    }
    return VaultRecord(vault: vault, failures: row["failures"], recovery: sheet)
  }

  /// Keeps a vault in place of any before it, and says in the journal what is to be said of it. A sheet goes on where the
  /// key inside is the same.
  package func keep(_ vault: Vault, saying draft: Draft? = nil) throws(StoreFault) {
    try write { database in
      if try Self.vault(in: database)?.vault.publicKey == vault.publicKey {
        try database.execute(sql: "UPDATE vault SET vault = ?, failures = 0", arguments: [Data(vault.bytes)])
      } else {
        try database.execute(
          sql: "INSERT OR REPLACE INTO vault (one, vault, failures) VALUES (1, ?, 0)", arguments: [Data(vault.bytes)])
      }
      if let draft { _ = try append(draft, in: database) }
    }
  }

  /// Counts an attempt to open the vault as wrong, before it is made: whoever pulls the plug gains nothing by it.
  package func countAttempt() throws(StoreFault) {
    try write { try $0.execute(sql: "UPDATE vault SET failures = failures + 1") }
  }

  /// Forgets wrong attempts: the passphrase was right.
  package func forgetAttempts() throws(StoreFault) {
    try write { try $0.execute(sql: "UPDATE vault SET failures = 0") }
  }

  /// Lets a recovery sheet open the vault's key too.
  package func allowRecovery(of key: ReadingKey, by sheet: [UInt8]) throws(StoreFault) {
    try write { database in
      let box = try Sealer(to: sheet).seal(key.privateBytes, context: Self.recoveryContext)
      try database.execute(
        sql: "UPDATE vault SET recovery_key = ?, recovery_box = ?", arguments: [Data(sheet), Data(box)])
    }
  }

  /// The vault's key, by a sheet that was made for it; nil where the sheet is another's.
  package func recovered(by sheet: ReadingKey) throws(StoreFault) -> ReadingKey? {
    guard let record = try vault(), let recovery = record.recovery, recovery.key == sheet.publicBytes,
      let bytes = try? Keyring([sheet]).open(recovery.box, context: Self.recoveryContext),
      let key = try? ReadingKey(privateBytes: bytes), key.publicBytes == record.vault.publicKey
    else { return nil }
    return key
  }
}
