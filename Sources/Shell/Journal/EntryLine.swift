import Domain
import GuideFormat
import LocalStore
import Phrases

/// Says an entry of the journal in one line.
struct EntryLine {
  private let shell: Shell
  private let isNaming: Bool
  private let persons: Roster
  private var phrases: Phrases { shell.phrases }

  /// Lines in the shell's language.
  ///
  /// - Parameter naming: whether to name who helped; it does in any case where several share this device.
  init(_ shell: Shell, naming: Bool = false) throws(UserFault) {
    self.shell = shell
    let isShared = try shell.roster.persons.count > 1
    isNaming = naming || isShared
    let store = try shell.store
    persons = try shell.faulting { try store.teamRoster() }
  }

  /// What was done, how it ended, how long it took and where; what was not said is left out.
  func summary(_ assistance: Assistance) -> String {
    var words = [title(assistance), phrase("outcome", assistance.outcome)]
    if let minutes = assistance.minutes { words.append(phrases("journal.minutes", ["count": String(minutes.value)])) }
    if let place = assistance.place { words.append(phrase("place", place)) }
    return words.joined(separator: " · ")
  }

  /// The entry with its number, its time and what became of it.
  func line(_ item: Journal.Item, number: Int) -> String {
    guard let assistance = item.assistance else { return "#\(number) · " + phrases("journal.unreadable") }
    let time = CivilTime.clock(milliseconds: assistance.startedAt)
    let day = CivilDate(milliseconds: assistance.startedAt)
    let when = day == shell.today ? time : "\(day.slashed) \(time)"
    var line = "#\(number) · \(when) · \(summary(assistance))"
    if isNaming, let person = item.entry.header.person { line += " · " + name(person) }
    if !item.handedTo.isEmpty {
      line += " · " + phrases("journal.responsible", ["names": item.handedTo.map(name).joined(separator: " / ")])
    }
    if item.isVoid {
      line += " · " + phrases("journal.void")
    } else if item.isContested {
      line += " · " + phrases("journal.contested", ["count": String(item.heads.count)])
    } else if !item.changes.isEmpty {
      line += " · " + phrases("journal.amended")
    }
    if item.isErased { line += " · " + phrases("journal.erased") }
    return line
  }

  private func name(_ person: PersonID) -> String { persons[person]?.name ?? phrases("journal.somebody") }

  private func title(_ assistance: Assistance) -> String {
    if let id = assistance.guide?.id, let guide = (try? shell.shelf)?.catalogue[GuideID(rawValue: id)] {
      return guide.title.text(in: phrases.language)
    }
    return phrase("service", assistance.service)
  }

  private func phrase(_ family: String, _ word: some VocabularyWord) -> String {
    phrases.optional("\(family).\(word.rawValue)") ?? word.rawValue
  }
}
