import Domain
import Sealing
import SyncCore

/// Messages of the exchange. What a reader took is written as something that reads the same and then never changes; it
/// need not be the bytes that came, since members of a newer version are passed over. Entries keep every byte.
enum MessageFuzz {
  static let readers: [@Sendable ([UInt8]) -> Bool] = [
    canonical, request, response, again(EnrolmentRequest.init(bytes:), \.bytes),
    again(EnrolmentResponse.init(bytes:), \.bytes), again(TeamRequest.init(bytes:), \.bytes),
    again(TeamResponse.init(bytes:), \.bytes), again(PublishRequest.init(bytes:), \.bytes),
    again(PublishResponse.init(bytes:), \.bytes), again(RenewalRequest.init(bytes:), \.bytes),
    again(RenewalResponse.init(bytes:), \.bytes), protocols,
    // The corpus names readers by their place, so that new ones stand at the end.
    again(GuideStatusRequest.init(bytes:), \.bytes), again(GuideStatusResponse.init(bytes:), \.bytes),
  ]

  /// A value has one form: bytes that say the same in another are none.
  @Sendable private static func canonical(_ bytes: [UInt8]) -> Bool {
    guard let value = try? CanonicalValue(bytes: bytes) else { return false }
    hold(value.bytes == bytes, "a canonical value has one form")
    return true
  }

  @Sendable private static func request(_ bytes: [UInt8]) -> Bool {
    guard let request = try? SyncRequest(bytes: bytes) else { return false }
    for entry in request.push.entries { hold(isKept(entry), "an entry keeps its bytes") }
    return again(SyncRequest.init(bytes:), \.bytes)(bytes)
  }

  @Sendable private static func response(_ bytes: [UInt8]) -> Bool {
    guard let response = try? SyncResponse(bytes: bytes) else { return false }
    if case .goesOn(let after, let changes, let place, _) = response.feed {
      hold(changes.count == place.change - after.change, "a feed has as many changes as it says")
      for case .entry(let entry) in changes { hold(isKept(entry), "an entry keeps its bytes") }
    }
    return again(SyncResponse.init(bytes:), \.bytes)(bytes)
  }

  /// What can be read of a message before its signature is checked.
  @Sendable private static func protocols(_ bytes: [UInt8]) -> Bool {
    _ = try? SyncRequest.author(of: bytes)
    return (try? SyncRequest.protocols(of: bytes)) != nil
  }

  /// Whether what the entry says is made of its bytes, and reading its parts ends.
  private static func isKept(_ entry: Entry) -> Bool {
    _ = entry.matchesItsDigests
    if let body = entry.body {
      _ = Assistance(canonical: body)
      _ = ReaderStatement(canonical: body)
      _ = TeamKeyStatement(canonical: body)
      _ = Opening(canonical: body)
    }
    return (try? CanonicalValue(bytes: entry.headerBytes)).flatMap(EntryHeader.init(canonical:)) == entry.header
  }

  /// That what was read is written as something that reads the same, in the same bytes from then on.
  private static func again<Message: Equatable & SendableMetatype, Fault: Error>(
    _ read: @escaping @Sendable ([UInt8]) throws(Fault) -> Message,
    _ bytes: @escaping @Sendable (Message) -> [UInt8]
  ) -> @Sendable ([UInt8]) -> Bool {
    { input in
      guard let message = try? read(input) else { return false }
      let written = bytes(message)
      guard let second = try? read(written) else { preconditionFailure("what was written is read") }
      hold(second == message, "what was read is what was written")
      hold(bytes(second) == written, "a message is written one way")
      return true
    }
  }
}
