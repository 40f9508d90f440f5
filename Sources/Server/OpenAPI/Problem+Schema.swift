import SyncCore

extension Problem {
  /// What the document says of a refusal: every code with the status that goes with it.
  static let described = MessageSchema(
    name: "Problem",
    schema: Schema.object(
      ["type": .text(), "title": .text(), "status": .integer(400...599), "code": .text()],
      optional: [
        "entry": .hexadecimal(bytes: 16).saying("The id of the entry that is meant."),
        "retry_after": .number(from: 0).saying("After how many seconds asking again makes sense."),
        "signature": .hexadecimal(bytes: 64)
          .saying("At /v1/carry: the server's Ed25519 signature over the code and the message that was brought."),
        "instance": .text()
          .saying("The name of this failure, which ends with the number under which the server's log tells more."),
      ]
    ).and(.one(of: ProblemCode.allCases.map { .exactly(Problem($0).canonical.object ?? [:]) }))
      .saying("Why the server refused (RFC 9457). Programs go by the code, which never changes its meaning."),
    mediaType: mediaType)

  /// A refusal for one of these reasons.
  static func schema(of codes: [ProblemCode]) -> Schema {
    Schema.reference(described.name).and(.having(["code": .word(codes.map(\.rawValue))]))
  }
}
