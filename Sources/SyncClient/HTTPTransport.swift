import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
import SyncCore

/// Messages over HTTP. Making one starts threads, so make it when an exchange begins, and shut it down after.
package struct HTTPTransport: Transport {
  private let address: ServerAddress
  private let client: HTTPClient
  private let deadline: TimeAmount

  /// A transport to that server.
  ///
  /// - Parameters:
  ///   - connectSeconds: how long to wait for a connection.
  ///   - deadlineSeconds: how long one message and its answer may take.
  package init(to address: ServerAddress, connectSeconds: Int64 = 10, deadlineSeconds: Int64 = 120) {
    self.address = address
    deadline = .seconds(deadlineSeconds)
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(connectSeconds), read: .seconds(60)))
    // Otherwise a refused connection is tried again until the time to connect is over: offline must be known at once.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Runs the body with a transport to that server, and ends the transport whatever comes of it.
  package static func reaching<Value>(
    _ server: ServerAddress, _ body: (HTTPTransport) async throws -> Value
  ) async throws -> Value {
    let transport = HTTPTransport(to: server)
    do {
      let value = try await body(transport)
      await transport.shutdown()
      return value
    } catch {
      await transport.shutdown()
      throw error
    }
  }

  /// Ends the transport; it cannot be used any more.
  package func shutdown() async { try? await client.shutdown() }

  package func send(_ route: String, body: [UInt8], token: String?) async throws -> TransportReply {
    var request = HTTPClientRequest(url: address.text + route)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "Accept", value: "application/json, \(Problem.mediaType)")
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    request.body = .bytes(ByteBuffer(bytes: body))
    do {
      let response = try await client.execute(request, timeout: deadline)
      let status = Int(response.status.code)
      guard let bytes = try await Self.collected(response.body) else { throw SyncFault.badAnswer(status: status) }
      return TransportReply(status: status, body: bytes)
    } catch let fault as SyncFault {
      throw fault
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw SyncFault.unreachable(Self.reason(error))
    }
  }

  /// The whole body, or nil where it is longer than an answer may be.
  private static func collected(_ body: HTTPClientResponse.Body) async throws -> [UInt8]? {
    var bytes: [UInt8] = []
    for try await part in body {
      guard bytes.count + part.readableBytes <= SyncLimits.responseBytes else { return nil }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }

  private static func reason(_ error: any Error) -> SyncFault.Reason {
    switch error {
    case let error as HTTPClientError:
      let late: [HTTPClientError] = [
        .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout,
      ]
      return late.contains(error) ? .timedOut : .connectionFailed
    case let error as NIOConnectionError:
      if error.dnsAError != nil || error.dnsAAAAError != nil, error.connectionErrors.isEmpty { return .nameUnknown }
      let isRefused = error.connectionErrors.contains { ($0.error as? IOError)?.errnoCode == ECONNREFUSED }
      return isRefused ? .connectionRefused : .connectionFailed
    case let error as IOError: return error.errnoCode == ECONNREFUSED ? .connectionRefused : .connectionFailed
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: return .notSecure
    case is SocketAddressError: return .nameUnknown
    default: return .connectionFailed
    }
  }
}
