import Domain
import SyncCore

/// Why syncing or enrolling did not work. The journal is as it was, or further; nothing is ever lost by it.
package enum SyncFault: Error, Hashable, Sendable {
  /// The text is no address of a server: `http://host` or `https://host`, perhaps with a port and a path.
  case badAddress(String)
  /// The server cannot be reached, or the connection broke.
  case unreachable(Reason)
  /// The server refused, and said why.
  case refused(Problem)
  /// The server does not know the device's token, or has revoked the device. The device keeps everything.
  case tokenRefused(isRevoked: Bool)
  /// What came back is no answer of a Cầm Tay server; the HTTP status.
  case badAnswer(status: Int)
  /// The answer is larger than a device takes, as it came or once it is expanded. It was not read to its end.
  case answerTooLarge
  /// The answer is not what its encoding demands, or was cut off.
  case answerDamaged
  /// The answer was not signed by the server at which the device is enrolled.
  case notTheServer
  /// The answer's changes do not fit together; nothing of them was taken.
  case brokenFeed
  /// An entry of the answer, with that index from 0, comes without its body; nothing of the answer was taken.
  case withoutBody(index: Int)
  /// The sides did not come together in this exchange; a later one goes on.
  case unsettled
  /// The device has not joined a team yet.
  case notEnrolled
  /// The device joined before servers signed their answers; it has to join again.
  case enrolAgain
  /// The store writes into the stream of a device that is not the one that enrolled.
  case wrongDevice

  /// Why a server cannot be reached.
  package enum Reason: String, Sendable {
    /// Nobody listens there.
    case connectionRefused = "connection-refused"
    /// The name means nothing here: most often there is no network.
    case nameUnknown = "name-unknown"
    /// No answer in time.
    case timedOut = "timed-out"
    /// The server's certificate is not trusted, or no secure connection came about.
    case notSecure = "not-secure"
    /// The connection broke or could not be made, for another reason.
    case connectionFailed = "connection-failed"
  }

  /// A stable code for scripts and for looking up the sentence.
  package var code: String {
    switch self {
    case .badAddress: "sync.bad-address"
    case .unreachable(let reason): "sync.unreachable.\(reason.rawValue)"
    case .refused(let problem): "sync.refused.\(problem.code.rawValue)"
    case .tokenRefused(let isRevoked): isRevoked ? "sync.device-revoked" : "sync.token-refused"
    case .badAnswer: "sync.bad-answer"
    case .answerTooLarge: "sync.answer-too-large"
    case .answerDamaged: "sync.answer-damaged"
    case .notTheServer: "sync.not-the-server"
    case .brokenFeed: "sync.broken-feed"
    case .withoutBody: "sync.entry-without-body"
    case .enrolAgain: "sync.enrol-again"
    case .unsettled: "sync.unsettled"
    case .notEnrolled: "sync.not-enrolled"
    case .wrongDevice: "sync.wrong-device"
    }
  }
}
