import SyncCore

extension EnrolmentRequest {
  /// What the document says of the message.
  static let described = MessageSchema(
    name: "EnrolmentRequest",
    schema: .object([
      "ticket": .hexadecimal(bytes: 32).saying("What the invitation's code makes for the server (HKDF-SHA256)."),
      "device_name": .text(maximum: SyncLimits.nameBytes)
        .saying("What people call the device; at most \(SyncLimits.nameBytes) bytes in UTF-8."),
      "signing_key": .hexadecimal(bytes: 32).saying("The device's public Ed25519 key."),
      "sealing_key": .hexadecimal(bytes: 32).saying("The device's public X25519 key."),
      "proof": .hexadecimal(bytes: 64).saying("The device's Ed25519 signature over all the rest."),
    ]))
}
