import Domain
import Sealing
import SyncCore

/// What the server keeps, whatever keeps it. A call that changes something is one transaction, durable when it returns.
///
/// Every call of the sync path names the team, so that a store may spread teams over machines. Failures of the store
/// itself are `StoreFault`; refusals are `Problem`.
package protocol ServerStore: Sendable {
  /// What holds for the whole server.
  func facts() async throws -> ServerFacts
  /// Keeps the public half of the key with which guides are signed. It is given once.
  func setContentKey(_ publicKey: [UInt8]) async throws
  /// Every administrative unit that was ever loaded.
  func units() async throws -> UnitRegister
  /// Changes what is known of administrative units: one transaction, in which nobody else does. Where the change throws,
  /// nothing has changed.
  func changeUnits<Value: Sendable>(
    _ change: @escaping @Sendable (inout UnitRegister) throws -> Value
  ) async throws -> Value
  /// Names a new team.
  func createTeam(_ team: TeamRecord, now: Int64) async throws
  /// The teams, in the order of their ids.
  func teams() async throws -> [TeamRecord]
  /// Says in which administrative unit a team works from now on.
  func place(team: String, in unit: String) async throws

  /// Carries a deed out and keeps who did it and when. A deed that is known already, by its id, changes nothing.
  ///
  /// - Throws: `Problem` where there is no such device, or the code is another invitation's.
  func carryOut(_ deed: TeamDeed, for team: String, by origin: DeedOrigin) async throws
  /// What was done to a team, in the order of its time.
  func deeds(team: String) async throws -> [DeedRecord]

  /// Takes a device into the team of an invitation, with the role that the invitation gives. Where the same device uses
  /// an invitation again, it keeps the role that it has.
  ///
  /// - Throws: `Problem` where the invitation is unknown, expired or used by another device.
  func enrol(_ claim: EnrolmentClaim, now: Int64) async throws -> Joining
  /// The device of the team that has a token with that digest.
  func device(team: String, token: Fingerprint) async throws -> DeviceRecord?
  /// The device of the team with that id.
  func device(team: String, id: String) async throws -> DeviceRecord?
  /// The devices of a team, revoked ones too, in the order in which they joined.
  func devices(team: String) async throws -> [DeviceRecord]
  /// Keeps when a device last spoke to the server.
  func noteSeen(device: String, team: String, now: Int64) async throws
  /// Gives a device another token, good until `expires`, in milliseconds since 1970; the earlier one is worth nothing
  /// any more.
  func replaceToken(of device: String, team: String, token: Fingerprint, expires: Int64) async throws

  /// Decides about a push, carries the decision out, and reads what follows the device's place in the feed: one
  /// transaction. A fork is remembered, for whoever looks after devices.
  ///
  /// - Throws: `Problem(.deviceRevoked)` where the stream's device is not admitted by the time of the transaction.
  func exchange(
    _ question: JournalExchange.Question, team: String, admitting authors: AdmittedAuthors, now: Int64
  ) async throws -> JournalExchange.Answer
  /// Keeps a message of a revoked device aside, once: neither visible nor lost. One about which a person has decided does
  /// not come back.
  func keepAside(_ message: [UInt8], of device: String, team: String, now: Int64) async throws
  /// What of a team is kept aside, in the order in which it came.
  func keptAside(team: String) async throws -> [AsideRecord]
  /// How many messages of each device of a team are kept aside.
  func asideCounts(team: String) async throws -> [String: Int]
  /// Gives up messages of a device that were kept aside, by their fingerprints: a person has decided, as is kept.
  func settleAside(
    _ messages: [Fingerprint], of device: String, as decision: AsideDecision, team: String, by origin: DeedOrigin
  ) async throws

  /// The streams of a team whose name two histories bear.
  func forks(team: String) async throws -> [ForkRecord]
  /// Everything that a team's devices brought and that counts, in commit order, without sealed parts.
  func entries(team: String) async throws -> [StoredEntry]

  /// What a device gets of the guides: the newest version of each that is meant for its team and that its trust takes,
  /// where it is newer than the one that it has; the earliest published first: as many as fit into the question's bytes,
  /// but at least one; and whether more wait.
  func guides(_ question: GuideQuestion) async throws -> (guides: [SignedGuide], more: Bool)
  /// The newest version of one guide, whoever signed it; nil where none was published.
  func newestGuide(_ id: String) async throws -> SignedGuide?
  /// What counts of the assistances, with their changes, with which something is still sealed; without the sealed parts.
  func sealedAssistances(team: String) async throws -> [ReceivedEntry]
  /// Erases what is sealed with these assistances and their changes, and so shortly that nobody has to wait for it; how
  /// many sealed parts that were.
  func eraseSealed(of roots: Set<EntryID>, team: String) async throws -> Int
  /// Gives the room of erased bytes back, so that they are not in the files of tables any more.
  ///
  /// - Parameter fully: whether nobody may use the journal meanwhile, and no byte is left.
  func reclaim(fully: Bool) async throws
  /// The moment that the server can vouch for, in milliseconds since 1970, and that it keeps: what it kept before, moved on
  /// by a believable step; nil where the clock lies farther ahead and nobody confirmed it. Where nothing was kept, the step is
  /// from the latest moment at which an entry came; a store without entries keeps nothing.
  func vouchedTime(now: Int64, isConfirmed: Bool) async throws -> Int64?

  /// Keeps a new version of a guide, for the teams of these units and of the units below; for everybody where nil. The
  /// newest version may be published again word for word, for more teams. Versions that `trust` takes no more do not count:
  /// whoever stole a key must not block what comes after it was revoked.
  ///
  /// - Throws: `PublishingFault.notNewer`.
  func publish(_ guide: SignedGuide, for units: [UnitCode]?, trusting trust: ContentTrust?, now: Int64) async throws
  /// Every version of every guide that was published, in the order of their publishing.
  func publications() async throws -> [Publication]
  /// Keeps which versions of guides a device has.
  func noteGuides(_ versions: [String: Int], of device: String, team: String) async throws
  /// Which versions of guides the devices of a team have, by device; without those that never said.
  func guideVersions(team: String) async throws -> [String: [String: Int]]

  /// The province's catalogue of procedures, in the order of their codes.
  func procedures() async throws -> [ListedProcedure]
  /// Puts a catalogue in place of the one before, and publishes new versions of parts of it, all or nothing.
  ///
  /// - Throws: `PublishingFault.notNewer` where somebody else has published such a part meanwhile.
  func replaceProcedures(_ procedures: [ListedProcedure], parts: [SignedGuide], now: Int64) async throws

  /// Keeps that something was done to the server; once, by the record's name.
  func noteAudit(_ record: AuditRecord) async throws
  /// Keeps that something was done, or was done once more: the record of that name counts one more then, and names a device
  /// only where it was the same each time.
  func tallyAudit(_ record: AuditRecord) async throws
  /// What was done to the server itself within a time, in the order of the time (`auditTrail(in:)` has the teams' too).
  func audit(in period: Range<Int64>) async throws -> [AuditRecord]
  /// Forgets what was done before a time, in milliseconds since 1970.
  func purgeAudit(before time: Int64) async throws

  /// Gives up what the store has open. Nothing can be asked after that.
  func close() async throws
}

