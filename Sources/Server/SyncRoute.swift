import Compression
import Domain
import Hummingbird
import Sealing
import SyncCore

/// `POST /v1/sync`: one exchange.
struct SyncRoute {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  let admission: Admission

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let (team, device) = try await admission.asking(request, context: context)
    let body = try await request.wholeBody()
    let answer = try await store.signingRefusals(of: body) {
      let message = try SignedMessage.open(body, for: .request, from: device.signingKey)
      return try await AnsweringRequest(store: store, team: team, device: device.id).answer(message, now: clock())
    }
    return Response(Deflate.parts(of: answer), to: request, mediaType: SyncMessage.mediaType)
  }
}

/// `POST /v1/carry`: one exchange of another device of the team, whose message somebody brings.
struct CarryRoute {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  let admission: Admission

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let (team, _) = try await admission.asking(request, context: context)
    let body = try await request.wholeBody()
    let answer = try await store.signingRefusals(of: body) { try await self.answer(to: body, team: team) }
    return Response(Deflate.parts(of: answer), to: request, mediaType: SyncMessage.mediaType)
  }

  private func answer(to body: [UInt8], team: String) async throws -> [UInt8] {
    let unchecked = try SignedMessage.unchecked(body)
    // Of a newer message not even the author may be readable, and whoever carries it has to keep it.
    _ = try AnsweringRequest.version(of: unchecked)
    let author = try SyncRequest.author(of: unchecked)
    guard let device = try await store.device(team: team, id: author) else { throw Problem(.wrongDevice) }
    let message = try SignedMessage.open(body, for: .request, from: device.signingKey)
    do {
      return try await AnsweringRequest(store: store, team: team, device: device.id).answer(message, now: clock())
    } catch let problem as Problem where problem.code == .deviceRevoked {
      try await store.keepAside(body, of: device.id, team: team, now: clock())
      throw Problem(.keptAside)
    }
  }
}

/// What becomes of a device's request whose signature was checked, however it came.
struct AnsweringRequest {
  let store: any ServerStore
  let team: String
  let device: String

  /// The signed answer to the message.
  func answer(_ message: [UInt8], admitting authors: AdmittedAuthors = .members, now: Int64) async throws -> [UInt8] {
    let version = try Self.version(of: message)
    let request = try SyncRequest(bytes: message)
    guard request.stream.device == device else { throw Problem(.wrongDevice) }
    if let problem = ServerJournalDecision.problem(of: request.push) { throw problem }
    let answer = try await store.exchange(
      JournalExchange.Question(request), team: team, admitting: authors, now: now)
    // What a device on a slow line asks for at once holds for guides, too.
    let room = min(request.feed?.bytes ?? SyncLimits.guideBytes, SyncLimits.guideBytes)
    let content = try await request.guides.asyncMap { versions in
      try await store.noteGuides(versions, of: device, team: team)
      return try await store.guides(
        GuideQuestion(versions: versions, refused: request.refused, team: team, bytes: room, time: now))
    }
    let facts = try await store.facts()
    let response = SyncResponse(
      version: version, epoch: facts.epoch, stream: request.stream, outcome: answer.outcome, mark: answer.mark,
      feed: answer.feed, guides: content?.guides ?? [], moreGuides: content?.more ?? false, time: now)
    return try SignedMessage.sign(response.bytes, for: .answer, with: facts.signingKey.privateBytes)
  }

  /// The version in which to answer. It is read first: of a newer message nothing else may be readable.
  static func version(of message: [UInt8]) throws -> Int {
    let theirs = try SyncRequest.protocols(of: message)
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

extension ServerStore {
  /// Runs the body; where it refuses the message, the refusal bears the server's signature: somebody gives a message or
  /// an entry up on the server's own word only.
  fileprivate func signingRefusals<Value>(
    of message: [UInt8], _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let refusal as any RefusingError {
      throw try refusal.problem.signed(about: message, with: try await facts().signingKey.privateBytes)
    }
  }
}

extension Optional where Wrapped: Sendable {
  fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
    guard let self else { return nil }
    return try await body(self)
  }
}
