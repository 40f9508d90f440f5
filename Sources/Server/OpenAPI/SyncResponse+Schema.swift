import SyncCore

extension SyncResponse {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "SyncResponse",
    schema: .object(
      [
        "protocol": .number(from: 1).saying("The version of the exchange in which the server answers."),
        "epoch": .epoch,
        "device": .hexadecimal(bytes: 16).saying("Whose stream the answer is about."),
        "incarnation": .hexadecimal(bytes: 8),
        "outcome": .word([Outcome.stored, .gap, .fork].map(\.rawValue))
          .saying("What became of the push. Of a gap and of a fork nothing was stored."),
        "mark": .number(from: 0).saying("How far the server durably holds the stream. The hash there comes first."),
        "time": .integer().saying("The server's clock, in milliseconds since 1970. It decides nothing."),
      ],
      optional: [
        "feed": .one(of: [changes, diverged]).saying("What follows the device's place in the feed."),
        "guides": .array(of: guide).saying("Guides that are newer than the device's, the earliest published first."),
        "more_guides": Schema.bool.saying("Whether still more guides wait."),
      ]), mediaType: SyncMessage.mediaType)

  private static let changes = Schema.object([
    "after": .number(from: 0).saying("The place from which the changes go on; its hash comes next."),
    "to": .number(from: 0).saying("The place to which they lead; its hash comes next."),
    "lines": .integer(0...SyncLimits.feedChanges).saying("How many entries, and runs of own entries, follow."),
    "more": Schema.bool.saying("Whether more waits behind them."),
  ])

  private static let diverged = Schema.only([
    "common": .number(from: 0).saying("The latest place that both know; its hash comes next.")
  ]).saying("The server's history is another.")

  /// A signed guide, as it travels in answers and in packs.
  static let guide = Schema.object(
    [
      "id": .text(), "version": .number(from: 0),
      "files": .map(to: .text()).saying("The guide's files, by their names."),
      "signature": Schema.base64.saying("Ed25519, by the content key or the trainer's."),
    ],
    optional: [
      "certificate": Schema.object([
        "trainer": .text(), "key": .hexadecimal(bytes: 32), "from": .integer(), "until": .integer(),
        "signature": .hexadecimal(bytes: 64).saying("Ed25519, by the content key."),
      ]).saying("Why the trainer's key may sign; not there where the content key signed.")
    ])
}
