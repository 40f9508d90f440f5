import Domain
import LocalStore

/// `hủy` / `void`: an entry that should not count. It stays readable, for good.
enum VoidCommand: Command {
  static let id = "void"
  static let flags: Set<String> = ["yes"]
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    words.isEmpty || (words.count == 1 && Int(words[0].drop { $0 == "#" }) != nil)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let item = try EntryNumber.item(arguments.text, in: shell)
    try shell.screen.show(EntryLine(shell).line(item.item, number: item.number), .strong)
    guard !item.item.isVoid else { throw UserFault("void.already", ["number": String(item.number)]) }
    guard arguments.has("yes") || shell.isConfirmed(shell.phrases("void.confirm")) else {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    try shell.store.append(
      Draft(
        kind: .void, body: .object([:]), amends: item.item.entry.header.id, seen: item.item.heads.map(\.header.id)))
    shell.screen.show(shell.phrases("void.saved", ["number": String(item.number)]), .good)
  }
}
