import Domain
import Sealing
import SyncCore
import SyncTesting
import Synchronization

/// Devices, a server, a network and sticks: everything that a history happens to.
package final class World<Ground: Platform> {
  typealias Disk = Ground.Device

  static var team: String { "team" }
  /// The most machines, letters under way, sticks, and backups of a kind; then commands that add one do nothing.
  static var most: Int { 48 }

  let ground: Ground
  let circumstances: Circumstances
  let watched: Set<Violation.Rule>
  let rules: SyncRules
  let server: Ground.Server
  let wire: Wire
  var witness = Witness()
  var machines: [Machine<Disk>] = []
  var letters: [Letter] = []
  var sticks: [Stick] = []
  var disks: [DiskCopy<Disk>] = []
  var serverBackups: [(store: Ground.Server.Backup, witness: Witness)] = []
  /// How often the server went back.
  var age = 0
  var exchanges = 0
  /// What happened, where it is wanted.
  var trace: [String]?
  var tally = Tally()
  private var generator: SeededGenerator
  private let incarnations = IncarnationCounter()

  package init(
    _ circumstances: Circumstances, on ground: Ground, rules: SyncRules, watching watched: Set<Violation.Rule>,
    isTraced: Bool
  ) async throws {
    self.ground = ground
    self.circumstances = circumstances
    self.rules = rules
    self.watched = watched
    let keys = try (0..<circumstances.devices).map { number in
      let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number + 1), count: 32)
      return try DeviceKeys(signingPrivate: bytes, sealingPrivate: bytes)
    }
    server = try await ground.server(of: Self.team, for: keys)
    wire = try Wire()
    generator = SeededGenerator(seed: circumstances.seed &+ 0x5EED)
    trace = isTraced ? [] : nil
    for keys in keys {
      let enrolment = Enrolment(
        server: "https://server", device: keys.deviceID, token: "token", team: Self.team, teamName: "Tổ",
        contentKey: nil,
        epoch: "0")
      let counter = incarnations
      let journal = try ground.device(keys, enrolment: enrolment, incarnations: { counter.next() })
      machines.append(Machine(device: keys.deviceID, journal: journal))
    }
  }

  /// Bytes that nobody wrote before.
  func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let word = generator.next()
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }
    return Array(bytes.prefix(count))
  }

  /// A rule was broken, if it is one of those that are watched.
  func broken(_ rule: Violation.Rule, _ details: @autoclosure () -> String) throws(Violation) {
    if watched.contains(rule) { throw Violation(rule, details()) }
  }

  func note(_ line: @autoclosure () -> String) {
    if trace != nil { trace?.append(line()) }
  }

  /// Carries out one step of a history, and checks what must hold after each.
  func happen(_ command: Command) async throws {
    // A clock leaves no trace: nothing may depend on it.
    if case .clock = command {} else { note("- \(command)") }
    switch command {
    case .write(let device): try write(at: device)
    case .amend(let device, let entry): try change(entry, .amendment, at: device)
    case .void(let device, let entry): try change(entry, .void, at: device)
    case .erase(let device, let entry): try change(entry, .erasure, at: device)
    case .clock(let device, let seconds): machines[device % machines.count].wall = Int64(seconds) * 1000
    case .sync(let device, let fates): try await sync(device % machines.count, fates)
    case .deliver(let letter, let isCopy): try await deliver(letter, isCopy: isCopy)
    case .crash(let device): try losePower(device % machines.count)
    case .failLater(let device, let steps, let isAfter):
      machines[device % machines.count].journal.fail(atStep: steps, isAfter: isAfter)
    case .backUp(let device): try backUp(device % machines.count)
    case .restore(let backup): try restore(backup)
    case .clone(let device): try clone(device % machines.count)
    case .lose(let device): if machines.count > 1 { machines.remove(at: device % machines.count) }
    case .backUpServer: try await backUpServer()
    case .restoreServer(let backup): try await restoreServer(backup)
    case .replaceServer: try await goBack(nil, Witness())
    case .writeStick(let device, let stick): try writeStick(device % machines.count, stick)
    case .carryStick(let stick, let device, let isReversed):
      try await carryStick(stick, by: device % machines.count, isReversed: isReversed)
    case .readStick(let stick, let device, let isReversed):
      try await readStick(stick, at: device % machines.count, isReversed: isReversed)
    case .loseStick(let stick): if !sticks.isEmpty { sticks.remove(at: stick % sticks.count) }
    }
  }

  /// That no device's mark is ahead of what the server holds, unless the server went back since it gave it.
  func checkMark(of index: Int) async throws {
    let machine = machines[index]
    guard watched.contains(.markAhead), machine.markAge == age else { return }
    let standing = try machine.journal.standing()
    let held = try await server.chainHash(of: standing.stream, at: standing.mark.sequence)
    guard held == standing.mark.hash else {
      throw Violation(
        .markAhead, "machine \(index) believes in \(standing.mark.sequence) of \(standing.stream.incarnation)")
    }
  }
}

extension World {
  /// That no machine holds anything sealed that an erasure names which it has seen.
  func checkErased(on index: Int) throws {
    guard watched.contains(.notErased) else { return }
    try checkErased(ground.entries(of: machines[index].journal.base), "machine \(index)")
  }

  func checkErased(_ entries: [Entry], _ place: String) throws(Violation) {
    var erased = ErasedEntries()
    for entry in entries { _ = erased.note(entry.header) }
    if let entry = entries.first(where: { $0.sealed != nil && erased.covers($0.header) }) {
      try broken(.notErased, "\(place) holds what is sealed with \(entry.header.id.rawValue)")
    }
  }
}

/// Gives each incarnation a name that no other has.
final class IncarnationCounter: Sendable {
  private let given = Mutex<UInt64>(0)

  func next() -> String {
    let number = given.withLock { given in
      given += 1
      return given
    }
    return Hexadecimal.text((0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) })
  }
}

/// How much of what happened, to see that a simulator is not blind.
package struct Tally: Hashable, Sendable {
  /// Entries written; requests that reached the server; pushes that were a gap, a fork.
  package var entries = 0, requests = 0, gaps = 0, forks = 0
  /// Answers that sent a device back in the feed; how often a server went back; sticks carried; power cuts.
  package var divergences = 0, rollbacks = 0, carried = 0, powerCuts = 0
  /// Entries that erase what is sealed with others.
  package var erasures = 0

  /// Nothing yet.
  package init() {}

  /// Adds another run's.
  package static func += (total: inout Tally, other: Tally) {
    total.entries += other.entries
    total.requests += other.requests
    total.gaps += other.gaps
    total.forks += other.forks
    total.divergences += other.divergences
    total.rollbacks += other.rollbacks
    total.carried += other.carried
    total.powerCuts += other.powerCuts
    total.erasures += other.erasures
  }
}
