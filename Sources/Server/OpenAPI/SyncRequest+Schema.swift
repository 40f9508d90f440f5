import SyncCore

extension SyncRequest {
  /// What the document says of the message.
  static let described = MessageSchema(
    name: "SyncRequest",
    schema: .object([
      "protocol": .object(["oldest": .number(from: 1), "newest": .number(from: 1)])
        .saying("The versions of the exchange that the device speaks."),
      "stream": .object(["device": .hexadecimal(bytes: 16), "incarnation": .hexadecimal(bytes: 8)])
        .saying("Who writes."),
      "push": .object([
        "base": Schema.mark.saying("The mark that the device believes the server to hold."),
        "entries": .array(of: entry, maximum: SyncLimits.entries).saying("The entries that follow it, in order."),
      ]),
      "guides": .map(to: .integer(), maximum: SyncLimits.guides)
        .saying("The version of each guide that the device has, by the guide's id."),
    ]))

  private static let entry = Schema.object(
    ["header": Schema.exact.saying("Canonical JSON, over which the chain hash runs.")],
    optional: [
      "body": Schema.exact.saying("Left out where it was erased."),
      "sealed": Schema.exact.saying("What only devices can open; the server has no key to it."),
    ]
  ).saying("At most \(SyncLimits.entryBytes) bytes in all parts together.")
}
