import GRDB

/// What the device remembers between two starts.
package enum Setting: String {
  /// The code of the language that was chosen.
  case language
  /// The place of the last entry: the next one's first offer.
  case place
  /// The id of the person who was chosen to be on duty.
  case person
  /// The day, by the machine's clock, on which the device last looked for what is to be purged.
  case purged
  /// Of which keys that somebody made for the team the person was told.
  case toldChoices = "told-choices"
  /// The moment of which somebody said that the machine's clock was right, in milliseconds since 1970; until the next
  /// contact with the server.
  case confirmedTime = "confirmed-time"
}

extension Store {
  /// The remembered value.
  package func value(of setting: Setting) throws(StoreFault) -> String? {
    try read { try Self.value(of: setting, in: $0) }
  }

  static func value(of setting: Setting, in database: Database) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [setting.rawValue])
  }

  /// Remembers a value.
  package func keep(_ value: String, as setting: Setting) throws(StoreFault) {
    try write {
      try $0.execute(sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)", arguments: [setting.rawValue, value])
    }
  }

  static func forget(_ setting: Setting, in database: Database) throws {
    try database.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [setting.rawValue])
  }
}
