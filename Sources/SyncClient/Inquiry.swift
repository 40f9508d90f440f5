import Domain
import Sealing
import SyncCore

/// A question that a device asks its server apart from the exchange, signed with its key; the answer is the server's own.
/// A token whose time is over is renewed on the way.
struct Inquiry<Journal: DeviceJournal> {
  let journal: Journal
  let keys: DeviceKeys
  let transport: any Transport

  /// The answer to a message, without its signature.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  func answer(to message: [UInt8], for purpose: SigningPurpose, at route: String) async throws -> [UInt8] {
    guard let enrolment = try journal.enrolment() else { throw SyncFault.notEnrolled }
    guard let serverKey = enrolment.serverKey else { throw SyncFault.enrolAgain }
    let signed = try SignedMessage.sign(message, for: purpose, with: keys.signingPrivate)
    func ask(_ token: String) async throws -> [UInt8] {
      let body = try await transport.sendPatiently(route, body: signed, token: token).granted()
      guard let opened = try? SignedMessage.open(body, for: .answer, from: serverKey) else {
        throw SyncFault.notTheServer
      }
      return opened
    }
    do {
      return try await ask(enrolment.token)
    } catch SyncFault.tokenRefused(isRevoked: false) {
      let renewed = try await transport.renewed(enrolment, keys: keys, serverKey: serverKey)
      try journal.record(renewed)
      return try await ask(renewed.token)
    }
  }
}
