import Domain
import Sealing
import SyncCore

/// What carries a message to the server and brings the answer back.
package protocol Transport: Sendable {
  /// Sends a message to a route.
  ///
  /// - Throws: `SyncFault.unreachable` where no whole answer came back. The server may have acted all the same.
  func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply
  /// Waits before something is sent again.
  func pause(milliseconds: Int) async throws
}

extension Transport {
  package func pause(milliseconds: Int) async throws { try await Task.sleep(for: .milliseconds(milliseconds)) }
}

extension Transport {
  /// Sends a message; where the server got too many at once, again after as long as it asks to wait: a village that comes
  /// back behind one address is served one after the other.
  ///
  /// - Throws: as `send` does.
  func sendPatiently(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    for _ in 0..<SyncExchange.maximumWaits {
      let reply = try await send(route, body: body, token: token)
      guard reply.status == ProblemCode.tooManyRequests.status, let problem = Problem(bytes: reply.body),
        problem.code == .tooManyRequests, let pause = SyncFault.refused(problem).pause(after: 0)
      else { return reply }
      try await self.pause(milliseconds: pause)
    }
    return try await send(route, body: body, token: token)
  }
}

/// An answer as it came over the wire.
package struct TransportReply: Hashable, Sendable {
  /// The HTTP status.
  package let status: Int
  package let body: [UInt8]

  /// That answer.
  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// The body of an answer that grants what was asked.
  ///
  /// - Throws: `SyncFault`, from the problem that the server named.
  func granted() throws(SyncFault) -> [UInt8] {
    if status == 200 { return body }
    guard let problem = Problem(bytes: body) else { throw .badAnswer(status: status) }
    switch problem.code {
    case .tokenRefused, .tokenExpired: throw .tokenRefused(isRevoked: false)
    case .deviceRevoked: throw .tokenRefused(isRevoked: true)
    default: throw .refused(problem)
    }
  }
  /// The answer to a message of the exchange, which the server with that key has to have signed.
  ///
  /// - Throws: `SyncFault`.
  func answer(from serverKey: [UInt8]) throws(SyncFault) -> SyncResponse {
    let body = try granted()
    do {
      return try SyncResponse(bytes: SignedMessage.open(body, for: .answer, from: serverKey))
    } catch {
      switch error {
      case .badSignature: throw .notTheServer
      case .withoutBody(let index, _): throw .withoutBody(index: index)
      default: throw .badAnswer(status: status)
      }
    }
  }
}
