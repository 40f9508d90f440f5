import Domain
import Hummingbird
import SyncCore

/// `POST /v1/sync`: one exchange.
struct SyncRoute {
  let store: any ServerStore
  let clock: @Sendable () -> Int64

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    // Who asks comes before what is asked: a stranger's body is not even read.
    guard let token = request.token, let device = try await store.device(team: token.team, token: token.secret) else {
      throw Problem(.tokenRefused)
    }
    guard !device.isRevoked else { throw Problem(.deviceRevoked) }
    let body = try await request.wholeBody()
    let version = try Self.version(of: body)
    let message = try SyncRequest(bytes: body)
    guard message.stream.device == device.id else { throw Problem(.wrongDevice) }
    if let problem = ServerJournalDecision.problem(of: message.push) { throw problem }
    let now = clock()
    let result = try await store.push(message.push, to: message.stream, team: token.team, now: now)
    let content = try await store.guides(newerThan: message.guides, bytes: SyncLimits.guideBytes)
    let response = SyncResponse(
      version: version, epoch: try await store.facts().epoch, outcome: result.outcome, mark: result.mark,
      guides: content.guides, moreGuides: content.more, time: now)
    return Response([.init(response.bytes)], to: request)
  }

  /// The version in which to answer. It is read first: of a newer message nothing else may be readable.
  private static func version(of body: [UInt8]) throws -> Int {
    let theirs = try SyncRequest.protocols(of: body)
    if let version = theirs.common(with: .spoken) { return version }
    throw Problem(theirs.oldest > ProtocolRange.spoken.newest ? .protocolTooNew : .protocolTooOld)
  }
}

/// `GET /health`: whether the store answers.
struct HealthRoute {
  let store: any ServerStore

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let facts = try await store.facts()
    let answer = CanonicalValue.object(["status": .text("ok"), "epoch": .text(facts.epoch)])
    return Response([.init(answer.bytes)], to: request)
  }
}
