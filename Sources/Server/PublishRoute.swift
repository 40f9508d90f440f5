import Domain
import Hummingbird
import Sealing
import SyncCore

/// `POST /v1/publish`: a trainer or an administrator gives signed guides to the devices.
struct PublishRoute {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  let admission: Admission

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let (_, device) = try await admission.asking(request, context: context)
    let body = try await request.wholeBody()
    guard device.role.reach(of: .publishGuides) == .everywhere else { throw Problem(.notAllowed) }
    let message = try PublishRequest(bytes: SignedMessage.open(body, for: .publishing, from: device.signingKey))
    let publishing = Publishing(store, by: Doer(device: device.id, address: context.address))
    var results: [PublishResponse.Result] = []
    for guide in message.guides {
      // What is neither guide nor table comes from the province itself, at the server.
      let outcome: PublishOutcome =
        guide.isForRootOnly ? .untrusted : try await publishing.publish(guide, for: message.units, now: clock())
      results.append(
        PublishResponse.Result(guide: guide.package.id, version: guide.package.version, outcome: outcome))
    }
    let newest = try await store.newestVersions(of: Set(message.asking))
    let response = PublishResponse(request: message.id, results: results, newest: newest)
    let key = try await store.facts().signingKey.privateBytes
    return Response(
      [.init(try SignedMessage.sign(response.bytes, for: .answer, with: key))], to: request,
      mediaType: SyncMessage.mediaType)
  }
}
