import Domain
import Sealing

/// What people carry on a stick: messages of the exchange, of any number of devices of one team, signed by the device
/// that wrote the file.
package struct SyncBundle: Hashable, Sendable {
  /// One message that is carried.
  package struct Frame: Hashable, Sendable {
    /// What the message is.
    package enum Kind: String, Sendable {
      /// A signed `SyncRequest`, on its way to the server.
      case request
      /// A signed `SyncResponse`, on its way to its device.
      case answer
    }

    package let kind: Kind
    /// The device that asks, or to which the answer goes.
    package let device: String
    /// The signed message, byte for byte as it would travel over HTTP.
    package let message: [UInt8]

    /// That message of that device.
    package init(kind: Kind, device: String, message: [UInt8]) {
      self.kind = kind
      self.device = device
      self.message = message
    }

    /// By which the frame is known, however often it comes.
    package var fingerprint: Fingerprint { Fingerprint(of: Array("\(kind.rawValue)\0".utf8) + message) }
  }

  /// The team whose devices these are.
  package let team: String
  package let frames: [Frame]

  /// Those frames of that team.
  package init(team: String, frames: [Frame]) {
    self.team = team
    self.frames = frames
  }

  /// The version of the format.
  package static let version = 1

  /// The bundle as it is written, signed by that device.
  ///
  /// - Throws: `SealingError` where the keys are none.
  package func bytes(signedBy keys: DeviceKeys) throws -> [UInt8] {
    var frame = FrameWriter(
      envelope: .object([
        "bundle": .integer(Int64(Self.version)), "team": .text(team),
        "writer": .text(Hexadecimal.text(keys.signingPublic)),
        "frames": .array(
          frames.map { frame in
            .object([
              "kind": .text(frame.kind.rawValue), "device": .text(frame.device),
              "bytes": .integer(Int64(frame.message.count)),
            ])
          }),
      ]))
    for part in frames { frame.blob(part.message) }
    return try SignedMessage.sign(frame.bytes, for: .bundle, with: keys.signingPrivate)
  }

  /// The bundle in these bytes, whole and as its writer signed it. Whether its messages are what they say is found out
  /// by whom they are for.
  ///
  /// - Throws: `MessageFault`, also for a later version.
  package init(bytes: [UInt8]) throws(MessageFault) {
    var frame = try FrameReader(bytes: SignedMessage.unchecked(bytes))
    let envelope = frame.envelope
    guard try envelope.number("bundle", in: 1...Int(Int32.max)) == Self.version else { throw .member("bundle") }
    _ = try SignedMessage.open(bytes, for: .bundle, from: envelope.hexadecimal("writer", count: 32))
    team = try envelope.text("team", maximumBytes: 64)
    let parts = try envelope.array("frames")
    guard parts.count <= SyncLimits.bundleFrames else { throw .member("frames") }
    var frames: [Frame] = []
    for part in parts {
      let kind = try part.required("kind", Frame.Kind(rawValue: try part.text("kind")))
      let device = Hexadecimal.text(try part.hexadecimal("device", count: 16))
      let count = try part.number("bytes", in: 0...SyncLimits.bundleBytes)
      frames.append(Frame(kind: kind, device: device, message: try frame.blob(count)))
    }
    try frame.finish()
    self.frames = frames
  }
}
