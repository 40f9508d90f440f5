import Testing

@testable import Domain
@testable import Sealing

/// Whose word about a team's key counts, and who can read what after it was changed.
@Suite struct TeamKeyTests {
  private let team = "t1"
  private let secrets = TeamSecrets()
  private let readers = (leader: ReadingKey(), volunteer: ReadingKey())

  private func entry(_ statement: TeamKeyStatement, at time: Int64) -> Entry {
    let body = statement.canonical.bytes
    let header = EntryHeader(
      id: Randomness.entryID(), kind: .teamKey, schema: 1, time: HybridTime(rawValue: time), clock: .unsynced,
      body: Fingerprint(of: body))
    return Entry(header: header, bodyBytes: body, sealed: nil)
  }

  private func statement(
    _ secrets: TeamSecrets, _ readers: [String: (ReadingKey, Bool)], signer: SigningKey, excluded: [String] = [],
    earlier: [ReadingKey] = []
  ) throws -> TeamKeyStatement {
    var terms = TeamKeyStatement.Terms()
    terms.readers = readers.mapValues { ($0.0.publicBytes, $0.1) }
    terms.excluded = excluded
    terms.earlier = earlier
    return try TeamKeyStatement(secrets, team: team, terms: terms, signer: signer)
  }

  private func first() throws -> TeamKeyStatement {
    try statement(
      secrets, ["leader": (readers.leader, true), "volunteer": (readers.volunteer, false)],
      signer: #require(secrets.authority))
  }

  @Test func aStatementGoesRoundTheWorldAndCannotBeAltered() throws {
    let statement = try first()
    #expect(TeamKeyStatement(canonical: statement.canonical) == statement)
    for (name, value) in try #require(statement.canonical.object) {
      var altered = try #require(statement.canonical.object)
      altered[name] = value.integer == nil ? (value.text == nil ? .object([:]) : .text("00")) : .integer(9)
      #expect(TeamKeyStatement(canonical: .object(altered)) == nil, "\(name)")
    }
    var longer = try #require(statement.canonical.object)
    longer["next_authority"] = .text(Hexadecimal.text(SigningKey().publicBytes))
    #expect(TeamKeyStatement(canonical: .object(longer)) == nil)
  }

  @Test func leadersGetTheAuthorityAndVolunteersDoNot() throws {
    let keys = TeamKeys([entry(try first(), at: 1)], team: team, anchor: nil)
    let leader = keys.secrets(for: "leader", with: Keyring([readers.leader]), held: [])
    #expect(leader.newest == secrets)
    let volunteer = keys.secrets(for: "volunteer", with: Keyring([readers.volunteer]), held: [])
    #expect(volunteer.newest == secrets.withoutAuthority && volunteer.newest?.authority == nil)
    #expect(keys.secrets(for: "leader", with: Keyring([readers.volunteer]), held: []).newest == nil)
  }

  /// After a revocation those who stay read what is new and what is old, and who went reads what is old.
  @Test func aNewKeyOpensTheOldOnesAndNotTheOtherWayRound() throws {
    let authority = try #require(secrets.authority)
    let next = secrets.renewed()
    let renewal = try statement(
      next, ["leader": (readers.leader, true)], signer: authority, excluded: ["volunteer"], earlier: [secrets.key])
    for entries in [
      [entry(try first(), at: 1), entry(renewal, at: 2)], [entry(renewal, at: 2), entry(try first(), at: 3)],
    ] {
      let keys = TeamKeys(entries, team: team, anchor: nil)
      #expect(keys.current == renewal)
      #expect(keys.excluded == ["volunteer"])
      let leader = Keyring(keys.secrets(for: "leader", with: Keyring([readers.leader]), held: []).keys)
      #expect(leader.has(next.key.publicBytes) && leader.has(secrets.key.publicBytes))
      let gone = keys.secrets(for: "volunteer", with: Keyring([readers.volunteer]), held: [])
      #expect(gone.newest == nil)
      #expect(!Keyring(gone.keys).has(next.key.publicBytes))
    }
    // Somebody who joins now knows the new key, and through it the old one.
    let anchor = TeamKeys.Anchor(authority: authority.publicBytes, key: next.key.publicBytes)
    let joined = TeamKeys([entry(try first(), at: 1), entry(renewal, at: 2)], team: team, anchor: anchor)
    #expect(joined.statements == [renewal])
    let reading = joined.secrets(for: "new", with: Keyring(), held: [next.withoutAuthority])
    #expect(Keyring(reading.keys).has(secrets.key.publicBytes))
  }

