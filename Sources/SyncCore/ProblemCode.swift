/// Every reason for which the server refuses, by a stable code that is never used for another meaning.
package enum ProblemCode: String, CaseIterable, Sendable {
  /// The body is not a message of the exchange.
  case malformedMessage = "malformed-message"
  /// The device speaks only versions that are newer than the server's.
  case protocolTooNew = "protocol-too-new"
  /// The device speaks only versions that the server has given up.
  case protocolTooOld = "protocol-too-old"
  /// The header of an entry is not a canonical header.
  case entryUnreadable = "entry-unreadable"
  /// The payload of an entry is not the one that its header names.
  case entryDamaged = "entry-damaged"
  /// An entry comes without its body.
  case entryIncomplete = "entry-incomplete"
  /// An entry is larger than the server takes.
  case entryTooLarge = "entry-too-large"
  /// A push has more entries than the server takes.
  case tooManyEntries = "too-many-entries"
  /// The body is larger than the server takes.
  case bodyTooLarge = "body-too-large"
  /// The body expands to more than the server takes.
  case bodyExpandsTooFar = "body-expands-too-far"
  /// The body is in an encoding that the server does not read.
  case encodingUnsupported = "encoding-unsupported"
  /// The body is not what its encoding demands, or was cut off.
  case encodingDamaged = "encoding-damaged"
  /// The request has no token, or one that the server does not know.
  case tokenRefused = "token-refused"
  /// The token is too old; the device gets another by its key.
  case tokenExpired = "token-expired"
  /// The device was revoked.
  case deviceRevoked = "device-revoked"
  /// The device was revoked, and somebody carried its message here: the message is kept aside until a person decides.
  case keptAside = "kept-aside"
  /// The token belongs to another device than the stream.
  case wrongDevice = "wrong-device"
  /// The device's role does not allow what it asks for, or not for that team.
  case notAllowed = "not-allowed"
  /// The team has no such device.
  case deviceUnknown = "device-unknown"
  /// No invitation has this code.
  case codeUnknown = "code-unknown"
  /// The request was not signed by the device whose key it names, or was altered on the way.
  case proofRefused = "proof-refused"
  /// The invitation is too old.
  case codeExpired = "code-expired"
  /// Another device has used the invitation.
  case codeUsed = "code-used"
  /// The device already belongs to another team.
  case deviceElsewhere = "device-elsewhere"
  /// Too many attempts to enrol from this address failed lately; the answer says when to come again.
  case tooManyAttempts = "too-many-attempts"
  /// Too many requests came from one device or one address; the answer says when to come again.
  case tooManyRequests = "too-many-requests"
  /// The page of another site had a browser send this.
  case foreignPage = "foreign-page"
  /// There is nothing at this address.
  case notFound = "not-found"
  /// The server's store cannot be used now.
  case storeUnavailable = "store-unavailable"
  /// The server failed in a way that it does not know.
  case unexpected = "unexpected"

  /// The HTTP status that goes with it.
  package var status: Int {
    switch self {
    case .malformedMessage, .protocolTooNew, .encodingDamaged: 400
    case .tokenRefused, .tokenExpired: 401
    case .deviceRevoked, .keptAside, .wrongDevice, .proofRefused, .notAllowed, .codeUnknown, .codeExpired,
      .codeUsed, .deviceElsewhere, .foreignPage:
      403
    case .notFound, .deviceUnknown: 404
    case .entryTooLarge, .tooManyEntries, .bodyTooLarge, .bodyExpandsTooFar: 413
    case .encodingUnsupported: 415
    case .entryUnreadable, .entryDamaged, .entryIncomplete: 422
    case .protocolTooOld: 426
    case .tooManyAttempts, .tooManyRequests: 429
    case .unexpected: 500
    case .storeUnavailable: 503
    }
  }

  /// A short English title for logs and for whoever reads the answer by hand; programs go by the code.
  package var title: String {
    let words = rawValue.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
