import Domain
import Sealing
import SyncCore

extension TeamRequest {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "TeamRequest",
    schema: .object(
      [
        "team": .text(maximum: 64).saying("The device's own team, or another that its role reaches."),
        "id": .hexadecimal(bytes: 16)
          .saying("A name that nobody else gives: a request that comes twice is carried out once."),
      ],
      optional: [
        "deed": .one(of: [invite, rename, revoke]).saying("What is to be done; without it, the devices are listed.")
      ]), mediaType: SyncMessage.mediaType)

  private static let invite = Schema.object(
    [
      "what": .word(["invite"]),
      "code": .hexadecimal(bytes: 32).saying("The digest of the invitation's code, which stays with whoever invites."),
      "role": .word(Role.allCases.map(\.rawValue)).saying("What the device may do that joins."),
      "days": .integer(InvitationCode.days).saying("How long the code is good."),
    ],
    optional: [
      "holder": name.saying("Whom the invitation is for."),
      "packet": .hexadecimal(atMost: SyncLimits.packetBytes).saying("What only the code opens, for whoever joins."),
    ])

  private static let rename = Schema.object([
    "what": .word(["rename"]), "device": .hexadecimal(bytes: 16), "name": name,
  ])

  private static let revoke = Schema.object(["what": .word(["revoke"]), "device": .hexadecimal(bytes: 16)])

  private static let name = Schema.text(maximum: SyncLimits.nameBytes)
}

extension TeamResponse {
  /// What the document says of the message's envelope.
  static let described = MessageSchema(
    name: "TeamResponse",
    schema: .object([
      "request": .hexadecimal(bytes: 16).saying("The name of the request that is answered."),
      "devices": .array(of: device).saying("The team's devices as they stand then, in the order in which they joined."),
    ]), mediaType: SyncMessage.mediaType)

  private static let device = Schema.object(
    [
      "device": .hexadecimal(bytes: 16), "name": .text(), "role": .text(),
      "enrolled": .integer().saying("In milliseconds since 1970, as all times here."),
      "aside": .number(from: 0).saying("How many messages of it are kept aside since it was revoked."),
    ],
    optional: [
      "holder": .text().saying("Whom the invitation was for."),
      "seen": .integer().saying("When it last spoke to the server, to the hour."),
      "revoked": .integer(),
      "forked": .integer().saying("When two histories were last noticed under its name."),
      "guides": .map(to: .number(from: 0)).saying("Which versions of guides it has, by their ids."),
    ])
}
