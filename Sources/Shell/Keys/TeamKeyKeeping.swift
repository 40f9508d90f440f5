import Domain
import LocalStore
import Sealing
import SyncCore

/// What a leader's machine does for the team's key: makes it, hands it on, and makes another where somebody has to go.
struct TeamKeyKeeping {
  let shell: Shell

  /// Makes the team's first key, where this machine is its leader's and there is none; whether something was made.
  func begin() throws -> Bool {
    let store = try shell.store
    try store.pinTeamKeys()
    try tellOfChoices()
    guard let enrolment = try store.enrolment(), Role(rawValue: enrolment.role)?.leads == true,
      let keys = try store.teamKeys()
    else { return false }
    if keys.current != nil {
      if !keys.overdue.isEmpty { shell.screen.show(shell.phrases("keys.overdue"), .warning) }
      return false
    }
    guard let vault = try store.vault()?.vault else {
      shell.screen.show(shell.phrases("keys.team-needs-passphrase"), .warning)
      return false
    }
    let secrets = TeamSecrets()
    guard let authority = secrets.authority else { return false }
    var terms = TeamKeyStatement.Terms()
    terms.readers[store.keys.deviceID] = (vault.publicKey, true)
    let statement = try TeamKeyStatement(secrets, team: enrolment.team, terms: terms, signer: authority)
    let reader = try ReaderStatement(vault.publicKey, of: store.keys, with: secrets)
    try store.hold(
      secrets, authority: authority.publicBytes, successor: authority.publicBytes, of: enrolment.team,
      saying: [.teamKey(statement), .reader(reader)])
    shell.screen.show(shell.phrases("keys.team-made"), .good)
    return true
  }

  /// Says, once for each, which other keys somebody has made for the team.
  private func tellOfChoices() throws {
    let store = try shell.store
    let codes = try codesOfChoices()
    guard try codes != store.value(of: .toldChoices) ?? "" else { return }
    if !codes.isEmpty {
      let phrase = try store.awaitsTrust() ? "keys.team-has-one" : "keys.team-has-more"
      shell.screen.show(shell.phrases(phrase, ["code": codes]), .warning)
    }
    try store.keep(codes, as: .toldChoices)
  }

  private func codesOfChoices() throws -> String {
    try shell.store.teamKeyChoices().filter { !$0.isLeft }.map { Self.spoken($0.key) }.joined(separator: "; ")
  }

