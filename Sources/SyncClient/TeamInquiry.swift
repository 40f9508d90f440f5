import Domain
import Sealing
import SyncCore

/// What a leader's or an administrator's device asks its server about a team's devices.
package struct TeamInquiry<Journal: DeviceJournal> {
  private let journal: Journal
  private let keys: DeviceKeys
  private let transport: any Transport

  /// The inquiries of the device with that journal and those keys.
  package init(_ journal: Journal, keys: DeviceKeys, over transport: any Transport) {
    self.journal = journal
    self.keys = keys
    self.transport = transport
  }

  /// How the devices of a team stand, in the order in which they joined.
  ///
  /// - Parameters:
  ///   - team: the team; the device's own unless it is given.
  ///   - deed: what is done before that.
  /// - Throws: `SyncFault`, or what the journal throws.
  package func devices(of team: String? = nil, after deed: TeamDeed? = nil) async throws -> [TeamDevice] {
    guard let enrolment = try journal.enrolment() else { throw SyncFault.notEnrolled }
    guard let serverKey = enrolment.serverKey else { throw SyncFault.enrolAgain }
    let request = TeamRequest(team: team ?? enrolment.team, deed: deed)
    do {
      return try await devices(request, token: enrolment.token, serverKey: serverKey)
    } catch SyncFault.tokenRefused(isRevoked: false) {
      let renewed = try await transport.renewed(enrolment, keys: keys, serverKey: serverKey)
      try journal.record(renewed)
      return try await devices(request, token: renewed.token, serverKey: serverKey)
    }
  }

  private func devices(_ request: TeamRequest, token: String, serverKey: [UInt8]) async throws -> [TeamDevice] {
    let message = try SignedMessage.sign(request.bytes, for: .team, with: keys.signingPrivate)
    let reply = try await transport.send(Route.team, body: message, token: token)
    let body = try reply.granted()
    guard let opened = try? SignedMessage.open(body, for: .answer, from: serverKey) else {
      throw SyncFault.notTheServer
    }
    guard let response = try? TeamResponse(bytes: opened), response.request == request.id else {
      throw SyncFault.badAnswer(status: reply.status)
    }
    return response.devices
  }
}
