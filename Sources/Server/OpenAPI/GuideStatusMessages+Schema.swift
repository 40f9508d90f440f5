import SyncCore

extension GuideStatusRequest {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "GuideStatusRequest",
    schema: .object(
      ["id": .hexadecimal(bytes: 16).saying("A name that nobody else gives.")],
      optional: ["after": .text(maximum: 64).saying("The team after whose id to begin, as an earlier answer said.")]),
    mediaType: SyncMessage.mediaType)
}

extension GuideStatusResponse {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "GuideStatusResponse",
    schema: .object(
      [
        "request": .hexadecimal(bytes: 16).saying("The name of the request that is answered."),
        "teams": .array(of: team).saying("Some of the teams that the role reaches, in the order of their ids."),
      ], optional: ["next": .text(maximum: 64).saying("After which team to ask on; without it, these were the last.")]),
    mediaType: SyncMessage.mediaType)

  private static let team = Schema.object([
    "team": .text(), "name": .text(), "devices": .number(from: 0),
    "silent": .number(from: 0).saying("How many of them never said what they have."),
    "versions": .map(to: .map(to: .number(from: 0)))
      .saying("How many devices have which version, by the id of a guide or a table."),
  ])
}
