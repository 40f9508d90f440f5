import SyncCore

extension PublishRequest {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "PublishRequest",
    schema: .object(
      [
        "id": .hexadecimal(bytes: 16).saying("A name that nobody else gives."),
        "guides": .array(of: SyncResponse.guide),
      ],
      optional: [
        "units": .array(of: .text())
          .saying("The codes of the units for whose teams the guides are meant; without them, for everybody."),
        "asking": .array(of: .text()).saying("The ids of guides and tables of which to tell the newest version."),
      ]), mediaType: SyncMessage.mediaType)
}

extension PublishResponse {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "PublishResponse",
    schema: .object(
      [
        "request": .hexadecimal(bytes: 16).saying("The name of the request that is answered."),
        "results": .array(
          of: .object([
            "guide": .text(), "version": .number(from: 0), "outcome": .word(PublishOutcome.allCases.map(\.rawValue)),
          ])
        ).saying("What became of each guide, in the request's order."),
      ],
      optional: [
        "newest": .map(to: .number(from: 0))
          .saying("The newest version, for whomever, of what was asked about; nothing of what was never published.")
      ]), mediaType: SyncMessage.mediaType)
}
