import Domain
import LocalStore
import Sealing

/// `ai` / `who`: the people who share this device: who is on duty, who is new, who goes by another name.
enum WhoCommand: Command {
  static let id = "who"
  static let valuedOptions: Set<String> = ["role"]
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    guard let first = words.first else { return true }
    let isNew = isAdd(first, in: shell)
    let isRenamed = isRename(first, in: shell)
    // "ai được cấp thẻ" is a search, and so is "ai đổi thẻ".
    return words.count == 1
      ? Int(first) != nil || isNew || isRenamed : isNew || (isRenamed && Int(words[1]) != nil)
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let words = arguments.words
    guard let first = words.first else { return try show(in: shell) }
    let role = arguments.options["role"].map { CleanText.line($0) }
    if isAdd(first, in: shell) {
      try add(words.dropFirst().joined(separator: " "), role: role, in: shell)
    } else if isRename(first, in: shell) {
      guard words.count > 2 else { throw UserFault("who.usage", kind: .usage) }
      let name = words.dropFirst(2).joined(separator: " ")
      try rename(shell.person(numbered: words[1]), to: name, role: role, in: shell)
    } else {
      try shell.putOnDuty(shell.person(numbered: first))
    }
  }

  private static func isAdd(_ word: String, in shell: Shell) -> Bool {
    shell.means(word, "add", phrase: "who.add")
  }

  private static func isRename(_ word: String, in shell: Shell) -> Bool {
    shell.means(word, "rename", phrase: "who.rename")
  }

  private static func show(in shell: Shell) throws(UserFault) {
    let count = try shell.roster.persons.count
    if count > 1, shell.isConversation { return try shell.askWhoIsOnDuty() }
    guard count > 0 else { throw UserFault("who.nobody") }
    try shell.listPersons()
    shell.screen.show(shell.phrases("who.more"), .faint)
  }

  /// Writes a new person down. Who is on duty stays so: whoever types may be adding somebody else.
  private static func add(_ name: String, role: String?, in shell: Shell) throws(UserFault) {
    let person = Person(id: Randomness.personID(), name: CleanText.line(name), role: role)
    try check(person, in: shell)
    let present = try shell.onDuty
    let store = try shell.store
    try shell.faulting {
      if let present { try store.keep(present.id.rawValue, as: .person) }
      try store.append(.person(person))
    }
    shell.forgetRoster()
    shell.screen.show(shell.phrases("who.added", ["name": person.name]), .good)
    if let present = try shell.onDuty { shell.screen.show(shell.phrases("who.chosen", ["name": present.name])) }
  }

  private static func rename(_ person: Person, to name: String, role: String?, in shell: Shell) throws(UserFault) {
    let renamed = Person(id: person.id, name: CleanText.line(name), role: role ?? person.role)
    try check(renamed, in: shell)
    let store = try shell.store
    _ = try shell.faulting { try store.append(.person(renamed)) }
    shell.forgetRoster()
    shell.screen.show(shell.phrases("who.renamed", ["before": person.name, "name": renamed.name]), .good)
  }

  /// Whether the person may be written down: short, unlike the others, and without what may never be stored.
  private static func check(_ person: Person, in shell: Shell) throws(UserFault) {
    guard !person.name.isEmpty else { throw UserFault("who.usage", kind: .usage) }
    for text in [person.name, person.role ?? ""] {
      guard text.count <= Person.maximumName else {
        throw UserFault("who.too-long", ["max": String(Person.maximumName)])
      }
      if let finding = PersonalDataGuard.finding(in: text) { throw UserFault(finding.code) }
    }
    let isTaken = try shell.roster.persons.contains {
      $0.id != person.id && $0.name.lowercased() == person.name.lowercased()
    }
    guard !isTaken else { throw UserFault("who.name-taken", ["name": person.name]) }
  }
}
