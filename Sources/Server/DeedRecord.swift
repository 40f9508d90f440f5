import Domain
import Sealing
import SyncCore

/// Who does something to a team, and when.
package struct DeedOrigin: Hashable, Sendable {
  /// The deed's own name: what is asked for twice is done once.
  package let id: String
  /// The device that does it; nil at the server itself.
  package let device: String?
  /// In milliseconds since 1970.
  package let time: Int64

  /// That origin; the name is new unless it is given.
  package init(id: String = Hexadecimal.text(Randomness.bytes(16)), device: String?, time: Int64) {
    self.id = id
    self.device = device
    self.time = time
  }
}

/// Something that was done to a team, as it is kept.
package struct DeedRecord: Hashable, Sendable {
  package let origin: DeedOrigin
  /// The kind of deed: `TeamDeed.word`, or `AsideDecision.word`.
  package let what: String
  /// The device that it was done to; of an invitation the digest of its code.
  package let subject: String
  /// The new name of a device; the role that an invitation gives, and for whom it is; how many messages were settled.
  package let detail: String?
}

/// What a person decided about messages of a revoked device.
package enum AsideDecision: String, Sendable {
  case accepted
  case discarded

  /// The word for it in records.
  package var word: String { "\(rawValue)-aside" }
}

extension TeamDeed {
  /// What is kept of the deed.
  func record(_ origin: DeedOrigin) -> DeedRecord {
    switch self {
    case .invite(let code, let role, let holder, _, _):
      DeedRecord(
        origin: origin, what: word, subject: code.hexadecimal,
        detail: [role.rawValue, holder].compactMap(\.self).joined(separator: " "))
    case .rename(let device, let name): DeedRecord(origin: origin, what: word, subject: device, detail: name)
    case .revoke(let device): DeedRecord(origin: origin, what: word, subject: device, detail: nil)
    }
  }
}

/// A message of a revoked device that somebody brought.
package struct AsideRecord: Hashable, Sendable {
  package let device: String
  /// When it came, in milliseconds since 1970.
  package let received: Int64
  /// The signed message.
  package let message: [UInt8]

  /// The name by which the store knows it.
  package var fingerprint: Fingerprint { Fingerprint(of: message) }
}
