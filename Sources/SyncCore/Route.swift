/// Where the server's doors are. A route exists once: here.
package enum Route {
  /// `POST`: an `EnrolmentRequest`, answered with an `EnrolmentResponse`.
  package static let enrol = "/v1/enrol"
  /// `POST`: a `RenewalRequest`, answered with a `RenewalResponse`.
  package static let renew = "/v1/renew"
  /// `POST` with the device's token: a `SyncRequest`, answered with a `SyncResponse`.
  package static let sync = "/v1/sync"
  /// `POST` with the device's token: the signed `SyncRequest` of another device of the team, answered with the signed
  /// `SyncResponse` for it.
  package static let carry = "/v1/carry"
  /// `POST` with the device's token: a `TeamRequest`, answered with a `TeamResponse`.
  package static let team = "/v1/team"
  /// `POST` with the device's token: a `PublishRequest` of a trainer, answered with a `PublishResponse`.
  package static let publish = "/v1/publish"
  /// `POST` with the device's token: a `GuideStatusRequest` of a trainer, answered with a `GuideStatusResponse`.
  package static let guideStatus = "/v1/guides/status"
  /// `GET`: whether the server and its store are well.
  package static let health = "/health"
}

/// How messages of the exchange are called on the wire.
package enum SyncMessage {
  /// The media type of a request and of an answer.
  package static let mediaType = "application/vnd.camtay.sync"
}

/// The versions of the exchange that somebody speaks, the oldest and the newest.
package struct ProtocolRange: Hashable, Sendable {
  package let oldest: Int
  package let newest: Int

  /// From `oldest` to `newest`.
  package init(oldest: Int, newest: Int) {
    self.oldest = oldest
    self.newest = newest
  }

  /// What this program speaks.
  package static let spoken = ProtocolRange(oldest: 1, newest: 1)

  /// The newest version that both speak, or nil.
  package func common(with other: ProtocolRange) -> Int? {
    let version = min(newest, other.newest)
    return version >= max(oldest, other.oldest) ? version : nil
  }
}

/// How much one exchange may carry. A device keeps well inside; the server refuses what is beyond.
package enum SyncLimits {
  /// The largest body of a request, in bytes.
  package static let requestBytes = 4 * 1024 * 1024
  /// The largest body of an answer that a device reads, in bytes.
  package static let responseBytes = 8 * 1024 * 1024
  /// The most entries in one push.
  package static let entries = 1000
  /// The largest entry: header, body and sealed part together, in bytes.
  package static let entryBytes = 256 * 1024
  /// How many entries a device puts into one push.
  package static let batchEntries = 500
  /// How many bytes of entries a device puts into one push, unless one entry alone is larger.
  package static let batchBytes = 512 * 1024
  /// How many bytes of guides the server puts into one answer, unless one guide alone is larger.
  package static let guideBytes = 1024 * 1024
  /// The largest guide that can be published, in bytes: it has to fit into an answer.
  package static let oneGuideBytes = 2 * 1024 * 1024
  /// How many bytes of entries a device asks for in one answer, unless one entry alone is larger.
  package static let feedBytes = 512 * 1024
  /// The most changes in one answer.
  package static let feedChanges = 20_000
  /// The most messages in one bundle.
  package static let bundleFrames = 10_000
  /// The largest bundle, in bytes before compression: an old laptop holds it in its memory a few times.
  package static let bundleBytes = 64 * 1024 * 1024
  /// The most guides about which a device may tell its versions.
  package static let guides = 10_000
  /// The most refused guides that a device names in one request: of more, the latest.
  package static let refusedGuides = 200
  /// The most units for which one version may be meant.
  package static let audienceUnits = 500
  /// The largest packet that an invitation carries, in bytes.
  package static let packetBytes = 2048
  /// The longest name of a device, a team or a person, in bytes in UTF-8.
  package static let nameBytes = 200
}
