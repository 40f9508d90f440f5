import Domain
import Hummingbird
import Sealing
import SyncCore

/// `POST /v1/enrol`: a device joins the team of an invitation and gets its token.
struct EnrolmentRoute {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  let gate: EnrolmentGate
  /// The largest request to join, in bytes: whoever sends one is a stranger still.
  static let requestBytes = 16_384

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let now = clock()
    try gate.check(now: now)
    let message = try EnrolmentRequest(bytes: try await request.wholeBody(maximum: Self.requestBytes))
    do {
      guard message.isProven else { throw Problem(.proofRefused) }
      return Response([.init(try await enrolled(message, now: now).bytes)], to: request)
    } catch let problem as Problem {
      gate.noteFailure(now: now)
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
