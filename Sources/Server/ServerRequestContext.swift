import Compression
import Domain
import Hummingbird
import SyncCore

/// What is known of a request besides the request.
struct ServerRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address of whoever asks: of the other end of the connection, until somebody knows better. Nil where the request
  /// comes from no network.
  var address: PeerAddress?

  init(source: Source) {
    coreContext = CoreRequestContextStorage(source: source)
    address = PeerAddress(source.channel.remoteAddress)
  }
}

extension Request {
  /// The whole body, expanded.
  ///
  /// - Parameter maximum: the most bytes to take, both as they come and expanded.
  /// - Throws: `Problem` where the body is larger, or in an encoding that is not read; it is then not read to its end.
  func wholeBody(maximum: Int = SyncLimits.requestBytes) async throws -> [UInt8] {
    guard let coding = ContentCoding(contentEncoding: headers[.contentEncoding] ?? "") else {
      throw Problem(.encodingUnsupported)
    }
    if let length = headers[.contentLength].flatMap(Int.init), length > maximum { throw Problem(.bodyTooLarge) }
    var incoming = IncomingBody(coding: coding, limit: maximum)
    do {
      for try await part in body { try incoming.append(part.readableBytesUInt8Span) }
      return try incoming.finish()
    } catch let fault as CompressionFault {
      switch fault {
      case .tooLong: throw Problem(.bodyTooLarge)
      case .expandsTooFar: throw Problem(.bodyExpandsTooFar)
      case .damaged, .truncated: throw Problem(.encodingDamaged)
      }
    }
  }

  /// The token that the request carries, where it is one.
  var token: (team: String, secret: Fingerprint)? {
    guard let value = headers[.authorization], value.prefix(7).lowercased() == "bearer " else { return nil }
    return DeviceToken.parts(value.dropFirst(7))
  }
}

extension Response {
  /// A message that nobody may keep, compressed where whoever asked takes it so and that makes it smaller.
  init(
    _ message: [Deflate.Part], to request: Request, status: HTTPResponse.Status = .ok,
    mediaType: String = "application/json"
  ) {
    var bytes = message.flatMap(\.bytes)
    var headers: HTTPFields = [.contentType: mediaType, .cacheControl: "no-store"]
    let accepted = request.headers[.acceptEncoding] ?? ""
    if let coding = [ContentCoding.camtay, .deflate].first(where: { $0.isAccepted(by: accepted) }) {
      let compressed = Deflate.message(message, coding: coding)
      if compressed.count < bytes.count {
        bytes = compressed
        headers[.contentEncoding] = coding.rawValue
      }
    }
    self.init(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
