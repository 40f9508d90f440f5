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

  private static let notes = [
    "hỏi giờ làm việc của Trung tâm", "thiếu giấy chứng sinh, hẹn chiều mai", "bác không nhớ mật khẩu cũ",
    "máy báo lỗi OTP hai lần, chờ 15 phút", "con trai đi làm xa, nộp thay mẹ", "đã in giấy hẹn",
    "chủ trọ chưa ký xác nhận", "chữ trên ảnh mờ, chụp lại", "đổi số điện thoại trước rồi làm lại", "nộp phí qua QR",
  ]

  /// The next piece of help, with a note.
  mutating func next() -> (Assistance, SealedDetails) {
    time += Int64.random(in: 240_000...1_500_000, using: &generator)
    func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &generator)] }
    var assistance = Assistance(service: pick(ServiceType.known), outcome: pick(Outcome.known), startedAt: time)
    assistance.minutes = .init(value: Int.random(in: 3...45, using: &generator), source: .measured)
    assistance.place = pick(PlaceType.known)
    assistance.operatedBy = pick(OperatedBy.known)
    assistance.guide = .init(id: pick(["tam-tru", "vneid-muc-2", "khai-sinh"]), version: 2)
    assistance.guideEnd = pick(["xong", "cho-ket-qua", "thieu-giay-to"])
    assistance.consent = .init(isGiven: true, textVersion: 1, language: "vi", time: time + 180_000)
    return (assistance, SealedDetails(note: pick(Self.notes)))
  }

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

  func write(_ count: Int, from village: inout Village) async throws {
    let work = (0..<count).map { _ in village.next() }
    try await sitting { store in
      for (assistance, details) in work { try store.append(.assistance(assistance, details: details)) }
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
