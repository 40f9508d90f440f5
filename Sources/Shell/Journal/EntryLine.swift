import Domain
import GuideFormat
import LocalStore
import Phrases

/// Says an entry of the journal in one line.
struct EntryLine {
  private let shell: Shell
  private var phrases: Phrases { shell.phrases }

  /// Lines in the shell's language.
  init(_ shell: Shell) { self.shell = shell }

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
    if item.isVoid {
      line += " · " + phrases("journal.void")
    } else if item.isContested {
      line += " · " + phrases("journal.contested", ["count": String(item.heads.count)])
    } else if !item.changes.isEmpty {
      line += " · " + phrases("journal.amended")
    }
    return line
  }

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
