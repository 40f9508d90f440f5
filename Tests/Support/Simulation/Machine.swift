import Domain
import SyncCore

/// A device in the simulated world: a disk, and an exchange that may be open.
struct Machine<Base: DeviceJournal> {
  /// The device's name; clones have the same.
  let device: String
  /// The disk. It outlives a power cut.
  var journal: MortalJournal<Base>
  /// The exchange that is open, with the number by which letters find it.
  var open: (number: Int, session: DeviceSession<MortalJournal<Base>>)?
  /// What the clock shows, in milliseconds since 1970.
  var wall: Int64 = 1_795_222_800_000
  /// The last hybrid time that the device gave.
  var time = HybridTime(rawValue: 0)
  /// How often the server had gone back when it gave the answer from which the device has its mark.
  var markAge = 0

  init(device: String, journal: Base) {
    self.device = device
    self.journal = MortalJournal(journal)
  }
}

/// A copy of a device's disk, with what else the device knew.
struct DiskCopy<Base: DeviceJournal> {
  let device: String
  let journal: Base
  let time: HybridTime
  let markAge: Int
}

/// A message between a device and the server, under way.
struct Letter {
  enum Content {
    case request(SyncRequest)
    /// An answer, and how often the server had gone back when it gave it.
    case answer(SyncResponse, age: Int)
  }

  /// The exchange that waits for the answer.
  let exchange: Int
  let content: Content
}

/// A stick: requests of any devices, and the answers that the server gave them.
struct Stick {
  var requests: [SyncRequest] = []
  var answers: [(response: SyncResponse, age: Int)] = []
}
