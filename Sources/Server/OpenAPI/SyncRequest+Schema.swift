import SyncCore

extension SyncRequest {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "SyncRequest",
    schema: .object(
      [
        "protocol": .object(["oldest": .number(from: 1), "newest": .number(from: 1)])
          .saying("The versions of the exchange that the device speaks."),
        "device": .hexadecimal(bytes: 16).saying("Who writes."),
        "incarnation": .hexadecimal(bytes: 8),
        "base": .number(from: 0)
          .saying("The number of the mark that the device believes the server to hold. Its hash comes first."),
        "entries": .integer(0...SyncLimits.entries)
          .saying("How many entries follow the mark; each of at most \(SyncLimits.entryBytes) bytes."),
      ],
      optional: [
        "feed": .object([
          "after": .number(from: 0).saying("The device's place in the feed; its hash comes next."),
          "bytes": .number(from: 0).saying("How many bytes of entries to send at most."),
          "checkpoints": .array(of: .number(from: 0), maximum: FeedCheckpoints.maximum)
            .saying("Earlier places, each with its hash, where the server did not know the place."),
        ]).saying("What the device wants of the feed."),
        "guides": .map(to: .integer(), maximum: SyncLimits.guides)
          .saying("The version of each guide that the device has, by the guide's id; none are sent without it."),
        "refused": .array(of: .hexadecimal(bytes: 32), maximum: SyncLimits.refusedGuides)
          .saying("What the device was sent and refused: SHA-256 over the signature and the certificate of each."),
      ]), mediaType: SyncMessage.mediaType)
}

extension RenewalRequest {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "RenewalRequest",
    schema: .object(["team": .text(maximum: 64), "device": .hexadecimal(bytes: 16)]),
    mediaType: SyncMessage.mediaType)
}

extension RenewalResponse {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "RenewalResponse",
    schema: .object([
      "token": .number(from: 0).saying("How many bytes of the binary part are the token, sealed to the device.")
    ]), mediaType: SyncMessage.mediaType)
}
