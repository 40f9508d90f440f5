import SyncCore

extension EnrolmentResponse {
  /// What the document says of the message.
  static let described = MessageSchema(
    name: "EnrolmentResponse",
    schema: .object(
      [
        "device": .hexadecimal(bytes: 16).saying("The device's name in streams."),
        "token": .text().saying("The secret that every later request carries. The server keeps only its digest."),
        "team": .text().saying("The team's id."),
        "team_name": .text(),
        "server_key": .hexadecimal(bytes: 32).saying("The public Ed25519 key with which the server signs its answers."),
        "role": .text().saying("What the device may do in its team."),
        "epoch": .epoch,
      ],
      optional: [
        "unit_name": .text().saying("The administrative unit, where the team has one."),
        "content_key": .hexadecimal(bytes: 32)
          .saying("The public Ed25519 key with which guides are signed, where the server has one."),
        "packet": .hexadecimal(atMost: SyncLimits.packetBytes)
          .saying("What whoever invited has left for whoever joins; only the invitation's code opens it."),
      ]))
}
