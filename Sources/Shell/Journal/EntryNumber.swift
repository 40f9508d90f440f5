import Domain
import LocalStore

/// The number under which people on this device know an entry: `12` or `#12`.
struct EntryNumber {
  let value: Int

  /// The number in the word, or nil where it is none.
  init?(_ word: String) {
    guard let value = Int(word.hasPrefix("#") ? String(word.dropFirst()) : word), value > 0 else { return nil }
    self.value = value
  }

  /// The assistance of that number as it stands.
  static func item(_ word: String, in shell: Shell) throws -> NumberedItem {
    guard !word.isEmpty else { throw UserFault("journal.number-needed") }
    guard let number = EntryNumber(word)?.value, let item = try shell.store.journalItem(number: number) else {
      throw UserFault("store.no-such-entry", ["detail": word])
    }
    return item
  }
}
