/// What people see of a set of entries: each assistance with all its changes applied.
///
/// Amendments and voids name what they change (`amends`) and the changes their author had seen (`seen`). Those that no
/// other has seen are *heads*. More than one head means that people changed the same entry without knowing of each
/// other: all stay visible until a change that has seen them closes them. The result is the same whatever the order
/// in which the entries came.
package struct Journal: Sendable {
  /// One assistance as it stands.
  package struct Item: Sendable {
    /// The entry that logged it.
    package let entry: Entry
    /// The assistance with its changes applied; nil where the body is unreadable.
    package let assistance: Assistance?
    /// The body with its changes applied, with members that this version does not know; nil where it is unreadable.
    package let body: CanonicalValue?
    /// Its changes, in the order of display; erasures are none.
    package let changes: [Entry]
    /// The entries by which what was sealed is gone, in the order of display.
    package let erasures: [Entry]
    /// The changes that no other has seen, in the order of display.
    package let heads: [Entry]

    /// Whether it should not count: somebody voided it. A later change of its fields does not bring it back.
    package var isVoid: Bool { changes.contains { $0.header.kind == .void } }
    /// Whether people changed it without knowing of each other.
    package var isContested: Bool { heads.count > 1 }
    /// Whether somebody erased what was sealed.
    package var isErased: Bool { !erasures.isEmpty }
    /// The entry and all changes of it that are here.
    package var entries: [Entry] { [entry] + changes }
    /// Whom the case was handed to, by id: several where people handed it over without knowing of each other, none where
    /// it stays with who gave the help.
    package var handedTo: [PersonID] {
      let claims = heads.compactMap { $0.body?["changes"]?["responsible"]?.text.flatMap(PersonID.init(rawValue:)) }
      let persons = Set(claims + [assistance?.responsible].compactMap(\.self)).sorted()
      return persons == [entry.header.person].compactMap(\.self) ? [] : persons
    }
  }

  /// The assistances in the order of their hybrid time.
  package let items: [Item]
  /// Changes whose assistance is not here (yet).
  package let strays: [Entry]

  /// The fold over the entries, which may come in any order and more than once.
  package init(_ entries: some Sequence<Entry>) {
    var byID: [EntryID: Entry] = [:]
    for entry in entries where byID[entry.header.id] == nil { byID[entry.header.id] = entry }
    let ordered = byID.values.sorted(by: Self.precedes)
    let changes = Dictionary(grouping: ordered.filter { $0.header.amends != nil }) { $0.header.amends }
    let assistances = ordered.filter { $0.header.kind == .assistance }
    items = assistances.map { Self.item($0, changes: changes[$0.header.id] ?? []) }
    let known = Set(assistances.map(\.header.id))
    strays = ordered.filter { entry in entry.header.amends.map { !known.contains($0) } ?? false }
  }

  /// The order of display: hybrid time, then id, so that it is total.
  package static func precedes(_ left: Entry, _ right: Entry) -> Bool {
    (left.header.time, left.header.id) < (right.header.time, right.header.id)
  }

  private static func item(_ entry: Entry, changes all: [Entry]) -> Item {
    // An erasure changes nothing of what people read: it neither contests a change nor closes two.
    let changes = all.filter { $0.header.kind != .erasure }
    let seen = Set(changes.flatMap(\.header.seen))
    var body = entry.body
    for change in causal(changes) where change.header.kind == .amendment {
      guard var members = body?.object, let patch = change.body?["changes"]?.object else { continue }
      for (field, value) in patch { members[field] = value == .null ? nil : value }
      body = .object(members)
    }
    return Item(
      entry: entry, assistance: body.flatMap(Assistance.init(canonical:)), body: body, changes: changes,
      erasures: all.filter { $0.header.kind == .erasure },
      heads: changes.filter { !seen.contains($0.header.id) })
  }

  /// The changes such that each comes after those it has seen; where that leaves a choice, in the order of display.
  private static func causal(_ changes: [Entry]) -> [Entry] {
    var waiting = changes
    var placed: [Entry] = []
    let present = Set(changes.map(\.header.id))
    var done: Set<EntryID> = []
    while !waiting.isEmpty {
      let ready = waiting.firstIndex { $0.header.seen.allSatisfy { done.contains($0) || !present.contains($0) } }
      let next = waiting.remove(at: ready ?? 0)
      done.insert(next.header.id)
      placed.append(next)
    }
    return placed
  }
}
