import Domain
import Hummingbird
import Sealing
import SyncCore

/// `POST /v1/enrol`: a device joins the team of an invitation and gets its token.
struct EnrolmentRoute {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  /// Stops whoever guesses invitation codes for a while, by the address. A code has 125 random bits, so this protects the
  /// server's work and not the codes.
  let gate: RateLimit<PeerAddress?>
  /// From how many failed attempts of all addresses together on everybody has to wait a little: nobody is kept out by it, for
  /// else one stranger with many addresses could lock out a province.
  let crowd: RateLimit<EnrolmentRoute.Everybody>
  /// The waiting.
  let slowing: @Sendable () async throws -> Void
  let refusals: RefusalTally
  /// The largest request to join, in bytes: whoever sends one is a stranger still.
  static let requestBytes = 16_384

  /// All who enrol, whatever their addresses.
  struct Everybody: Hashable, Sendable {}

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let now = clock()
    let household = context.address?.household
    try gate.check(household)
    if (try? crowd.check(Everybody())) == nil { try await slowing() }
    let message = try EnrolmentRequest(bytes: try await request.wholeBody(maximum: Self.requestBytes))
    do {
      guard message.isProven else { throw Problem(.proofRefused) }
      let response = try await enrolled(message, now: now)
      try await store.noteAudit(
        AuditRecord(
          .enrolled, by: Doer(device: response.device, address: context.address), team: response.team, time: now))
      return Response([.init(response.bytes)], to: request)
    } catch let problem as Problem {
      let device = message.isProven ? DeviceKeys.deviceID(signingPublic: message.signingPublic) : nil
      try await refusals.note(problem.code, of: Doer(device: device, address: context.address), now: now)
      try? crowd.take(Everybody())
      try? gate.take(household)
      throw problem
    }
  }

  private func enrolled(_ message: EnrolmentRequest, now: Int64) async throws -> EnrolmentResponse {
    let secret = DeviceToken.randomSecret()
    let device = DeviceKeys.deviceID(signingPublic: message.signingPublic)
    let claim = EnrolmentClaim(
      code: InvitationCode.digest(ofTicket: message.ticket), device: device, name: CleanText.line(message.deviceName),
      signingKey: message.signingPublic, sealingKey: message.sealingPublic, token: DeviceToken.digest(secret: secret),
      tokenExpires: now + DeviceToken.lifetime)
    let admission = try await store.enrol(claim, now: now)
    let team = admission.team
    let facts = try await store.facts()
    let unit = team.unit == nil ? nil : team.unitName(in: try await store.units())
    return EnrolmentResponse(
      device: device, token: DeviceToken.text(team: team.id, secret: secret), team: team.id, teamName: team.name,
      unitName: unit, contentKey: facts.contentKey, serverKey: facts.signingKey.publicBytes,
      role: admission.role.rawValue, epoch: facts.epoch, packet: admission.packet)
  }
}
