import SyncClient
import Synchronization

/// A network that does something to every message and answer on its way; it never makes anybody wait.
struct BadNetwork<Inner: Transport>: Transport {
  /// Brings a message to the server, or does not; what comes back reaches the device.
  let way: @Sendable (_ inner: Inner, _ route: String, _ body: [UInt8], _ token: String?) async throws -> TransportReply
  let inner: Inner

  init(
    _ inner: Inner,
    way: @escaping @Sendable (Inner, String, [UInt8], String?) async throws -> TransportReply
  ) {
    self.inner = inner
    self.way = way
  }

  func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    try await way(inner, route, body, token)
  }

  func pause(milliseconds: Int) async throws {}
}

/// A number that several tasks count with.
final class Count: Sendable {
  private let number = Mutex(0)

  /// The last number that was given.
  var value: Int { number.withLock { $0 } }

  /// The next number, from 1.
  @discardableResult func next() -> Int {
    number.withLock { number in
      number += 1
      return number
    }
  }
}

/// Every message that was seen on the way, with its route.
final class Overheard: Sendable {
  private let messages = Mutex<[(route: String, body: [UInt8], answer: [UInt8])]>([])

  var all: [(route: String, body: [UInt8], answer: [UInt8])] { messages.withLock { $0 } }

  func note(_ route: String, _ body: [UInt8], _ answer: [UInt8]) {
    messages.withLock { $0.append((route, body, answer)) }
  }
}