/// Whose entries are taken in.
package enum AdmittedAuthors: Sendable {
  /// Those of devices that belong to the team.
  case members
  /// Also those of a device that was revoked: a person has decided so.
  case revokedToo
}

extension ServerStore {
  /// An exchange of a device that belongs to the team.
  package func exchange(
    _ question: JournalExchange.Question, team: String, now: Int64
  ) async throws -> JournalExchange.Answer {
    try await exchange(question, team: team, admitting: .members, now: now)
  }
}

/// What holds for the whole server.
package struct ServerFacts: Hashable, Sendable {
  /// The name of the history that this store holds.
  package let epoch: String
  /// The public half of the key with which guides are signed, once there is one.
  package let contentKey: [UInt8]?
  /// The key pair with which the server signs its answers: it goes with the store, so that every process on it signs
  /// alike.
  package let signingKey: SigningKey
}

/// A stream whose name two histories bear: the device was restored from a copy, or its folder was cloned.
package struct ForkRecord: Hashable, Sendable {
  package let stream: StreamID
  /// When it was noticed first and last, in milliseconds since 1970.
  package let first: Int64
  package let last: Int64
}

/// An entry that a device brought.
package struct StoredEntry: Hashable, Sendable {
  package let entry: Entry
  /// The device whose stream brought it: another than the author's where somebody handed it on.
  package let device: String
}

extension ServerStore {
  /// Keeps a new version of a guide, for the teams of these units, or for everybody.
  package func publish(_ guide: SignedGuide, for units: [UnitCode]? = nil, now: Int64) async throws {
    try await publish(guide, for: units, trusting: try await presentTrust(), now: now)
  }

  /// Whose guides this server takes.
  ///
  /// - Throws: `PublishingFault.noContentKey`.
  package func contentTrust() async throws -> ContentTrust {
    guard let trust = try await presentTrust() else { throw PublishingFault.noContentKey }
    return trust
  }

  /// Whose guides this server takes; nil before it has a root key.
  func presentTrust() async throws -> ContentTrust? {
    guard let key = try await facts().contentKey else { return nil }
    return ContentTrust(rootKey: key, list: try await newestGuide(RevokedTrainers.id))
  }
}

/// Why a guide was not published.
package enum PublishingFault: Error, Hashable, Sendable {
  /// The server already has that version or a newer one.
  case notNewer(published: Int)
  /// A content key is there already; another would leave the enrolled devices without new guides.
  case contentKeyExists
  /// The key is not the server's content key.
  case otherKey
  /// The server has no content key yet.
  case noContentKey
}