  @Test func aForeignAuthorityIsRefusedAndCounted() throws {
    let forged = TeamSecrets()
    let forgery = try statement(
      forged.renewed(), ["leader": (readers.leader, true)], signer: #require(forged.authority))
    let keys = TeamKeys([entry(try first(), at: 1), entry(forgery, at: 2)], team: team, anchor: nil)
    #expect(keys.current?.publicKey == secrets.key.publicBytes)
    #expect(keys.refused == 1)
    // With an anchor even a forgery that claims to be the earliest changes nothing.
    let early = try statement(forged, ["leader": (readers.leader, true)], signer: #require(forged.authority))
    let anchor = TeamKeys.Anchor(
      authority: try #require(secrets.authority).publicBytes, key: secrets.key.publicBytes)
    let anchored = TeamKeys([entry(try first(), at: 5), entry(early, at: 1)], team: team, anchor: anchor)
    #expect(anchored.current?.publicKey == secrets.key.publicBytes)
    // A statement for another team is none of ours.
    #expect(TeamKeys([entry(try first(), at: 1)], team: "t2", anchor: nil).current == nil)
  }

  /// A leader who was revoked signs nothing more that counts.
  @Test func whoeverWasTheAuthorityIsNoneAnyMore() throws {
    let old = try #require(secrets.authority)
    let next = secrets.renewed()
    let renewal = try statement(next, ["leader": (readers.leader, true)], signer: old, earlier: [secrets.key])
    #expect(renewal.nextAuthority == next.authority?.publicBytes)
    let third = next.renewed()
    let byTheOld = try statement(third, [:], signer: old)
    let keys = TeamKeys(
      [entry(try first(), at: 1), entry(renewal, at: 2), entry(byTheOld, at: 3)], team: team, anchor: nil)
    #expect(keys.current == renewal)
    #expect(keys.refused == 1)
    let byTheNew = try statement(third, [:], signer: #require(next.authority))
    let later = TeamKeys(
      [entry(try first(), at: 1), entry(renewal, at: 2), entry(byTheOld, at: 3), entry(byTheNew, at: 4)], team: team,
      anchor: nil)
    #expect(later.current == byTheNew)
  }

  /// Somebody who was the authority knows the public keys that are in force, and dates what they write as they please.
  @Test func nobodyWhoWasTheAuthorityTakesTheTeamBack() throws {
    let old = try #require(secrets.authority)
    let second = secrets.renewed()
    let renewal = try statement(second, ["leader": (readers.leader, true)], signer: old, earlier: [secrets.key])
    let honest = [entry(try first(), at: 10), entry(renewal, at: 20)]
    let anchor = TeamKeys.Anchor(authority: old.publicBytes, key: secrets.key.publicBytes)
    let pinned = [
      1: TeamKeys.Pin(key: secrets.key.publicBytes, successor: old.publicBytes),
      2: TeamKeys.Pin(key: second.key.publicBytes, successor: try #require(second.authority).publicBytes),
    ]
    // The same key with an authority of their own, as a supplement; and another key for the same generation, dated before.
    let puppet = TeamSecrets(generation: 2, key: second.key, indexKey: second.indexKey, authority: SigningKey())
    let supplement = try statement(puppet, [:], signer: old)
    let other = try statement(secrets.renewed(), [:], signer: old)
    for attack in [entry(supplement, at: 30), entry(supplement, at: 15), entry(other, at: 15)] {
      let keys = TeamKeys(honest + [attack], team: team, anchor: anchor, pinned: pinned)
      #expect(keys.publicKey == second.key.publicBytes)
      let third = try statement(second.renewed(), [:], signer: #require(second.authority))
      let later = TeamKeys(honest + [attack, entry(third, at: 40)], team: team, anchor: anchor, pinned: pinned)
      #expect(later.publicKey == third.publicKey)
    }
  }

  /// Two leaders began, each without knowing of the other: each machine stays with the key that it knows, and names the
  /// other, so that a person can choose.
  @Test func twoBeginningsAreRivals() throws {
    let other = TeamSecrets()
    let beginnings = [
      entry(try first(), at: 1), entry(try statement(other, [:], signer: #require(other.authority)), at: 2),
    ]
    for (own, foreign) in [(secrets, other), (other, secrets)] {
      let anchor = TeamKeys.Anchor(authority: try #require(own.authority).publicBytes, key: own.key.publicBytes)
      let keys = TeamKeys(beginnings, team: team, anchor: anchor)
      #expect(keys.publicKey == own.key.publicBytes)
      #expect(keys.rivals.map(\.publicKey) == [foreign.key.publicBytes])
      // What is sealed to the foreign key only who has it can open, until the one that holds opens it too.
      let held = keys.secrets(for: "x", with: Keyring(), held: [own, foreign])
      #expect(held.strays == [foreign.key])
      let handed = try statement(own, [:], signer: #require(own.authority), earlier: held.strays)
      let later = TeamKeys(beginnings + [entry(handed, at: 3)], team: team, anchor: anchor)
      #expect(later.secrets(for: "x", with: Keyring(), held: [own, foreign]).strays.isEmpty)
      #expect(later.secrets(for: "y", with: Keyring(), held: [own]).keys.contains(foreign.key))
    }
    // Who came in later, by an invitation, is not asked about what was before.
    let next = secrets.renewed()
    let renewal = try statement(next, [:], signer: #require(secrets.authority))
    let anchor = TeamKeys.Anchor(
      authority: try #require(secrets.authority).publicBytes, key: next.key.publicBytes)
    #expect(TeamKeys(beginnings + [entry(renewal, at: 4)], team: team, anchor: anchor).rivals.isEmpty)
  }

  /// Two leaders revoked a machine each at the same time. One key holds, and nobody whom either has shut out may keep it.
  @Test func whomEitherOfTwoRenewalsShutsOutStaysOut() throws {
    let authority = try #require(secrets.authority)
    let (one, two) = (secrets.renewed(), secrets.renewed())
    let byOne = try statement(
      one, ["leader": (readers.leader, true), "b": (readers.volunteer, false)], signer: authority, excluded: ["a"])
    let byTwo = try statement(
      two, ["leader": (readers.leader, true), "a": (readers.volunteer, false)], signer: authority, excluded: ["b"])
    let entries = [entry(try first(), at: 1), entry(byOne, at: 2), entry(byTwo, at: 3)]
    let keys = TeamKeys(entries, team: team, anchor: nil)
    #expect(keys.publicKey == one.key.publicBytes)
    #expect(keys.excluded == ["a", "b"])
    #expect(keys.overdue == ["b"])
    #expect(keys.rivals == [byTwo])
    let third = one.renewed()
    let mended = try statement(third, [:], signer: #require(one.authority), excluded: ["a", "b"])
    #expect(TeamKeys(entries + [entry(mended, at: 4)], team: team, anchor: nil).overdue.isEmpty)
    // A stranger shuts nobody out.
    let forged = TeamSecrets()
    let forgery = try statement(forged, [:], signer: #require(forged.authority), excluded: ["leader"])
    #expect(TeamKeys(entries + [entry(forgery, at: 5)], team: team, anchor: nil).excluded == ["a", "b"])
  }

  /// A sheet's public key stands in the feed, so that anybody can seal to it; only the sheet says which authority is its own.
  @Test func aSheetVouchesForTheAuthorityUnderWhichItWasMade() throws {
    let sheet = try RecoveryCode().key
    var terms = TeamKeyStatement.Terms()
    terms.sheet = sheet
    let made = try TeamKeyStatement(secrets, team: team, terms: terms, signer: #require(secrets.authority))
    #expect(made.isVouchedFor(by: sheet))
    #expect(TeamKeyStatement(canonical: made.canonical)?.isVouchedFor(by: sheet) == true)
    #expect(try !made.isVouchedFor(by: RecoveryCode().key))
    // What it says is of this key, this authority and this team alone.
    let forged = TeamSecrets()
    let same = try TeamKeyStatement(secrets, team: "t2", terms: terms, signer: #require(secrets.authority))
    let successor = try TeamKeyStatement(secrets, team: team, terms: terms, signer: SigningKey())
    let another = try TeamKeyStatement(forged, team: team, terms: terms, signer: #require(secrets.authority))
    #expect(Set([made, same, successor, another].map(\.recovery?.proof)).count == 4)
    // Passed on without the sheet, and sealed to it by a stranger.
    terms.sheet = nil
    terms.recovery = sheet.publicBytes
    let forgery = try TeamKeyStatement(forged, team: team, terms: terms, signer: #require(forged.authority))
    #expect(forgery.recovery?.publicKey == sheet.publicBytes && !forgery.isVouchedFor(by: sheet))
    terms.sheet = ReadingKey()
    let other = try TeamKeyStatement(forged, team: team, terms: terms, signer: #require(forged.authority))
    #expect(!other.isVouchedFor(by: sheet))
  }

  /// However often the key changes, its statement stays small enough to be sent.
  @Test func thirtyChangesOfTheKeyStaySmall() throws {
    var present = secrets
    var entries = [entry(try first(), at: 1)]
    for number in 2...30 {
      let keys = TeamKeys(entries, team: team, anchor: nil)
      let reading = keys.secrets(for: "leader", with: Keyring([readers.leader]), held: [])
      let next = present.renewed()
      let statement = try statement(
        next, ["leader": (readers.leader, true)], signer: #require(present.authority), earlier: reading.keys)
      #expect(reading.keys.count == number - 1)
      entries.append(entry(statement, at: Int64(number)))
      present = next
    }
    #expect(try #require(entries.last?.bodyBytes).count < 8 * 1024)
    let reading = TeamKeys(entries, team: team, anchor: nil)
      .secrets(for: "leader", with: Keyring([readers.leader]), held: [])
    #expect(Keyring(reading.keys).has(secrets.key.publicBytes))
  }

  @Test func aReaderProvesThatItIsAMember() throws {
    let device = DeviceKeys()
    let statement = try ReaderStatement(readers.volunteer.publicBytes, of: device, with: secrets.withoutAuthority)
    #expect(ReaderStatement(canonical: statement.canonical) == statement)
    #expect(statement.device == device.deviceID)
    #expect(statement.isMember(by: Keyring([secrets.key])))
    #expect(!statement.isMember(by: Keyring([ReadingKey()])))
    #expect(!statement.isLeader(by: [try #require(secrets.authority).publicBytes]))
    let leader = try ReaderStatement(readers.leader.publicBytes, of: device, with: secrets)
    #expect(leader.isLeader(by: [try #require(secrets.authority).publicBytes]))
    // What nobody has signed is in no statement.
    var longer = try #require(leader.canonical.object)
    longer["note"] = .text("nobody has signed this")
    #expect(ReaderStatement(canonical: .object(longer)) == nil)
    let stranger = try ReaderStatement(readers.volunteer.publicBytes, of: DeviceKeys(), with: nil)
    #expect(!stranger.isMember(by: Keyring([secrets.key])))
    // A member's proof does not serve another device.
    var stolen = try #require(stranger.canonical.object)
    for name in ["proof", "team_key"] { stolen[name] = statement.canonical[name] }
    #expect(ReaderStatement(canonical: .object(stolen)) == nil)
  }

  @Test func aPacketOpensWithItsCodeOnly() throws {
    let code = InvitationCode.random()
    let packet = InvitationPacket(
      secrets: secrets, authority: try #require(secrets.authority).publicBytes,
      successor: SigningKey().publicBytes)
    let bytes = try packet.sealed(with: code)
    #expect(try InvitationPacket(opening: bytes, with: code) == packet)
    #expect(throws: SealingError.cannotOpen) { try InvitationPacket(opening: bytes, with: .random()) }
    for place in bytes.indices {
      var altered = bytes
      altered[place] ^= 1
      #expect(throws: SealingError.self) { try InvitationPacket(opening: altered, with: code) }
    }
    // What the server is shown opens nothing and leads to no code.
    #expect(code.ticket != Array(code.symbols.utf8))
    #expect(InvitationCode.digest(ofTicket: code.ticket) == code.digest)
  }

  @Test func oneDossierHasOneIndexUnderOneKey() {
    let index = BlindIndex(key: secrets.indexKey)
    #expect(index.value(ofDossier: "G22.99-251225-020175") == index.value(ofDossier: " g22 99 251225 020175"))
    #expect(index.value(ofDossier: "G22.99-251225-020175") != index.value(ofDossier: "G22.99-251225-020176"))
    #expect(index.value(ofDossier: "1") != BlindIndex(key: TeamSecrets().indexKey).value(ofDossier: "1"))
    #expect(secrets.renewed().indexKey == secrets.indexKey)
  }
}
