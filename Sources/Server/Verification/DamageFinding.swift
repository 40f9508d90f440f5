import Domain

/// Something in the server's database that does not fit: bytes that are not those that were stored.
package struct DamageFinding: Hashable, Sendable {
  /// What is wrong; each has the sentence `server.damage.<code>`.
  package enum Damage: String, CaseIterable, Sendable {
    /// The header is not a header any more.
    case header
    /// The entry stands under another id than its header's.
    case id
    /// The digest that is kept is not the header's.
    case headerDigest = "header-digest"
    /// The hash is not the one that follows from the entries before and this header.
    case chain
    /// The body is not the one that the header names.
    case body
    /// The body is not here: nobody ever erases one.
    case bodyGone = "body-gone"
    /// The sealed part is not the one that the header names.
    case sealed
    /// The sealed part is not here, and neither an erasure nor a day that has come explains it.
    case sealedGone = "sealed-gone"
    /// The entry counts though it should not, or the other way round.
    case standing
    /// An entry of the stream is missing before this one.
    case gap
    /// The stream is said to reach as far as it does not.
    case mark
    /// The number in the team's feed is not the next one.
    case feedGap = "feed-gap"
    /// The hash of the feed is not the one that follows from the changes before.
    case feedChain = "feed-chain"
    /// The team's feed is said to reach as far as it does not.
    case feedHead = "feed-head"
    /// The device's key is not the one by which the device is named.
    case deviceKey = "device-key"
    /// A message that is kept aside is not the one that came.
    case aside
    /// The guide cannot be read any more.
    case guide
    /// Neither the root key nor a trainer whom it vouches for signed the guide as it stands.
    case guideSignature = "guide-signature"
  }

  package let damage: Damage
  package var team: String?
  package var device: String?
  package var incarnation: String?
  package var sequence: Int?
  /// The id of the entry; of a guide its id and version.
  package var id: String?
}

/// An entry as its columns have it, believed in nothing.
struct HeldEntry: Sendable {
  let stream: StreamID
  let sequence: Int
  let id: String
  let header: [UInt8]
  let headerDigest: [UInt8]
  let body: [UInt8]?
  let sealed: [UInt8]?
  let hash: [UInt8]
  let standing: String
  let change: Int?
  /// The digest of the header that counts under the same id in the team.
  let counted: [UInt8]?

  /// What is wrong with it in that team.
  func finding(_ damage: DamageFinding.Damage, in team: String) -> DamageFinding {
    DamageFinding(
      damage: damage, team: team, device: stream.device, incarnation: stream.incarnation, sequence: sequence, id: id)
  }
}

/// A change of a team's feed as its columns have it.
struct HeldChange: Sendable {
  let stream: StreamID
  let sequence: Int
  let id: String
  let header: [UInt8]
  let change: Int
  let hash: [UInt8]?

  /// What is wrong with it in that team.
  func finding(_ damage: DamageFinding.Damage, in team: String) -> DamageFinding {
    DamageFinding(
      damage: damage, team: team, device: stream.device, incarnation: stream.incarnation, sequence: sequence, id: id)
  }
}
