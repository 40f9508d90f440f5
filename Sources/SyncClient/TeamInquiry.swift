import Domain
import Sealing
import SyncCore

/// What a leader's or an administrator's device asks its server about a team's devices.
package struct TeamInquiry<Journal: DeviceJournal> {
  private let journal: Journal
  private let inquiry: Inquiry<Journal>

  /// The inquiries of the device with that journal and those keys.
  package init(_ journal: Journal, keys: DeviceKeys, over transport: any Transport) {
    self.journal = journal
    inquiry = Inquiry(journal: journal, keys: keys, transport: transport)
  }

  /// How the devices of a team stand, in the order in which they joined.
  ///
  /// - Parameters:
  ///   - team: the team; the device's own unless it is given.
  ///   - deed: what is done before that.
  /// - Throws: `SyncFault`, or what the journal throws.
  package func devices(of team: String? = nil, after deed: TeamDeed? = nil) async throws -> [TeamDevice] {
    guard let enrolment = try journal.enrolment() else { throw SyncFault.notEnrolled }
    let request = TeamRequest(team: team ?? enrolment.team, deed: deed)
    let answer = try await inquiry.answer(to: request.bytes, for: .team, at: Route.team)
    guard let response = try? TeamResponse(bytes: answer), response.request == request.id else {
      throw SyncFault.badAnswer(status: 200)
    }
    return response.devices
  }
}
