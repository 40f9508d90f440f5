import Domain
import Hummingbird
import Sealing
import SyncCore

/// `POST /v1/renew`: a device gets another token by its key.
struct RenewalRoute {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  /// The largest request, in bytes: whoever sends one may be a stranger.
  static let requestBytes = 4096

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let body = try await request.wholeBody(maximum: Self.requestBytes)
    let claim = try RenewalRequest(bytes: SignedMessage.unchecked(body))
    guard let device = try await store.device(team: claim.team, id: claim.device) else { throw Problem(.tokenRefused) }
    _ = try SignedMessage.open(body, for: .renewal, from: device.signingKey)
    guard !device.isRevoked else { throw Problem(.deviceRevoked) }
    let secret = DeviceToken.randomSecret()
    try await store.replaceToken(
      of: device.id, team: claim.team, token: DeviceToken.digest(secret: secret),
      expires: clock() + DeviceToken.lifetime)
    let token = DeviceToken.text(team: claim.team, secret: secret)
    let response = try RenewalResponse(token: token, sealingPublic: device.sealingKey)
    let key = try await store.facts().signingKey.privateBytes
    let message = try SignedMessage.sign(response.bytes, for: .answer, with: key)
    return Response([.init(message)], to: request, mediaType: SyncMessage.mediaType)
  }
}
