import Domain
import Sealing

/// What a device says to join a team.
package struct EnrolmentRequest: Hashable, Sendable {
  /// What the invitation's code makes for the server, 32 bytes; the code itself stays on the device.
  package let ticket: [UInt8]
  /// What people call the device.
  package let deviceName: String
  /// Ed25519, 32 bytes.
  package let signingPublic: [UInt8]
  /// X25519, 32 bytes: the server seals new tokens to it.
  package let sealingPublic: [UInt8]
  /// The signature of the device over all the rest: it shows that the private key is there, so that nobody joins in
  /// another device's name.
  package let proof: [UInt8]

  private static let purpose = "camtay enrolment 1"

  /// The request of the device with those keys.
  ///
  /// - Throws: `SealingError` where the keys are none.
  package init(code: InvitationCode, deviceName: String, keys: DeviceKeys) throws {
    ticket = code.ticket
    self.deviceName = deviceName
    signingPublic = keys.signingPublic
    sealingPublic = keys.sealingPublic
    let claim = Self.claim(ticket, deviceName, signing: keys.signingPublic, sealing: keys.sealingPublic)
    proof = try MessageSignature.sign(
      CanonicalValue.object(claim).bytes, purpose: Self.purpose, privateKey: keys.signingPrivate)
  }

  /// Whether the device whose signing key the request names has made it.
  package var isProven: Bool {
    let claim = Self.claim(ticket, deviceName, signing: signingPublic, sealing: sealingPublic)
    return MessageSignature.isSigned(
      CanonicalValue.object(claim).bytes, purpose: Self.purpose, by: signingPublic, signature: proof)
  }

  private static func claim(
    _ ticket: [UInt8], _ name: String, signing: [UInt8], sealing: [UInt8]
  ) -> [String: CanonicalValue] {
    [
      "ticket": .text(Hexadecimal.text(ticket)), "device_name": .text(name),
      "signing_key": .text(Hexadecimal.text(signing)), "sealing_key": .text(Hexadecimal.text(sealing)),
    ]
  }

  /// The message as it travels.
  package var bytes: [UInt8] {
    var members = Self.claim(ticket, deviceName, signing: signingPublic, sealing: sealingPublic)
    members["proof"] = .text(Hexadecimal.text(proof))
    return CanonicalValue.object(members).bytes
  }

  /// The message in these bytes.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let message = try MessageReader(bytes: bytes)
    ticket = try message.hexadecimal("ticket", count: 32)
    deviceName = try message.text("device_name", maximumBytes: SyncLimits.nameBytes)
    signingPublic = try message.hexadecimal("signing_key", count: 32)
    sealingPublic = try message.hexadecimal("sealing_key", count: 32)
    proof = try message.hexadecimal("proof", count: 64)
  }
}

/// What a device gets when it joins.
package struct EnrolmentResponse: Hashable, Sendable {
  /// The device's name in streams.
  package let device: String
  /// The secret that every later request carries. The server keeps only its digest.
  package let token: String
  package let team: String
  package let teamName: String
  /// The administrative unit, where the team has one.
  package let unitName: String?
  /// The Ed25519 key with which guides are signed, where the server has one.
  package let contentKey: [UInt8]?
  /// The Ed25519 key with which the server signs its answers.
  package let serverKey: [UInt8]
  /// What the device may do in its team: a `Role`'s name.
  package let role: String
  /// The name of this server's history.
  package let epoch: String
  /// What whoever invited has left for whoever joins, which the code opens.
  package let packet: [UInt8]?

  /// That answer.
  package init(
    device: String, token: String, team: String, teamName: String, unitName: String?, contentKey: [UInt8]?,
    serverKey: [UInt8], role: String, epoch: String, packet: [UInt8]? = nil
  ) {
    self.device = device
    self.token = token
    self.team = team
    self.teamName = teamName
    self.unitName = unitName
    self.contentKey = contentKey
    self.serverKey = serverKey
    self.role = role
    self.epoch = epoch
    self.packet = packet
  }

  /// The message as it travels.
  package var bytes: [UInt8] {
    var members: [String: CanonicalValue] = [
      "device": .text(device), "token": .text(token), "team": .text(team), "team_name": .text(teamName),
      "server_key": .text(Hexadecimal.text(serverKey)), "role": .text(role), "epoch": .text(epoch),
    ]
    members["unit_name"] = unitName.map { .text($0) }
    members["content_key"] = contentKey.map { .text(Hexadecimal.text($0)) }
    members["packet"] = packet.map { .text(Hexadecimal.text($0)) }
    return CanonicalValue.object(members).bytes
  }

  /// The message in these bytes.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let message = try MessageReader(bytes: bytes)
    device = try message.text("device")
    token = try message.text("token")
    team = try message.text("team")
    teamName = try message.text("team_name")
    serverKey = try message.hexadecimal("server_key", count: 32)
    role = try message.text("role")
    epoch = try message.text("epoch")
    unitName = message.value["unit_name"] == nil ? nil : try message.text("unit_name")
    contentKey = message.value["content_key"] == nil ? nil : try message.hexadecimal("content_key", count: 32)
    packet =
      message.value["packet"] == nil ? nil : try message.hexadecimal("packet", atMost: SyncLimits.packetBytes)
  }
}

/// What a device remembers of having joined.
package struct Enrolment: Hashable, Sendable {
  /// The server's address, `http://…` or `https://…`.
  package let server: String
  package let device: String
  package let token: String
  package let team: String
  package let teamName: String
  package let unitName: String?
  package let contentKey: [UInt8]?
  /// The key with which the server signs; nil where the device joined before servers signed, and has to join again.
  package let serverKey: [UInt8]?
  package let role: String
  package let epoch: String
  /// What whoever invited has left for this device; only right after joining, it is not kept.
  package var packet: [UInt8]?

  /// An enrolment from its parts, as a store has kept them.
  package init(
    server: String, device: String, token: String, team: String, teamName: String, unitName: String? = nil,
    contentKey: [UInt8]? = nil, serverKey: [UInt8]? = nil, role: String = "volunteer", epoch: String
  ) {
    self.server = server
    self.device = device
    self.token = token
    self.team = team
    self.teamName = teamName
    self.unitName = unitName
    self.contentKey = contentKey
    self.serverKey = serverKey
    self.role = role
    self.epoch = epoch
  }

  /// The same enrolment with another token.
  package func with(token: String) -> Enrolment {
    Enrolment(
      server: server, device: device, token: token, team: team, teamName: teamName, unitName: unitName,
      contentKey: contentKey, serverKey: serverKey, role: role, epoch: epoch)
  }

  /// The enrolment that this server gave with this answer.
  package init(server: String, response: EnrolmentResponse) {
    self.init(
      server: server, device: response.device, token: response.token, team: response.team,
      teamName: response.teamName, unitName: response.unitName, contentKey: response.contentKey,
      serverKey: response.serverKey, role: response.role, epoch: response.epoch)
    packet = response.packet
  }
}
