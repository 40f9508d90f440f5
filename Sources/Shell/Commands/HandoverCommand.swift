import Domain
import LocalStore

/// `chuyển` / `hand-over`: another person of the team looks after a case from now on.
enum HandoverCommand: Command {
  static let id = "handover"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    // "chuyển khẩu" is a search.
    words.first.map { EntryNumber($0) != nil } ?? true
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let item = try EntryNumber.item(arguments.words.first ?? "", in: shell)
    try shell.screen.show(EntryLine(shell, naming: true).line(item.item, number: item.number), .strong)
    guard !item.item.isVoid else { throw UserFault("amend.void", ["number": String(item.number)]) }
    guard let assistance = item.item.assistance else { throw UserFault("journal.cannot-read") }
    let persons = try shell.store.teamRoster().persons
    guard !persons.isEmpty else { throw UserFault("who.nobody") }
    guard let person = try person(arguments.words.dropFirst().joined(separator: " "), of: persons, in: shell) else {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    // Where two were named, saying which is news even if one of them is meant.
    guard item.item.handedTo.count > 1 || (assistance.responsible ?? item.item.entry.header.person) != person.id else {
      throw UserFault("handover.already", ["name": person.name])
    }
    try shell.store.append(
      Draft(
        kind: .amendment, body: .object(["changes": .object(["responsible": .text(person.id.rawValue)])]),
        amends: item.item.entry.header.id, seen: item.item.heads.map(\.header.id)))
    let facts = ["number": String(item.number), "name": person.name]
    shell.screen.show(shell.phrases("handover.saved", facts), .good)
  }

  /// The person that the word means; where there is none, the one who is chosen from the list, or nil.
  private static func person(_ typed: String, of persons: [Person], in shell: Shell) throws -> Person? {
    if !typed.isEmpty { return try person(typed, of: persons) }
    for (index, person) in persons.enumerated() { shell.screen.item(index + 1, person.name) }
    guard case .line(let line) = shell.screen.ask(shell.phrases("handover.whom") + " ›", .answer), !line.isEmpty else {
      return nil
    }
    return try person(line, of: persons)
  }

  /// The person of that number in the list, or the only one whose name has these words; marks and capitals do not matter.
  private static func person(_ typed: String, of persons: [Person]) throws(UserFault) -> Person {
    if let number = Int(typed) {
      guard (1...persons.count).contains(number) else {
        throw UserFault("input.no-such-number", ["count": String(persons.count)])
      }
      return persons[number - 1]
    }
    let words = Set(FoldedText.words(typed))
    let same = persons.filter { FoldedText.text($0.name) == FoldedText.text(typed) }
    let meant = same.isEmpty ? persons.filter { words.isSubset(of: FoldedText.words($0.name)) } : same
    guard meant.count == 1, !words.isEmpty else { throw UserFault("handover.no-such-person", ["name": typed]) }
    return meant[0]
  }
}
