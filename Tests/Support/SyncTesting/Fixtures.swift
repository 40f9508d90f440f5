import Domain
import Sealing
import SyncCore

/// Random numbers that are the same in every run (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The numbers of that seed.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Whether something happens that happens so many times in a hundred.
  package mutating func happens(percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

extension StreamID {
  /// The stream of the device with that number.
  package static func sample(_ number: Int, incarnation: Int = 1) -> StreamID {
    StreamID(
      device: Hexadecimal.text([UInt8](repeating: UInt8(number), count: 16)),
      incarnation: Hexadecimal.text([UInt8](repeating: UInt8(incarnation), count: 8)))
  }
}

extension Entry {
  /// An assistance.
  package static func sample(
    id: EntryID = Randomness.entryID(), kind: EntryKind = .assistance, minutes: Int? = 12,
    time: Int64 = 1_795_000_000_000, device: String? = nil, person: PersonID? = nil, amends: EntryID? = nil,
    seen: [EntryID] = [], sealed: [UInt8]? = nil
  ) -> Entry {
    var assistance = Assistance(service: .submit, outcome: .solved, startedAt: time)
    assistance.minutes = minutes.map { .init(value: $0, source: .measured) }
    return sample(
      id: id, kind: kind, body: assistance.canonical, time: time, device: device, person: person, amends: amends,
      seen: seen, sealed: sealed)
  }

  /// An entry with that body.
  package static func sample(
    id: EntryID = Randomness.entryID(), kind: EntryKind, body: CanonicalValue, time: Int64 = 1_795_000_000_000,
    device: String? = nil,
    person: PersonID? = nil, amends: EntryID? = nil, seen: [EntryID] = [], sealed: [UInt8]? = nil
  ) -> Entry {
    let header = EntryHeader(
      id: id, kind: kind, schema: 1, time: HybridTime(rawValue: 0).next(wall: time), clock: .unsynced, device: device,
      person: person, amends: amends, seen: seen, body: Fingerprint(of: body.bytes),
      sealed: sealed.map { Fingerprint(of: $0) })
    return Entry(header: header, bodyBytes: body.bytes, sealed: sealed)
  }
}

extension MemoryJournal {
  /// An empty journal that is enrolled and writes into that stream.
  package static func sample(
    _ stream: StreamID = .sample(1), contentKey: [UInt8]? = nil, serverKey: [UInt8] = Array(repeating: 1, count: 32),
    rules: SyncRules = .all
  ) -> MemoryJournal {
    MemoryJournal(
      stream: stream,
      enrolment: Enrolment(
        server: "http://127.0.0.1:1", device: stream.device, token: "token", team: "team", teamName: "Tổ",
        contentKey: contentKey, serverKey: serverKey, epoch: "1"), rules: rules)
  }
}
