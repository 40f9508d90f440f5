import Domain
import Hummingbird
import NIOCore
import SyncCore

/// What is known of a request besides the request.
typealias ServerRequestContext = BasicRequestContext

extension Request {
  /// The whole body.
  ///
  /// - Throws: `Problem` where it is larger than the server takes; it is then not read to its end.
  func wholeBody(maximum: Int = SyncLimits.requestBytes) async throws -> [UInt8] {
    if let length = headers[.contentLength].flatMap(Int.init), length > maximum { throw Problem(.bodyTooLarge) }
    do {
      return Array(buffer: try await body.collect(upTo: maximum))
    } catch is NIOTooManyBytesError {
      throw Problem(.bodyTooLarge)
    }
  }

  /// The token that the request carries, where it is one.
  var token: (team: String, secret: Fingerprint)? {
    guard let value = headers[.authorization], value.prefix(7).lowercased() == "bearer " else { return nil }
    return DeviceToken.parts(value.dropFirst(7))
  }
}

extension Response {
  /// A message, as JSON that nobody may keep.
  init(message: [UInt8], status: HTTPResponse.Status = .ok, mediaType: String = "application/json") {
    self.init(
      status: status,
      headers: [.contentType: mediaType, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: message)))
  }
}
