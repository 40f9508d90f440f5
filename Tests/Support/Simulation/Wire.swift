import Domain
import Sealing
import SyncCore

/// Writes messages as signed bytes and reads them again, as the programs do.
struct Wire {
  private let key: SigningKey

  init() throws { key = try SigningKey(privateBytes: [UInt8](repeating: 7, count: 32)) }

  /// The request as the server reads it.
  func carry(_ request: SyncRequest) throws -> SyncRequest {
    let signed = try SignedMessage.sign(request.bytes, for: .request, with: key.privateBytes)
    return try whole(request) {
      try SyncRequest(bytes: SignedMessage.open(signed, for: .request, from: key.publicBytes))
    }
  }

  /// The answer as the device reads it.
  func carry(_ response: SyncResponse) throws -> SyncResponse {
    let signed = try SignedMessage.sign(response.bytes, for: .answer, with: key.privateBytes)
    return try whole(response) {
      try SyncResponse(bytes: SignedMessage.open(signed, for: .answer, from: key.publicBytes))
    }
  }

  private func whole<Message: Equatable>(_ message: Message, _ read: () throws -> Message) throws -> Message {
    let result = Result { try read() }
    guard case .success(message) = result else { throw Violation(.garbled, "\(message) came as \(result)") }
    return message
  }

  /// Whether a message that was cut is refused wherever that was; `salt` says where.
  func refusesCut(_ content: Letter.Content, salt: Int) throws {
    let bytes: [UInt8]
    let isRead: ([UInt8]) -> Bool
    switch content {
    case .request(let request):
      bytes = request.bytes
      isRead = { (try? SyncRequest(bytes: $0)) != nil }
    case .answer(let response, _):
      bytes = response.bytes
      isRead = { (try? SyncResponse(bytes: $0)) != nil }
    }
    let count = salt % bytes.count
    guard !isRead(Array(bytes.prefix(count))) else {
      throw Violation(.garbled, "the first \(count) of \(bytes.count) bytes were read as a message")
    }
  }
}