  /// Believes the key that somebody else has made for the team, once the person has compared its code.
  ///
  /// - Parameter number: Which of them, from 1, where there are several.
  func trust(_ number: Int?, isConfirmed: Bool) throws {
    let store = try shell.store
    let all = try store.teamKeyChoices()
    let fresh = all.filter { !$0.isLeft }
    // To one that was left there is a way back, while there is nothing else to choose.
    let choices = fresh.isEmpty ? all : fresh
    guard !choices.isEmpty else { throw UserFault("keys.nothing-to-trust") }
    guard let number = number ?? (choices.count == 1 ? 1 : nil) else {
      for (index, choice) in choices.enumerated() { shell.screen.item(index + 1, Self.spoken(choice.key)) }
      throw UserFault("keys.which-to-trust", kind: .usage)
    }
    guard choices.indices.contains(number - 1) else {
      throw UserFault("input.no-such-number", ["count": String(choices.count)])
    }
    let choice = choices[number - 1]
    let question = shell.phrases(
      choice.isLeft ? "keys.trust-back" : "keys.trust-confirm", ["code": Self.spoken(choice.key)])
    guard isConfirmed || shell.isConfirmed(question) else {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    try store.trust(choice.statement)
    let canRead = try store.teamKeys()?.current?.grants[store.keys.deviceID] != nil
    shell.screen.show(shell.phrases(canRead ? "keys.trusted" : "keys.trusted-writes-only"), .good)
  }

  /// What an invitation carries past the server.
  ///
  /// - Throws: `UserFault` where this machine has nothing to hand on, or stays locked.
  func packet(for role: Role, code: InvitationCode) throws -> [UInt8] {
    // Whoever joins begins to believe where the present key began.
    guard let first = try trustedKeys().first else { throw UserFault("keys.no-team-key") }
    guard let secrets = try shell.keys.reading().team.newest else { throw UserFault("keys.not-a-reader") }
    let given = role == .volunteer || role == .trainer ? secrets.withoutAuthority : secrets
    return try InvitationPacket(secrets: given, authority: first.authority, successor: first.successor).sealed(
      with: code)
  }

  /// Takes what an invitation carried: from now on this machine seals to its team's key and, with a passphrase, reads.
  func take(_ packet: InvitationPacket, of team: String) throws {
    let store = try shell.store
    do throws(UserFault) { try shell.keys.requireVault() } catch { shell.show(error) }
    var drafts: [Draft] = []
    if let vault = try store.vault()?.vault {
      drafts = [.reader(try ReaderStatement(vault.publicKey, of: store.keys, with: packet.secrets))]
    }
    try store.hold(
      packet.secrets, authority: packet.authority, successor: packet.successor, of: team, saying: drafts)
    shell.screen.show(shell.phrases(drafts.isEmpty ? "keys.writes-only" : "keys.team-taken"), .good)
  }

  /// Gives the team another key: for everybody who may read it, without that device.
  func renew(without revoked: TeamDevice?, among devices: [TeamDevice]) throws {
    let store = try shell.store
    let (reading, secrets, authority) = try leadersReading()
    guard let enrolment = try store.enrolment(), let keys = try store.teamKeys() else { return }
    let readers = try store.readers()
    let excluded = keys.excluded.union(
      devices.filter { $0.revoked != nil }.map(\.id) + [revoked?.id].compactMap(\.self))
    var terms = TeamKeyStatement.Terms()
    terms.excluded = Array(excluded)
    terms.earlier = reading.team.keys
    let sheets = keys.sheets(without: excluded)
    terms.recovery = sheets.first
    for device in devices where !excluded.contains(device.id) {
      guard let reader = readers[device.id],
        reader.isMember(by: Keyring([secrets.key])) || keys.hasGranted(device.id, reader: reader.key)
      else { continue }
      // Who leads no more signs nothing more, whatever they could show once.
      let leads = Role(rawValue: device.role)?.leads == true
      terms.readers[device.id] = (reader.key, leads && reader.isLeader(by: keys.authorities))
    }
    let next = secrets.renewed()
    var statements = [try TeamKeyStatement(next, team: enrolment.team, terms: terms, signer: authority)]
    // One statement bears one sheet.
    for sheet in sheets.dropFirst() {
      var more = TeamKeyStatement.Terms()
      more.recovery = sheet
      statements.append(
        try TeamKeyStatement(next, team: enrolment.team, terms: more, signer: next.authority ?? authority))
    }
    try store.renew(next, of: enrolment.team, saying: statements.map(Draft.teamKey))
    func names(_ devices: [TeamDevice]) -> [String: String] {
      ["names": devices.map(\.name).joined(separator: ", ")]
    }
    shell.screen.show(
      shell.phrases("keys.renewed", names(devices.filter { terms.readers[$0.id] != nil })), .good)
    if sheets.count < keys.sheets(without: []).count {
      shell.screen.show(shell.phrases("keys.sheet-ended"), .warning)
    }
    let without = devices.filter { $0.revoked == nil && $0.id != revoked?.id && terms.readers[$0.id] == nil }
    if !without.isEmpty { shell.screen.show(shell.phrases("keys.renewed-without", names(without)), .warning) }
  }

  /// Gives the team's key to a device that came in by an invitation of the server's.
  func grant(to device: TeamDevice, isConfirmed: Bool) throws {
    let store = try shell.store
    guard let enrolment = try store.enrolment(), let keys = try store.teamKeys() else { return }
    guard device.revoked == nil, !keys.excluded.contains(device.id) else {
      throw UserFault("keys.excluded", ["name": device.name])
    }
    guard let reader = try store.readers()[device.id] else {
      throw UserFault("keys.no-reader", ["name": device.name])
    }
    let (_, secrets, authority) = try leadersReading()
    let role = Role(rawValue: device.role) ?? .volunteer
    let facts = ["name": device.name, "code": Self.spoken(reader.key), "role": shell.roleWords(device.role)]
    let question = shell.phrases("keys.grant-confirm", facts)
    guard isConfirmed || shell.isConfirmed(question) else {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    var terms = TeamKeyStatement.Terms()
    terms.readers[device.id] = (reader.key, role.leads)
    try store.append(
      .teamKey(try TeamKeyStatement(secrets, team: enrolment.team, terms: terms, signer: authority)))
    shell.screen.show(shell.phrases("keys.granted", ["name": device.name]), .good)
  }

  /// Lets a recovery sheet open the team's secrets too; false where this machine is no leader's.
  func allowRecovery(by sheet: ReadingKey) throws -> Bool {
    let store = try shell.store
    guard let enrolment = try store.enrolment(), try !store.awaitsTrust(),
      let secrets = try shell.keys.reading().team.newest, let authority = secrets.authority
    else { return false }
    var terms = TeamKeyStatement.Terms()
    terms.sheet = sheet
    try store.append(
      .teamKey(try TeamKeyStatement(secrets, team: enrolment.team, terms: terms, signer: authority)))
    return true
  }

  /// What a sheet has given back.
  enum Recovery {
    /// The key to which the team seals now.
    case present
    /// A key that the team has replaced since.
    case older
  }

  /// The team's secrets by a sheet that a leader has made; nil where the sheet vouches for none of the statements here.
  func recover(by sheet: ReadingKey) throws -> Recovery? {
    let store = try shell.store
    guard let keys = try store.teamKeys(vouchedForBy: sheet),
      let statement = keys.statements.last(where: { $0.recovery?.publicKey == sheet.publicBytes }),
      let box = statement.recovery?.box
    else { return nil }
    let secrets = try TeamSecrets(opening: box, with: Keyring([sheet]))
    try shell.keys.requireVault()
    guard let vault = try store.vault()?.vault else { return nil }
    let reader = try ReaderStatement(vault.publicKey, of: store.keys, with: secrets)
    let first = keys.first(of: statement.generation) ?? statement
    try store.trust(first)
    try store.hold(
      secrets, authority: first.authority, successor: first.successor, of: statement.team, saying: [.reader(reader)])
    return secrets.key.publicBytes == keys.publicKey ? .present : .older
  }

  /// Whether this machine looks after the team's key, and no sheet opens that key.
  func lacksSheet() throws -> Bool {
    let store = try shell.store
    guard let enrolment = try store.enrolment(), Role(rawValue: enrolment.role)?.leads == true,
      try !store.awaitsTrust(), let keys = try store.teamKeys(), keys.current != nil
    else { return false }
    return keys.sheets(without: keys.excluded).isEmpty
  }

  /// The beginning of a key's digest in groups of four digits, to be compared by voice.
  static func spoken(_ key: [UInt8]) -> String {
    let digest = Fingerprint(of: key)
    let digits = Array(digest.hexadecimal.prefix(16))
    return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<$0 + 4]) }.joined(separator: " ")
  }

  /// The team's keys, where nobody has to say yes to them first.
  private func trustedKeys() throws -> TeamKeys {
    guard try !shell.store.awaitsTrust() else { throw UserFault("keys.untrusted") }
    guard let keys = try shell.store.teamKeys() else { throw UserFault("keys.no-team-key") }
    return keys
  }

  /// What only a leader has; asks for the passphrase.
  private func leadersReading() throws -> (reading: Reading, secrets: TeamSecrets, authority: SigningKey) {
    _ = try trustedKeys()
    let reading = try shell.keys.reading()
    guard let secrets = reading.team.newest, let authority = secrets.authority else {
      throw UserFault("keys.not-a-leader")
    }
    return (reading, secrets, authority)
  }
}
