import Domain
import Sealing
import SyncCore

/// Gives signed guides to the server of a trainer's device.
package struct PublishInquiry<Journal: DeviceJournal> {
  private let inquiry: Inquiry<Journal>

  /// The inquiries of the device with that journal and those keys.
  package init(_ journal: Journal, keys: DeviceKeys, over transport: any Transport) {
    inquiry = Inquiry(journal: journal, keys: keys, transport: transport)
  }

  /// Publishes guides for the teams of these units, or for everybody; what became of each, in their order.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func publish(_ guides: [SignedGuide], for units: [UnitCode]?) async throws -> [PublishResponse.Result] {
    var results: [PublishResponse.Result] = []
    // One by one, so that a slow line has to repeat one guide at most.
    for guide in guides {
      let request = PublishRequest(units: units, guides: [guide])
      let answer = try await inquiry.answer(to: request.bytes, for: .publishing, at: Route.publish)
      guard let response = try? PublishResponse(bytes: answer), response.request == request.id else {
        throw SyncFault.badAnswer(status: 200)
      }
      results += response.results
    }
    return results
  }

  /// The newest version of a guide that was published, for whomever; 0 where none was, nil where the server cannot tell.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func newestVersion(of guide: String) async throws -> Int? {
    let request = PublishRequest(units: nil, guides: [], asking: [guide])
    let answer = try await inquiry.answer(to: request.bytes, for: .publishing, at: Route.publish)
    guard let response = try? PublishResponse(bytes: answer), response.request == request.id else {
      throw SyncFault.badAnswer(status: 200)
    }
    return response.newest.map { $0[guide] ?? 0 }
  }
}
