import Domain
import LocalStore

/// `quên` / `forget`: what was sealed with an entry and all its changes goes, here at once and everywhere else with the
/// next sync. That help was given stays, without anything personal.
enum ForgetCommand: Command {
  static let id = "forget"
  static let flags: Set<String> = ["yes"]
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    // "quên mật khẩu" is a search.
    words.isEmpty || (words.count == 1 && EntryNumber(words[0]) != nil)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    let item = try EntryNumber.item(arguments.text, in: shell)
    let number = String(item.number)
    try shell.screen.show(EntryLine(shell, naming: true).line(item.item, number: item.number), .strong)
    guard !item.item.isErased else { throw UserFault("forget.already", ["number": number]) }
    guard arguments.has("yes") || shell.isConfirmed(shell.phrases("forget.confirm")) else {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    let before = try store.sealedCount()
    try store.append(.erasure(of: item.item, .asked))
    let gone = before - (try store.sealedCount())
    shell.screen.show(shell.phrases("forget.saved", ["number": number, "count": String(gone)]), .good)
    shell.screen.show(shell.phrases(try store.enrolment() == nil ? "forget.alone" : "forget.elsewhere"))
    shell.screen.show(shell.phrases("forget.stays"), .faint)
  }
}
