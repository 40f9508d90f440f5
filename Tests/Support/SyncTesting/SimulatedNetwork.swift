import Domain
import SyncClient
import SyncCore

/// A network to a server in memory that loses requests and answers, and brings old requests a second time.
package actor SimulatedNetwork: Transport {
  /// The server at its end.
  package var server = MemoryServer()
  private var generator: SeededGenerator
  private var percent: Int
  private var backup = MemoryServer()
  private var earlier: [SyncRequest] = []
  /// How many messages reached the server.
  package private(set) var arrivals = 0

  /// A network on which each fault happens so many times in a hundred.
  package init(seed: UInt64 = 0, faultPercent: Int = 0) {
    generator = SeededGenerator(seed: seed)
    percent = faultPercent
  }

  /// From now on nothing goes wrong.
  package func heal() { percent = 0 }

  /// Keeps a copy of the server.
  package func backUp() { backup = server }

  /// Puts the copy in the server's place.
  package func restore() { server = backup }

  /// Gives the server guides.
  package func publish(_ guides: [SignedGuide]) { server.guides += guides }

  package func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    if generator.happens(percent: percent), let late = earlier.randomElement(using: &generator) {
      _ = server.respond(to: late)
    }
    if generator.happens(percent: percent) { throw SyncFault.unreachable(.timedOut) }
    let request = try SyncRequest(bytes: body)
    arrivals += 1
    earlier.append(request)
    let response = server.respond(to: request)
    if generator.happens(percent: percent) { throw SyncFault.unreachable(.connectionFailed) }
    return TransportReply(status: 200, body: response.bytes)
  }
}
