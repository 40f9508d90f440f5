import Domain
import Sealing
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testbed

@testable import LocalStore

/// A village and its server: three devices and a leader's, of which only the leader's is sure of a network, and two
/// sticks that go from hand to hand.
///
/// Its laptops belong to one task at a time, and so does this: a test plays its deeds one after the other.
final class StickWorld: @unchecked Sendable {
  /// What somebody does.
  enum Deed {
    /// A device logs help, or changes an earlier entry of anybody, in the order of the script.
    case log(device: Int)
    case amend(device: Int, entry: Int)
    /// A device writes its bundle on a stick, or reads what is there.
    case write(device: Int, stick: Int)
    case read(device: Int, stick: Int)
    /// A device finds a network for once.
    case sync(device: Int)
  }

  /// A script that a seed decides: the same deeds for every world.
  static func script(seed: UInt64, length: Int) -> [Deed] {
    var generator = SeededGenerator(seed: seed)
    var entries = 0
    return (0..<length).map { _ in
      let device = Int.random(in: 0..<4, using: &generator)
      let stick = Int.random(in: 0..<2, using: &generator)
      switch Int.random(in: 0..<100, using: &generator) {
      case 0..<30:
        entries += 1
        return .log(device: device)
      case 30..<40 where entries > 0:
        entries += 1
        return .amend(device: device, entry: Int.random(in: 0..<(entries - 1), using: &generator))
      case 40..<62: return .write(device: device, stick: stick)
      case 62..<86: return .read(device: device, stick: stick)
      default: return .sync(device: generator.happens(percent: 75) ? 0 : device)
      }
    }
  }

  /// The leader's is the first.
  let devices: [Laptop]
  private let sticks = [TemporaryFolder(), TemporaryFolder()]
  private let transport: RouterTransport

  /// The devices of a team.
  init(_ team: String, of server: TestServer, over transport: RouterTransport) async throws {
    self.transport = transport
    devices = (0..<4).map { _ in Laptop() }
    for device in devices { try await device.join(team, of: server, over: transport) }
  }

  /// Plays the script; where there are no sticks, whoever would use one syncs over the network instead.
  func play(_ script: [Deed], entries: [Entry], withSticks: Bool) async throws {
    var written = entries[...]
    for deed in script {
      switch deed {
      case .log(let device), .amend(let device, _):
        if let entry = written.popFirst() { try devices[device].put(entry) }
      case .write(let device, let stick) where withSticks:
        _ = try devices[device].carrier().write(to: sticks[stick].path)
      case .read(let device, let stick) where withSticks: try read(device, stick)
      case .write(let device, _), .read(let device, _): try await devices[device].sync(over: transport)
      case .sync(let device): try await devices[device].syncAndDeliver(over: transport)
      }
    }
  }

  /// Reads a stick, which may be empty still.
  private func read(_ device: Int, _ stick: Int) throws {
    do {
      _ = try devices[device].carrier().read(sticks[stick].path)
    } catch BundleFault.nothingThere {}
  }

  /// Carries sticks between the devices and the leader, or lets all of them sync, until nobody has anything left to
  /// say; whether that came to an end.
  func rest(at change: Int, withSticks: Bool) async throws -> Bool {
    for _ in 1...12 {
      for device in devices.indices.dropFirst() {
        if withSticks {
          _ = try devices[device].carrier().write(to: sticks[0].path)
          try read(0, 0)
        } else {
          try await devices[device].sync(over: transport)
        }
      }
      try await devices[0].syncAndDeliver(over: transport)
      if withSticks {
        _ = try devices[0].carrier().write(to: sticks[0].path)
        for device in devices.indices.dropFirst() { try read(device, 0) }
      }
      if try devices.allSatisfy({ try $0.isAtRest(at: change) }) { return true }
    }
    return false
  }

  /// The entries that a script writes, by devices whose names all worlds share.
  static func entries(_ script: [Deed]) -> [Entry] {
    var entries: [Entry] = []
    // What a device wrote itself is what it is sure to have seen.
    var seen: [Int: [EntryID: [EntryID]]] = [:]
    for deed in script {
      let time: Int64 = 1_795_000_000_000 + Int64(entries.count) * 60_000
      switch deed {
      case .log(let device): entries.append(.sample(time: time, device: "\(device)"))
      case .amend(let device, let index):
        let target = entries[index].header.amends ?? entries[index].header.id
        let minutes = CanonicalValue.object(["minutes": .integer(Int64(entries.count % 60 + 1))])
        let change = Entry.sample(
          kind: .amendment, body: .object(["changes": minutes]), time: time, device: "\(device)", amends: target,
          seen: (seen[device]?[target] ?? []).sorted())
        seen[device, default: [:]][target, default: []].append(change.header.id)
        entries.append(change)
      default: break
      }
    }
    return entries
  }
}

extension Laptop {
  /// Writes an entry that is made already, as `Store.append` does with one that it makes.
  func put(_ entry: Entry) throws {
    let store = try store()
    try store.write { database in
      _ = try store.keep(entry, confirmed: nil, in: database)
      try store.place([(entry.header.id, entry.headerBytes)], in: database)
    }
  }

  /// What people see of everything here, as text.
  func fold() throws -> [String] { Journal(try store().entries().map(\.entry)).told }
}

extension Journal {
  /// Every assistance with how it stands.
  var told: [String] {
    items.map { item in
      let heads = item.heads.map(\.header.id.rawValue).joined(separator: " ")
      return "\(item.entry.header.id.rawValue) \(item.assistance?.minutes?.value ?? 0) \(item.isVoid) \(heads)"
    } + ["\(strays.count)"]
  }
}
