import Domain
import Sealing
import Server
import ServerTesting
import SyncCore
import SyncTesting
import Testing

/// What became of a push, where nobody asked for the feed.
typealias PushResult = JournalExchange.Answer

extension JournalExchange.Answer {
  /// That outcome, and nothing of the feed.
  init(outcome: SyncResponse.Outcome, mark: StreamMark) { self.init(outcome: outcome, mark: mark, feed: nil) }
}

/// The digest of a code as somebody types it.
func digest(of typed: String) throws -> Fingerprint { try #require(InvitationCode(typed)).digest }

/// A device that has joined a team and writes straight into a store.
struct StoreWriter: Sendable {
  let team: String
  let stream: StreamID
  /// When what is written comes, on the server's clock.
  var now: Int64 = 1
  /// How far the writer believes the store to hold its stream.
  private(set) var mark: StreamMark

  /// A device with that number, which joins the team with a new invitation.
  init(_ number: Int, joining team: String, of server: TestServer, incarnation: Int = 1) async throws {
    self.team = team
    stream = .sample(number, incarnation: incarnation)
    mark = StreamMark(sequence: 0, hash: EntryChain.start(of: stream))
    let code = try digest(of: await server.invite(team))
    _ = try await server.store.enrol(.sample(stream.device, code: code), now: server.clock.now)
  }

  /// The push of entries after what the writer believes to be held.
  func pushing(_ entries: [Entry]) -> SyncRequest.Push { SyncRequest.Push(base: mark, entries: entries) }

  /// The mark after those entries.
  func mark(after entries: [Entry]) -> StreamMark {
    entries.reduce(mark) { mark, entry in
      StreamMark(
        sequence: mark.sequence + 1, hash: EntryChain.next(after: mark.hash, header: entry.headerBytes))
    }
  }

  /// Believes the store to hold these entries after what it held.
  mutating func believe(_ entries: [Entry]) { mark = mark(after: entries) }

  /// Sends a push as it stands, whatever the writer believes.
  func send(_ push: SyncRequest.Push, to store: any ServerStore) async throws -> PushResult {
    try await store.exchange(JournalExchange.Question(stream: stream, push: push), team: team, now: now)
  }

  /// Writes entries, which have to be stored.
  mutating func write(_ entries: [Entry], to store: any ServerStore) async throws -> PushResult {
    let result = try await send(pushing(entries), to: store)
    if result.outcome == .stored { mark = mark(after: entries) }
    return result
  }
}

extension EnrolmentClaim {
  /// What a device asks for with a code.
  static func sample(_ device: String, code: Fingerprint, token: String = "t", name: String = "Máy 1") -> EnrolmentClaim
  {
    EnrolmentClaim(
      code: code, device: device, name: name, signingKey: [1], sealingKey: [2],
      token: Fingerprint(of: Array("\(device) \(token)".utf8)), tokenExpires: .max)
  }
}

extension ServerStore {
  /// The ids that count in a team, in the order in which they were committed.
  func countedIDs(_ team: String) async throws -> [EntryID] { try await entries(team: team).map(\.entry.header.id) }
}
