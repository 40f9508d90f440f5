import Domain
import LocalStore

/// Who shares this device, and which of them is on duty.
extension Shell {
  /// The persons who share this device, read at the first need.
  var roster: Roster {
    get throws(UserFault) {
      if let loadedRoster { return loadedRoster }
      let store = try self.store
      let roster = try faulting { try store.roster() }
      loadedRoster = roster
      return roster
    }
  }

  /// Reads the persons anew at the next need.
  func forgetRoster() { loadedRoster = nil }

  /// Who is on duty, as far as that is known.
  var onDuty: Person? {
    get throws(UserFault) {
      let store = try self.store
      return try faulting { try store.personOnDuty() }
    }
  }

  /// Shows the persons with their numbers and a tick at who is on duty.
  func listPersons() throws(UserFault) {
    let present = try onDuty
    for (index, person) in try roster.persons.enumerated() {
      let words = [person.name, person.role].compactMap(\.self).joined(separator: " · ")
      screen.item(index + 1, words + (person.id == present?.id ? " ✓" : ""))
    }
  }

  /// The person of that number in the list.
  func person(numbered word: String) throws(UserFault) -> Person {
    let persons = try roster.persons
    guard !persons.isEmpty else { throw UserFault("who.nobody") }
    guard let number = Int(word), (1...persons.count).contains(number) else {
      throw UserFault("input.no-such-number", ["count": String(persons.count)])
    }
    return persons[number - 1]
  }

  /// Remembers who is on duty from now on.
  func putOnDuty(_ person: Person) throws(UserFault) {
    let store = try self.store
    try faulting { try store.keep(person.id.rawValue, as: .person) }
    screen.show(phrases("who.chosen", ["name": person.name]), .good)
  }

  /// Asks who is on duty where several share the device; Enter keeps who was. Ctrl-D leaves the shell.
  func askWhoIsOnDuty() throws(UserFault) {
    guard try roster.persons.count > 1 else { return }
    try listPersons()
    let present = try onDuty
    let offer = present.map { " " + phrases("form.enter-means", ["value": $0.name]) } ?? ""
    while true {
      switch screen.ask(phrases("who.which") + offer + " ›", .answer) {
      case .ended: isLeaving = true
      case .refused(let refusal):
        show(UserFault(refusal.rawValue))
        continue
      case .interrupted, .line(""):
        if present != nil { return }
        screen.show(phrases("who.needed"), .faint)
        continue
      case .line(let line):
        do throws(UserFault) { try putOnDuty(person(numbered: line)) } catch {
          show(error)
          continue
        }
      }
      return
    }
  }
}
