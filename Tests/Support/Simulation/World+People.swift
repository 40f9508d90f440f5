import Domain
import Sealing
import SyncCore

/// What people do at their devices.
extension World {
  func write(at device: Int) throws {
    var help = Assistance(service: .submit, outcome: .solved, startedAt: machines[device % machines.count].wall)
    help.minutes = .init(value: tally.entries % 90, source: .stated)
    try append(.assistance, help.canonical, at: device % machines.count)
  }

  /// Changes the n-th assistance that the device holds, having seen the changes of it that are heads there.
  func change(_ entry: Int, _ kind: EntryKind, at device: Int) throws {
    let index = device % machines.count
    let held = try ground.entries(of: machines[index].journal.base)
    let assistances = held.filter { $0.header.kind == .assistance }
    guard !assistances.isEmpty else { return }
    let target = assistances[entry % assistances.count].header.id
    let changes = held.filter { $0.header.amends == target }
    let seen = Set(changes.flatMap(\.header.seen))
    let heads = changes.map(\.header.id).filter { !seen.contains($0) }.sorted()
    let body: CanonicalValue =
      switch kind {
      case .void: .object([:])
      case .erasure: Erasure(.asked).canonical
      default: .object(["changes": .object(["minutes": .integer(Int64(tally.entries % 90))])])
      }
    try append(kind, body, at: index, amends: target, seen: heads)
  }

  private func append(
    _ kind: EntryKind, _ body: CanonicalValue, at index: Int, amends: EntryID? = nil, seen: [EntryID] = []
  ) throws {
    guard let id = EntryID(rawValue: Hexadecimal.text(bytes(16))) else { return }
    let wall = machines[index].wall
    let last = machines[index].time
    let isSealing = circumstances.sealedBytes > 0 && kind != .erasure
    let sealed = isSealing ? bytes(circumstances.sealedBytes) : nil
    let header = EntryHeader(
      id: id, kind: kind, schema: 1, time: last.next(wall: wall), clock: .judged(wall: wall, last: last),
      device: machines[index].device, amends: amends, seen: seen, body: Fingerprint(of: body.bytes),
      sealed: sealed.map { Fingerprint(of: $0) })
    machines[index].time = header.time
    try ground.write(Entry(header: header, bodyBytes: body.bytes, sealed: sealed), to: machines[index].journal.base)
    tally.entries += 1
    if kind == .erasure { tally.erasures += 1 }
    note("machine \(index) wrote \(id.rawValue)")
  }
}
