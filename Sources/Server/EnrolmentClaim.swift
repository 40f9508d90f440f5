import Domain

/// What a device gets for its invitation.
package struct Joining: Hashable, Sendable {
  package let team: TeamRecord
  package let role: Role
  /// What whoever invited has left, which only the invitation's code opens.
  package let packet: [UInt8]?
}

/// What a device asks for with an invitation's code, as the store needs it: secrets only as digests.
package struct EnrolmentClaim: Hashable, Sendable {
  package let code: Fingerprint
  package let device: String
  package let name: String
  package let signingKey: [UInt8]
  package let sealingKey: [UInt8]
  /// The digest of the token that the device will get; the store needs the team's id before the token is complete.
  package let token: Fingerprint
  /// Until when the token is good, in milliseconds since 1970.
  package let tokenExpires: Int64

  /// That claim.
  package init(
    code: Fingerprint, device: String, name: String, signingKey: [UInt8], sealingKey: [UInt8], token: Fingerprint,
    tokenExpires: Int64
  ) {
    self.code = code
    self.device = device
    self.name = name
    self.signingKey = signingKey
    self.sealingKey = sealingKey
    self.token = token
    self.tokenExpires = tokenExpires
  }
}
