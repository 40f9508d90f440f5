import Domain
import Sealing

/// What a device says to get another token, signed with its key: the key proves who it is, however old its token.
package struct RenewalRequest: Hashable, Sendable {
  package let team: String
  package let device: String

  /// The request of that device of that team.
  package init(team: String, device: String) {
    self.team = team
    self.device = device
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    FrameWriter(envelope: .object(["team": .text(team), "device": .text(device)])).bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let frame = try FrameReader(bytes: bytes)
    team = try frame.envelope.text("team", maximumBytes: 64)
    device = Hexadecimal.text(try frame.envelope.hexadecimal("device", count: 16))
    try frame.finish()
  }
}

/// The new token, sealed to the device: whoever repeats its request, or listens, gets nothing that can be used.
package struct RenewalResponse: Hashable, Sendable {
  private static let context = "camtay token"
  private let sealed: [UInt8]

  /// That token, for the device with that sealing key.
  ///
  /// - Throws: `SealingError`.
  package init(token: String, sealingPublic: [UInt8]) throws {
    sealed = try Sealer(to: sealingPublic).seal(Array(token.utf8), context: Self.context)
  }

  /// The token, opened.
  ///
  /// - Throws: `SealingError`.
  package func token(with keys: DeviceKeys) throws -> String {
    String(decoding: try SealedBox.open(sealed, with: keys.sealingPrivate, context: Self.context), as: UTF8.self)
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    var frame = FrameWriter(envelope: .object(["token": .integer(Int64(sealed.count))]))
    frame.blob(sealed)
    return frame.bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    var frame = try FrameReader(bytes: bytes)
    sealed = try frame.blob(try frame.envelope.number("token", in: 0...4096))
    try frame.finish()
  }
}
