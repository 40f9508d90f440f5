import SyncCore

extension SyncResponse {
  /// What the document says of the message.
  static let described = MessageSchema(
    name: "SyncResponse",
    schema: .object([
      "protocol": .number(from: 1).saying("The version of the exchange in which the server answers."),
      "epoch": .epoch,
      "outcome": .word([Outcome.stored, .gap, .fork].map(\.rawValue))
        .saying("What became of the push. Of a gap and of a fork nothing was stored."),
      "mark": Schema.mark.saying("How far the server durably holds the stream."),
      "guides": .array(of: guide).saying("Guides that are newer than the device's, the earliest published first."),
      "more_guides": Schema.bool.saying("Whether still more guides wait."),
      "time": .integer().saying("The server's clock, in milliseconds since 1970. It decides nothing."),
    ]))

  private static let guide = Schema.object([
    "id": .text(), "version": .number(from: 0),
    "files": .map(to: .text()).saying("The guide's files, by their names."),
    "signature": Schema.base64.saying("Ed25519, by the content key."),
  ])
}
