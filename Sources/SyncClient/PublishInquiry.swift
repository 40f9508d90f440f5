import Domain
import Sealing
import SyncCore

/// Gives signed guides to the server of a trainer's device.
package struct PublishInquiry<Journal: DeviceJournal> {
  private let journal: Journal
  private let keys: DeviceKeys
  private let transport: any Transport

  /// The inquiries of the device with that journal and those keys.
  package init(_ journal: Journal, keys: DeviceKeys, over transport: any Transport) {
    self.journal = journal
    self.keys = keys
    self.transport = transport
  }

  /// Publishes guides for the teams of these units, or for everybody; what became of each, in their order.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func publish(_ guides: [SignedGuide], for units: [UnitCode]?) async throws -> [PublishResponse.Result] {
    guard let enrolment = try journal.enrolment() else { throw SyncFault.notEnrolled }
    guard let serverKey = enrolment.serverKey else { throw SyncFault.enrolAgain }
    var results: [PublishResponse.Result] = []
    // One by one, so that a slow line has to repeat one guide at most.
    for guide in guides {
      let request = PublishRequest(units: units, guides: [guide])
      let message = try SignedMessage.sign(request.bytes, for: .publishing, with: keys.signingPrivate)
      let reply = try await transport.send(Route.publish, body: message, token: enrolment.token)
      let body = try reply.granted()
      guard let opened = try? SignedMessage.open(body, for: .answer, from: serverKey) else {
        throw SyncFault.notTheServer
      }
      guard let response = try? PublishResponse(bytes: opened), response.request == request.id else {
        throw SyncFault.badAnswer(status: reply.status)
      }
      results += response.results
    }
    return results
  }
}
