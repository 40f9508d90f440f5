import AsyncHTTPClient
import Compression
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import SyncCore
import Synchronization

/// Messages over HTTP, compressed where that makes them smaller. Making one starts threads, so make it when an exchange
/// begins, and shut it down after.
package final class HTTPTransport: Transport {
  private let address: ServerAddress
  private let client: HTTPClient
  private let deadline: TimeAmount
  /// Whether the server may read compressed bodies: so until it has refused one.
  private let mayCompress = Atomic(true)

  /// A transport to that server.
  ///
  /// - Parameters:
  ///   - connectSeconds: how long to wait for a connection.
  ///   - deadlineSeconds: how long one message and its answer may take.
  ///   - authority: a PEM file with the certificates of an authority that is trusted besides the system's.
  package init(
    to address: ServerAddress, connectSeconds: Int64 = 10, deadlineSeconds: Int64 = 120,
    authority: String? = authorityFile
  ) {
    self.address = address
    deadline = .seconds(deadlineSeconds)
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(connectSeconds), read: .seconds(60)))
    // Otherwise a refused connection is tried again until the time to connect is over: offline must be known at once.
    configuration.connectionPool.retryConnectionEstablishment = false
    if let authority {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.additionalTrustRoots = [.file(authority)]
      configuration.tlsConfiguration = tls
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// The file that `CAMTAY_CA_FILE` names, for a province with an authority of its own.
  package static var authorityFile: String? {
    ProcessInfo.processInfo.environment["CAMTAY_CA_FILE"].flatMap { $0.isEmpty ? nil : $0 }
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
    if mayCompress.load(ordering: .relaxed) {
      let compressed = Deflate.message(Deflate.parts(of: body), coding: .camtay)
      if compressed.count < body.count {
        let reply = try await exchange(route, body: compressed, coding: .camtay, token: token)
        guard [400, 415].contains(reply.status) else { return reply }
        // A server from before encodings takes these bytes for a damaged message; it has done nothing with them.
        mayCompress.store(false, ordering: .relaxed)
      }
    }
    return try await exchange(route, body: body, coding: .identity, token: token)
  }

  private func exchange(
    _ route: String, body: [UInt8], coding: ContentCoding, token: String?
  ) async throws -> TransportReply {
    var request = HTTPClientRequest(url: address.text + route)
    request.method = .POST
    let mediaType = route == Route.enrol ? "application/json" : SyncMessage.mediaType
    request.headers.add(name: "Content-Type", value: mediaType)
    request.headers.add(name: "Accept-Encoding", value: ContentCoding.camtay.rawValue)
    if coding != .identity { request.headers.add(name: "Content-Encoding", value: coding.rawValue) }
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    request.body = .bytes(ByteBuffer(bytes: body))
    do {
      let response = try await client.execute(request, timeout: deadline)
      return TransportReply(status: Int(response.status.code), body: try await response.wholeBody())
    } catch let fault as SyncFault {
      throw fault
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw SyncFault.unreachable(Self.reason(error))
    }
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

extension HTTPClientResponse {
  /// The whole body, expanded. Neither what comes nor what it expands to may be longer than an answer may be.
  fileprivate func wholeBody() async throws -> [UInt8] {
    guard let coding = ContentCoding(contentEncoding: headers["Content-Encoding"].joined(separator: ",")) else {
      throw SyncFault.badAnswer(status: Int(status.code))
    }
    var incoming = IncomingBody(coding: coding, limit: SyncLimits.responseBytes)
    do {
      for try await part in body { try incoming.append(part.readableBytesUInt8Span) }
      return try incoming.finish()
    } catch let fault as CompressionFault {
      switch fault {
      case .tooLong, .expandsTooFar: throw SyncFault.answerTooLarge
      case .damaged, .truncated: throw SyncFault.answerDamaged
      }
    }
  }
}
