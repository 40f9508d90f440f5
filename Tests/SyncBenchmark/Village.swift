import Domain
import Foundation
import LocalStore
import Sealing
import SyncClient
import SyncCore
import SyncTesting
import Testbed

/// Work as volunteers do it, from a seed.
struct Village {
  private var generator: SeededGenerator
  private var time: Int64 = 1_795_222_800_000

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// What a piece of help was about: its kind, the guide and its end, how it ended.
  private struct Case {
    let service: ServiceType
    var guide: String?
    var end: String?
    let outcome: Outcome
    let notes: [String]
  }

  private static let cases = [
    Case(
      service: .submit, guide: "tam-tru", end: "da-nop", outcome: .solved,
      notes: ["chủ trọ chưa ký xác nhận, đã gọi", "nộp phí qua QR", "đã in giấy hẹn"]),
    Case(
      service: .submit, guide: "khai-sinh", end: "thieu-giay-to", outcome: .pending,
      notes: ["thiếu giấy chứng sinh, hẹn chiều mai", "con trai đi làm xa, nộp thay mẹ"]),
    Case(
      service: ServiceType(rawValue: "account-level2"), guide: "vneid-muc-2", end: "kich-hoat-xong", outcome: .solved,
      notes: ["bác không nhớ mật khẩu cũ", "máy báo lỗi hai lần, chờ 15 phút", "chữ trên ảnh mờ, chụp lại"]),
    Case(
      service: ServiceType(rawValue: "track"), outcome: .solved,
      notes: ["hỏi giờ làm việc của Trung tâm", "hồ sơ đang chờ bổ sung"]),
    Case(service: ServiceType(rawValue: "safety"), outcome: .solved, notes: ["có người lạ gọi xưng công an"]),
  ]

  /// The next piece of help, with a note: a day's work is mostly alike, at one place, the citizen's hand on the phone.
  mutating func next() -> (Assistance, SealedDetails) {
    time += Int64.random(in: 240_000...1_500_000, using: &generator)
    func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &generator)] }
    let help = pick(Self.cases)
    var assistance = Assistance(service: help.service, outcome: help.outcome, startedAt: time)
    let minutes = Int.random(in: 3...45, using: &generator)
    assistance.minutes = .init(value: minutes, source: .measured)
    assistance.place = generator.happens(percent: 80) ? PlaceType.known[0] : pick(PlaceType.known)
    assistance.operatedBy = generator.happens(percent: 70) ? OperatedBy.known[0] : pick(OperatedBy.known)
    if let guide = help.guide { assistance.guide = .init(id: guide, version: 2) }
    assistance.guideEnd = help.end
    time += Int64(minutes) * 60_000 + Int64.random(in: 0..<60_000, using: &generator)
    assistance.consent = .init(isGiven: true, textVersion: 1, language: "vi", time: time)
    return (assistance, SealedDetails(note: pick(help.notes)))
  }

  /// What the clock shows when the last help was logged, in milliseconds since 1970.
  var now: Int64 { time }

  /// The same as an entry, for a device that keeps nothing on a disk.
  mutating func entry(of device: String, sealer: Sealer) throws -> Entry {
    let (assistance, details) = next()
    let id = Hexadecimal.text((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    guard let id = EntryID(rawValue: id) else { throw CocoaError(.coderInvalidValue) }
    let sealed = try sealer.seal(details.canonical.bytes, context: "entry \(id.rawValue)")
    return .sample(
      id: id, kind: .assistance, body: assistance.canonical, time: time, device: device, sealed: sealed)
  }
}

/// A device with a real journal on the disk, which is opened for each sitting.
struct Laptop {
  private let folder = TemporaryFolder()

  func sitting<Value>(_ body: (Store) async throws -> Value) async throws -> Value {
    let home = try Home(path: folder.path + "/device")
    return try await body(Store(home: home, deviceName: "Máy 1", wallClock: { 1_795_222_800_000 }))
  }

  /// Joins a team over the server's routes.
  func join(_ code: String, at address: String) async throws {
    try await sitting { store in
      try store.record(try await Enrolling.enrol(at: address, code: code, name: "Máy 1", keys: store.keys))
    }
  }

  func write(_ count: Int, from village: inout Village) throws {
    let home = try Home(path: folder.path + "/device")
    var now = village.now
    let store = try Store(home: home, deviceName: "Máy 1", wallClock: { now })
    try store.setTestPassphrase()
    for _ in 0..<count {
      let (assistance, details) = village.next()
      now = village.now
      try store.append(.assistance(assistance, details: details))
    }
  }

  func sync(at address: String) async throws -> SyncSummary {
    try await sitting { store in
      try await HTTPTransport.reaching(try ServerAddress(address)) { transport in
        try await SyncExchange(over: transport, keys: store.keys).run(on: store)
      }
    }
  }
}
