import CReadline
import SyncClient

/// A transport that Ctrl-C breaks off.
private struct InterruptibleTransport: Transport {
  let inner: any Transport

  func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    try await interruptible { try await inner.send(route, body: body, token: token) }
  }

  func pause(milliseconds: Int) async throws {
    try await interruptible { try await inner.pause(milliseconds: milliseconds) }
  }

  private func interruptible<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        while camtay_take_interrupt() == 0 { try await Task.sleep(for: .milliseconds(100)) }
        return nil
      }
      defer { group.cancelAll() }
      guard let value = try await group.next().flatMap(\.self) else {
        throw UserFault("sync.interrupted", kind: .world)
      }
      return value
    }
  }
}

extension Shell {
  /// Runs an exchange with a server: says that it begins, lets Ctrl-C break it off, and notes whether the server could
  /// be reached.
  ///
  /// - Throws: `UserFault`, or what the body throws of the store.
  func reach<Value>(_ address: String, _ body: (ServerAddress, any Transport) async throws -> Value) async throws
    -> Value
  {
    do {
      let server = try ServerAddress(address)
      if !server.isProtected { screen.show(phrases("sync.unprotected"), .warning) }
      screen.show(phrases("sync.begins"), .faint)
      let value: Value
      if let transport = parts.transport {
        value = try await body(server, transport)
      } else {
        value = try await HTTPTransport.reaching(server) { transport in
          try await body(server, InterruptibleTransport(inner: transport))
        }
      }
      reached = true
      return value
    } catch let fault as SyncFault {
      if case .unreachable = fault { reached = false }
      throw UserFault(fault)
    }
  }
}
