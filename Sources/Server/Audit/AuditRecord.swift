import Domain
import Sealing
import SyncCore

/// Who does something to the server: a device, a stranger of whom only the address is known, or the server's own command.
package struct Doer: Hashable, Sendable {
  package let device: String?
  /// Where the network's own address is known, only what may be kept of it (`PeerAddress.neighbourhood`).
  package let neighbourhood: String?

  /// The server's own command, on its machine.
  package static let here = Doer(device: nil, address: nil)

  /// Whoever asked from that address, as that device where it is known.
  package init(device: String?, address: PeerAddress?) {
    self.device = device
    neighbourhood = address?.neighbourhood
  }

  init(device: String?, neighbourhood: String?) {
    self.device = device
    self.neighbourhood = neighbourhood
  }
}

/// Something that was done to the server or refused, as it is kept: never a token, a code, what is sealed, or a person's
/// name.
package struct AuditRecord: Hashable, Sendable {
  /// What is kept about the whole server. What is done to a team's devices is a deed of the team (`DeedRecord`), and is
  /// kept there alone.
  package enum Act: String, CaseIterable, Sendable {
    /// A device joined a team.
    case enrolled
    /// Devices did not join; the subject is the code of the problem. One record counts an hour (`RefusalTally`); the device
    /// is there where it was the same each time.
    case enrolmentRefused = "enrolment-refused"
    /// More tokens from an address than happens by itself were refused.
    case tokenRefusedOften = "token-refused-often"
    /// The log was exported; the subject says in which form and of which days.
    case exported
    /// The key with which guides are signed was made; the subject is its public half.
    case keyCreated = "key-created"
    /// The subject is the guide's id and version.
    case guidePublished = "guide-published"
    /// The subject is the trainer's public key.
    case trainerCertified = "trainer-certified"
    case trainerRevoked = "trainer-revoked"
    case teamCreated = "team-created"
    /// The subject is how many units are known then.
    case unitsImported = "units-imported"
    /// The subject is how many procedures were in the list.
    case proceduresImported = "procedures-imported"
  }

  /// The record's own name.
  package let id: String
  /// In milliseconds since 1970.
  package let time: Int64
  /// `Act`, or the word of a deed.
  package let what: String
  package let doer: Doer
  package let team: String?
  package let subject: String?
  /// How often it was done.
  package let count: Int

  /// For how long a record is kept, in milliseconds: 400 days.
  package static let lifetime: Int64 = 400 * 86_400_000

  /// That was done; the record's name is new.
  package init(_ act: Act, by doer: Doer, team: String? = nil, subject: String? = nil, time: Int64) {
    self.init(
      id: Hexadecimal.text(Randomness.bytes(16)), time: time, what: act.rawValue, doer: doer, team: team,
      subject: subject)
  }

  init(id: String, time: Int64, what: String, doer: Doer, team: String?, subject: String?, count: Int = 1) {
    self.id = id
    self.time = time
    self.what = what
    self.doer = doer
    self.team = team
    self.subject = subject
    self.count = count
  }

  /// The record where the same was done once more by `other`.
  func again(by other: Doer) -> AuditRecord {
    let device = doer.device == other.device ? doer.device : nil
    return AuditRecord(
      id: id, time: time, what: what, doer: Doer(device: device, neighbourhood: doer.neighbourhood), team: team,
      subject: subject, count: count + 1)
  }

  /// A team's deed among the records of the server. Who an invitation is for, and its code's digest, stay with the team.
  init(_ deed: DeedRecord, of team: String) {
    self.init(
      id: deed.origin.id, time: deed.origin.time, what: deed.what, doer: Doer(device: deed.origin.device, address: nil),
      team: team, subject: deed.what == TeamDeed.invitation ? nil : deed.subject)
  }

  /// The record as an object, without what is not known; `count` where it was done more than once.
  package var canonical: CanonicalValue {
    let texts = ["device": doer.device, "address": doer.neighbourhood, "team": team, "subject": subject]
    var members = texts.compactMapValues { $0.map(CanonicalValue.text) }
    members["time"] = .integer(time)
    members["what"] = .text(what)
    members["count"] = count > 1 ? .integer(Int64(count)) : nil
    return .object(members)
  }
}

extension ServerStore {
  /// Everything that was done to the server and to its teams within a time, in the order of the time.
  package func auditTrail(in period: Range<Int64>) async throws -> [AuditRecord] {
    var records = try await audit(in: period)
    for team in try await teams() {
      records += try await deeds(team: team.id).filter { period.contains($0.origin.time) }.map {
        AuditRecord($0, of: team.id)
      }
    }
    return records.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
  }
}
