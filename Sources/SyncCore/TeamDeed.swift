import Domain
import Sealing

/// What is done to a team's devices.
package enum TeamDeed: Hashable, Sendable {
  /// Lets one device join with the code of that digest, for so many days. The code itself stays with whoever invites; the
  /// packet, which only the code opens, is handed to whoever joins.
  case invite(code: Fingerprint, role: Role, holder: String?, days: Int, packet: [UInt8]? = nil)
  /// Calls a device something else.
  case rename(device: String, name: String)
  /// Ends a device's membership; what it brought stays.
  case revoke(device: String)

  /// The word for an invitation, in messages and in records.
  package static let invitation = "invite"

  /// The word for the kind of deed, in messages and in records.
  package var word: String {
    switch self {
    case .invite: Self.invitation
    case .rename: "rename"
    case .revoke: "revoke"
    }
  }

  var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = ["what": .text(word)]
    switch self {
    case .invite(let code, let role, let holder, let days, let packet):
      members["code"] = .text(code.hexadecimal)
      members["role"] = .text(role.rawValue)
      members["holder"] = holder.map { .text($0) }
      members["days"] = .integer(Int64(days))
      members["packet"] = packet.map { .text(Hexadecimal.text($0)) }
    case .rename(let device, let name):
      members["device"] = .text(device)
      members["name"] = .text(name)
    case .revoke(let device): members["device"] = .text(device)
    }
    return .object(members)
  }

  init(_ message: MessageReader) throws(MessageFault) {
    switch try message.text("what") {
    case Self.invitation:
      let holder = message.value["holder"] == nil ? nil : try message.name("holder")
      self = .invite(
        code: try message.digest("code"),
        role: try message.required("role", Role(rawValue: message.text("role"))), holder: holder,
        days: try message.number("days", in: InvitationCode.days),
        packet: message.value["packet"] == nil
          ? nil : try message.hexadecimal("packet", atMost: SyncLimits.packetBytes))
    case "rename": self = .rename(device: try message.device(), name: try message.name("name"))
    case "revoke": self = .revoke(device: try message.device())
    default: throw .member("deed.what")
    }
  }
}

extension MessageReader {
  fileprivate func device() throws(MessageFault) -> String { Hexadecimal.text(try hexadecimal("device", count: 16)) }

  /// What people call something: clean, and not nothing.
  fileprivate func name(_ key: String) throws(MessageFault) -> String {
    let name = CleanText.line(try text(key, maximumBytes: SyncLimits.nameBytes))
    guard !name.isEmpty else { throw .member(key) }
    return name
  }
}

/// What a device asks about a team's devices, signed with its key: how they stand, perhaps after a deed.
package struct TeamRequest: Hashable, Sendable {
  /// The team that is asked about: the device's own, or another that its role reaches.
  package let team: String
  /// A name that nobody else gives, of 16 bytes: a request that comes twice is carried out once.
  package let id: String
  package let deed: TeamDeed?

  /// That request; its name is new unless it is given.
  package init(team: String, id: String = Hexadecimal.text(Randomness.bytes(16)), deed: TeamDeed?) {
    self.team = team
    self.id = id
    self.deed = deed
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    var envelope: [String: CanonicalValue] = ["team": .text(team), "id": .text(id)]
    envelope["deed"] = deed?.canonical
    return FrameWriter(envelope: .object(envelope)).bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let frame = try FrameReader(bytes: bytes)
    team = try frame.envelope.text("team", maximumBytes: 64)
    id = Hexadecimal.text(try frame.envelope.hexadecimal("id", count: 16))
    deed = try frame.envelope.value["deed"] == nil ? nil : TeamDeed(frame.envelope.object("deed"))
    try frame.finish()
  }
}
