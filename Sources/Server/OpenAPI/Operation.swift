import Hummingbird
import SyncCore

/// What the document says of a route.
struct Operation: Sendable {
  let method: HTTPRequest.Method
  let path: String
  /// The name that programs made from the document give it.
  let name: String
  let summary: String
  /// Whether it takes a device's token.
  let needsToken: Bool
  /// The message that it takes and the most bytes of it, or nil where it takes none.
  let request: (message: MessageSchema, maximum: Int)?
  let response: MessageSchema
  /// The reasons to refuse that only this route and few others have.
  let ownProblems: [ProblemCode]

  /// Every reason to refuse.
  var problems: [ProblemCode] {
    ownProblems + [
      .bodyTooLarge, .bodyExpandsTooFar, .encodingUnsupported, .encodingDamaged, .foreignPage, .tooManyRequests,
      .storeUnavailable, .unexpected,
    ]
  }
}

extension Operation {
  static let enrol = Operation(
    method: .post, path: Route.enrol, name: "enrol", summary: "A device joins the team of an invitation.",
    needsToken: false, request: (EnrolmentRequest.described, EnrolmentRoute.requestBytes),
    response: EnrolmentResponse.described,
    ownProblems: [
      .malformedMessage, .proofRefused, .codeUnknown, .codeExpired, .codeUsed, .deviceElsewhere, .deviceRevoked,
      .tooManyAttempts,
    ])

  static let sync = Operation(
    method: .post, path: Route.sync, name: "sync",
    summary:
      "One exchange: entries in; the durable mark, what follows in the feed and newer guides out. It may be repeated.",
    needsToken: true, request: (SyncRequest.described, SyncLimits.requestBytes), response: SyncResponse.described,
    ownProblems: [
      .malformedMessage, .protocolTooNew, .protocolTooOld, .entryUnreadable, .entryDamaged, .entryIncomplete,
      .entryTooLarge,
      .tooManyEntries, .tokenRefused, .tokenExpired, .deviceRevoked, .wrongDevice, .proofRefused,
    ])

  static let carry = Operation(
    method: .post, path: Route.carry, name: "carry",
    summary: "One exchange of another device of the team, whose message somebody brings.",
    needsToken: true, request: (SyncRequest.described, SyncLimits.requestBytes), response: SyncResponse.described,
    ownProblems: sync.ownProblems + [.keptAside])

  static let renew = Operation(
    method: .post, path: Route.renew, name: "renew", summary: "A device gets another token by its key.",
    needsToken: false, request: (RenewalRequest.described, RenewalRoute.requestBytes),
    response: RenewalResponse.described,
    ownProblems: [.malformedMessage, .proofRefused, .tokenRefused, .deviceRevoked])

  static let team = Operation(
    method: .post, path: Route.team, name: "team",
    summary: "A leader or an administrator lists a team's devices, invites, renames and revokes. It may be repeated.",
    needsToken: true, request: (TeamRequest.described, TeamRoute.requestBytes), response: TeamResponse.described,
    ownProblems: [
      .malformedMessage, .tokenRefused, .tokenExpired, .deviceRevoked, .proofRefused, .notAllowed, .deviceUnknown,
    ])

  static let publish = Operation(
    method: .post, path: Route.publish, name: "publish",
    summary: "A trainer or an administrator gives signed guides to the devices. It may be repeated.",
    needsToken: true, request: (PublishRequest.described, SyncLimits.requestBytes),
    response: PublishResponse.described,
    ownProblems: [.malformedMessage, .tokenRefused, .tokenExpired, .deviceRevoked, .proofRefused, .notAllowed])

  static let guideStatus = Operation(
    method: .post, path: Route.guideStatus, name: "guideStatus",
    summary: "A trainer or an administrator lists which versions of guides the devices of all their teams have.",
    needsToken: true, request: (GuideStatusRequest.described, GuideStatusRoute.requestBytes),
    response: GuideStatusResponse.described,
    ownProblems: [.malformedMessage, .tokenRefused, .tokenExpired, .deviceRevoked, .proofRefused, .notAllowed])

  static let health = Operation(
    method: .get, path: Route.health, name: "health", summary: "Whether the server and its store are well.",
    needsToken: false, request: nil,
    response: MessageSchema(name: "Health", schema: .object(["status": .word(["ok"]), "epoch": .epoch])),
    ownProblems: [])

  static let document = Operation(
    method: .get, path: Route.document, name: "document", summary: "This document.", needsToken: false, request: nil,
    response: MessageSchema(name: "Document", schema: Schema.anyObject.saying("OpenAPI 3.1.")), ownProblems: [])
}

extension Route {
  /// `GET`: what the server's routes are, as an OpenAPI document. No device asks for it.
  static let document = "/openapi.json"
}
