import Domain
import Sealing
import SyncClient
import SyncCore
import SyncTesting

/// A server in memory at the other end of a wire that can be cut, with one device that has joined.
actor LoopbackServer: Transport {
  nonisolated let keys = DeviceKeys()
  nonisolated let signing = SigningKey()
  private(set) var team = TeamJournal(team: "team")
  /// How many messages reached the server.
  private(set) var arrivals = 0
  /// How many bytes of entries the messages carried.
  private(set) var sizes: [Int] = []
  /// How long the waits were that were asked for.
  private(set) var pauses: [Int] = []
  private var guides: [SignedGuide] = []
  /// What happens instead of the next answers, the nearest first; nil answers.
  private var faults: [SyncFault?] = []
  private var signer: SigningKey

  init() { signer = signing }

  /// The journal of the device, empty.
  nonisolated func journal(contentKey: [UInt8]? = nil) -> MemoryJournal {
    .sample(
      StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), contentKey: contentKey,
      serverKey: signing.publicBytes)
  }

  func publish(_ guides: [SignedGuide]) { self.guides += guides }

  func fail(_ faults: [SyncFault?]) { self.faults = faults }

  /// From now on somebody else answers.
  func impersonate() { signer = SigningKey() }

  func pause(milliseconds: Int) { pauses.append(milliseconds) }

  func send(_ route: String, body: [UInt8], token: String?) throws -> TransportReply {
    arrivals += 1
    let request = try SyncRequest(bytes: SignedMessage.open(body, for: .request, from: keys.signingPublic))
    sizes.append(request.push.entries.map(\.size).reduce(0, +))
    let answer = team.exchange(JournalExchange.Question(request))
    if let fault = faults.isEmpty ? nil : faults.removeFirst() { throw fault }
    let newer = guides.filter {
      $0.package.version > (request.guides?[$0.package.id] ?? 0) && !request.refused.contains($0.mark)
    }
    let response = SyncResponse(
      epoch: "1", stream: request.stream, outcome: answer.outcome, mark: answer.mark, feed: answer.feed,
      guides: Array(newer.prefix(1)), moreGuides: newer.count > 1, time: 0)
    let bytes = try SignedMessage.sign(response.bytes, for: .answer, with: signer.privateBytes)
    return TransportReply(status: 200, body: bytes)
  }
}
