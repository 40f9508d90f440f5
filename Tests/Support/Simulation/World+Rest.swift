import Domain
import Sealing
import SyncCore

/// The end of a run: the network heals, everything comes to rest, and all must be right.
extension World {
  /// So many rounds, in each of which every device makes one exchange, are enough: in the first they bring what they have,
  /// in the second they get what the others brought, and in the third nothing happens any more. One more is for a device
  /// whose exchange spent its renegotiations on a fork and a server that went back.
  static var mostRounds: Int { 4 }

  /// Lets everything arrive that is still under way, and plays exchanges without faults until nothing changes.
  func heal() async throws {
    note("- heal")
    for index in machines.indices {
      machines[index].open = nil
      machines[index].journal = MortalJournal(machines[index].journal.base)
    }
    let held = try heldEverywhere()
    try await checkPlaces()
    while !letters.isEmpty { try await deliver(0, isCopy: false) }
    for stick in sticks.indices { try await carryStick(stick, by: 0, isReversed: false) }
    for round in 1... {
      let before = try standings()
      let requests = tally.requests
      for index in machines.indices { try await sync(index, []) }
      if try standings() == before, tally.requests == requests + machines.count { break }
      guard round < Self.mostRounds else { return try broken(.restless, "not at rest after \(round) rounds") }
    }
    try await checkServer(holds: held)
    try await checkPlaces()
    try await checkDevices()
  }

  private func standings() throws -> [DeviceStanding] { try machines.map { try $0.journal.standing() } }

  /// The entries that surviving devices and sticks hold.
  private func heldEverywhere() throws -> Set<EntryID> {
    let onDevices = try machines.flatMap { try ground.entries(of: $0.journal.base) }
    let onSticks = sticks.flatMap { $0.requests.flatMap(\.push.entries) }
    return Set((onDevices + onSticks).map(\.header.id))
  }

  private func checkServer(holds held: Set<EntryID>) async throws {
    let changes = try await server.changes()
    let counted = changes.filter { $0.standing == .counted }.map(\.entry.header.id)
    let missing = held.subtracting(counted).map(\.rawValue).sorted()
    if !missing.isEmpty { try broken(.lost, "the server lacks \(missing)") }
    if Set(counted).count != counted.count { try broken(.twice, "the server counts \(counted.count) entries") }
    if changes.contains(where: { $0.standing == .conflict }) { try broken(.falseConflict, "on the server") }
    try checkErased(changes.map(\.entry), "the server")
    var place = FeedPlace.start(of: Self.team)
    for change in changes {
      place = place.next(header: Fingerprint(of: change.entry.headerBytes))
      if place != change.place { return try broken(.brokenFeed, "the server's hash at \(place.change)") }
    }
    let silent = witness.contested.subtracting(try await server.forks())
    if !silent.isEmpty { try broken(.silentFork, "\(silent.map(\.incarnation).sorted())") }
  }

  /// That each device holds everything up to its place, where the server knows that place.
  private func checkPlaces() async throws {
    let changes = try await server.changes()
    for (index, machine) in machines.enumerated() {
      let place = try machine.journal.standing().place
      guard place.change > 0, place.change <= changes.count, changes[place.change - 1].place == place else { continue }
      let held = Set(try ground.entries(of: machine.journal.base).map(\.header.id))
      if let gap = changes.prefix(place.change).firstIndex(where: { !held.contains($0.entry.header.id) }) {
        try broken(.placeAhead, "machine \(index) at \(place.change) lacks change \(gap + 1)")
      }
    }
  }

  private func checkDevices() async throws {
    let changes = try await server.changes()
    let head = changes.last?.place ?? .start(of: Self.team)
    let entries = changes.filter { $0.standing == .counted }.map(\.entry)
    let expected = entries.sorted(by: Journal.precedes)
    let journal = Self.shown(Journal(entries))
    for (index, machine) in machines.enumerated() {
      let standing = try machine.journal.standing()
      if standing.place != head { try broken(.placeAhead, "machine \(index) rests at \(standing.place.change)") }
      if standing.mark != standing.head || standing.unoffered > 0 {
        try broken(.lost, "machine \(index) rests with something unsent")
      }
      let held = try ground.entries(of: machine.journal.base)
      try checkErased(held, "machine \(index)")
      if Set(held.map(\.header.id)).count != held.count { try broken(.twice, "machine \(index) holds one twice") }
      if held.sorted(by: Journal.precedes) != expected {
        try broken(.lost, "machine \(index) holds \(held.count) of \(expected.count)")
      }
      if Self.shown(Journal(held)) != journal { try broken(.different, "machine \(index) shows another journal") }
    }
  }

  /// What people see of a journal.
  static func shown(_ journal: Journal) -> [ShownItem] {
    journal.items.map {
      ShownItem(
        id: $0.entry.header.id, assistance: $0.assistance, changes: $0.changes.map(\.header.id),
        heads: $0.heads.map(\.header.id), isVoid: $0.isVoid)
    } + journal.strays.map { ShownItem(id: $0.header.id, assistance: nil, changes: [], heads: [], isVoid: false) }
  }
}

/// What people see of one assistance.
struct ShownItem: Hashable {
  let id: EntryID
  let assistance: Assistance?
  let changes: [EntryID]
  let heads: [EntryID]
  let isVoid: Bool
}
