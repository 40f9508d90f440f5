import Domain
import Sealing
import SyncCore

/// What a trainer's device asks its server about the versions that all its teams have.
package struct GuideStatusInquiry<Journal: DeviceJournal> {
  private let inquiry: Inquiry<Journal>

  /// The inquiries of the device with that journal and those keys.
  package init(_ journal: Journal, keys: DeviceKeys, over transport: any Transport) {
    inquiry = Inquiry(journal: journal, keys: keys, transport: transport)
  }

  /// Every team that the device's role reaches, in the order of their ids; the server is asked as often as it takes.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func teams() async throws -> [TeamGuides] {
    var teams: [TeamGuides] = []
    var after: String?
    repeat {
      let request = GuideStatusRequest(after: after)
      let answer = try await inquiry.answer(to: request.bytes, for: .guideStatus, at: Route.guideStatus)
      guard let response = try? GuideStatusResponse(bytes: answer), response.request == request.id,
        // Whatever a server says, the end comes.
        response.next.map({ next in after.map { $0 < next } ?? true }) ?? true
      else { throw SyncFault.badAnswer(status: 200) }
      teams += response.teams
      after = response.next
    } while after != nil
    return teams
  }
}
