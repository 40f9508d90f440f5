/// The name of a person in the records: 64 random bits, as 16 hexadecimal digits; given once.
package struct PersonID: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: String

  /// The name from its 16 lower-case hexadecimal digits, or nil where the text is anything else.
  package init?(rawValue: String) {
    guard rawValue.utf8.count == 16, Hexadecimal.isLowerCase(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A volunteer of a team, who may share a laptop with others: the body of a person entry.
package struct Person: Hashable, Sendable {
  package let id: PersonID
  /// What the team calls them.
  package var name: String
  /// What they are in the team, in their own words, where somebody said it. It allows nothing: see `Role`.
  package var role: String?

  /// That person.
  package init(id: PersonID, name: String, role: String? = nil) {
    self.id = id
    self.name = name
    self.role = role
  }

  /// The longest name, in characters.
  package static let maximumName = 60

  /// The body as it is written.
  package var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = ["person": .text(id.rawValue), "name": .text(name)]
    members["role"] = role.map { .text($0) }
    return .object(members)
  }

  /// The person that a body holds, or nil where it lacks an id or a name.
  package init?(canonical: CanonicalValue) {
    guard let id = canonical["person"]?.text.flatMap(PersonID.init(rawValue:)), let name = canonical["name"]?.text,
      !name.isEmpty
    else { return nil }
    self.init(id: id, name: name, role: canonical["role"]?.text)
  }
}

/// The persons that a set of entries tells of, each as the latest entry that can be read says.
///
/// The result is the same whatever the order in which the entries came. Where two people renamed one person without
/// knowing of each other, the later hybrid time counts, and of two that are equal the higher id.
package struct Roster: Hashable, Sendable {
  /// The persons, in the order in which they were first written down.
  package let persons: [Person]

  /// The fold over the entries, which may come in any order and more than once; other kinds are passed over.
  package init(_ entries: some Sequence<Entry>) {
    var order: [PersonID] = []
    var latest: [PersonID: Person] = [:]
    for entry in entries.filter({ $0.header.kind == .person }).sorted(by: Journal.precedes) {
      guard let person = entry.body.flatMap(Person.init(canonical:)) else { continue }
      if latest.updateValue(person, forKey: person.id) == nil { order.append(person.id) }
    }
    persons = order.compactMap { latest[$0] }
  }

  /// Who is on duty where that person was chosen: the person, while there is one of that id; else the only one there is.
  package func onDuty(chosen: PersonID?) -> Person? {
    chosen.flatMap { self[$0] } ?? (persons.count == 1 ? persons.first : nil)
  }

  /// The person of that id, where there is one.
  package subscript(id: PersonID) -> Person? { persons.first { $0.id == id } }
}
