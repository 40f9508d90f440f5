import Domain
import Sealing
import SyncCore

/// The loop round `DeviceSession`: it signs, sends, waits, and checks whose answer it is. After any fault it is enough to
/// run again.
package struct SyncExchange {
  private let transport: any Transport
  private let keys: DeviceKeys
  private let budget: BatchBudget

  /// How often a request whose answer did not come is sent again in one exchange.
  package static let maximumCuts = 3
  /// How often a message is sent again because the server got too many at once.
  package static let maximumWaits = 10
  /// For how long a server may ask to wait, in seconds, so that the exchange waits rather than ends.
  package static let longestPause = 30

  /// An exchange over that transport, of the device with those keys.
  package init(over transport: some Transport, keys: DeviceKeys, budget: BatchBudget = BatchBudget()) {
    self.transport = transport
    self.keys = keys
    self.budget = budget
  }

  /// Syncs a journal: sends what the server is missing, takes what the team has written and the guides that are new.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func run(on journal: some DeviceJournal) async throws -> SyncSummary {
    guard var enrolment = try journal.enrolment() else { throw SyncFault.notEnrolled }
    guard enrolment.device == keys.deviceID else { throw SyncFault.wrongDevice }
    guard let serverKey = enrolment.serverKey else { throw SyncFault.enrolAgain }
    var session = DeviceSession(journal: journal, team: enrolment.team, budget: budget)
    var cuts = 0
    var hasRenewed = false
    while true {
      switch try session.next() {
      case .finished(.settled): return session.summary
      case .finished(.unsettled): throw SyncFault.unsettled
      case .send(let request):
        let begun = ContinuousClock.now
        let message = try SignedMessage.sign(request.bytes, for: .request, with: keys.signingPrivate)
        do {
          let response = try await transport.sendPatiently(Route.sync, body: message, token: enrolment.token)
            .answer(from: serverKey)
          try session.receive(response, milliseconds: (ContinuousClock.now - begun).milliseconds)
          cuts = 0
        } catch is AnswerFault {
          throw SyncFault.brokenFeed
        } catch SyncFault.tokenRefused(isRevoked: false) where !hasRenewed {
          // Its time is over, or somebody asked for another in the device's name; the key gets one that is good.
          hasRenewed = true
          enrolment = try await transport.renewed(enrolment, keys: keys, serverKey: serverKey)
          try journal.record(enrolment)
        } catch let fault as SyncFault {
          // One entry that the server itself says it will never take must not keep the others.
          if case .refused(let problem) = fault, problem.isSigned(about: message, by: serverKey),
            try session.refused(problem)
          {
            continue
          }
          session.cut()
          cuts += 1
          guard let pause = fault.pause(after: cuts), cuts <= Self.maximumCuts else { throw fault }
          try await transport.pause(milliseconds: pause)
        }
      }
    }
  }
}

extension SyncFault {
  /// How long to wait before the same request is sent again, in milliseconds, after so many times without an answer; nil
  /// where trying again makes no sense. Waits grow, and differ between devices, so that not all come back at once.
  func pause(after cuts: Int) -> Int? {
    switch self {
    case .unreachable(.timedOut), .unreachable(.connectionFailed):
      (500 << cuts) + Int.random(in: 0..<500)
    case .refused(let problem):
      problem.retryAfter.flatMap { seconds in
        seconds <= SyncExchange.longestPause ? seconds * 1000 + Int.random(in: 0..<1000) : nil
      }
    default: nil
    }
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
