import Domain
import LocalStore
import Sealing

/// `chi tiết` / `details`: shows what was sealed with an entry, and writes down that it was shown.
enum DetailsCommand: Command {
  static let id = "details"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || (words.count == 1 && Int(words[0].drop { $0 == "#" }) != nil)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let item = try EntryNumber.item(arguments.text, in: shell)
    let reading = try shell.keys.reading()
    let (details, closed) = SealedDetails.opened(of: item.item, with: reading.ring)
    guard let details else { throw UserFault(closed > 0 ? "details.other-key" : "details.none") }
    // It is written down before it is shown.
    try shell.store.append(.opening(Opening(.shown, of: [item.item.entry.header.id])))
    try shell.screen.show(EntryLine(shell).line(item.item, number: item.number), .strong)
    for (field, value) in details.shown {
      shell.screen.show(label: shell.phrases("details.\(field)") + ":", value)
    }
    for (place, value) in details.recorded.sorted(by: { $0.key < $1.key }) {
      shell.screen.show(label: place + ":", value)
    }
    if closed > 0 { shell.screen.show(shell.phrases("details.some-closed", ["count": String(closed)]), .warning) }
  }
}

extension SealedDetails {
  /// What was sealed with an assistance and its changes, the latest of each, and how many parts these keys do not open;
  /// nil where nothing can be opened.
  static func opened(of item: Journal.Item, with keys: Keyring) -> (details: SealedDetails?, closed: Int) {
    var details: SealedDetails?
    var closed = 0
    for entry in [item.entry] + item.changes where entry.sealed != nil {
      guard let opened = try? Store.openDetails(of: entry, with: keys) else {
        closed += 1
        continue
      }
      details = details?.changed(by: opened) ?? opened
    }
    return (details, closed)
  }
}
