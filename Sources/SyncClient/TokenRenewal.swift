import Domain
import Sealing
import SyncCore

extension Transport {
  /// The enrolment with another token, which the device's key gets it: the one that it has is good no more.
  ///
  /// - Throws: `SyncFault`.
  func renewed(_ enrolment: Enrolment, keys: DeviceKeys, serverKey: [UInt8]) async throws -> Enrolment {
    let request = RenewalRequest(team: enrolment.team, device: enrolment.device)
    let message = try SignedMessage.sign(request.bytes, for: .renewal, with: keys.signingPrivate)
    let reply = try await sendPatiently(Route.renew, body: message, token: nil)
    let body = try reply.granted()
    guard let opened = try? SignedMessage.open(body, for: .answer, from: serverKey),
      let token = try? RenewalResponse(bytes: opened).token(with: keys)
    else { throw SyncFault.notTheServer }
    return enrolment.with(token: token)
  }
}
