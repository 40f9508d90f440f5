import Domain
import LocalStore
import Sealing

/// This machine's passphrase: chosen once, asked for when something sealed is to be read, and forgotten after a rest.
final class KeyCabinet {
  /// How long nobody may have typed before what is open is locked again, in milliseconds: ten minutes.
  package static let rest: Int64 = 10 * 60_000
  /// How often a passphrase is asked for before the person has to begin again.
  private static let tries = 3
  /// The longest wait after a wrong passphrase, in seconds.
  private static let longestWait = 60

  private unowned let shell: Shell
  private var opened: (key: ReadingKey, used: Int64)?

  init(_ shell: Shell) { self.shell = shell }

  /// Forgets the key.
  func lock() { opened = nil }

  /// Whether the key is there still: nobody has to type anything to read.
  var isOpen: Bool { key != nil }

  private var key: ReadingKey? {
    let now = shell.parts.uptime()
    guard let opened, now - opened.used < Self.rest else {
      lock()
      return nil
    }
    self.opened = (opened.key, now)
    return opened.key
  }

  /// Makes sure that this machine has a passphrase, so that personal text can be sealed and read again.
  ///
  /// - Throws: `UserFault` where the person chooses none; nothing personal is kept then.
  func requireVault() throws(UserFault) {
    guard try shell.faulting({ try shell.store.vault() }) == nil else { return }
    try choose(for: ReadingKey(), asking: "keys.first")
  }

  /// What can be read: asks for the passphrase where it is locked.
  ///
  /// - Throws: `UserFault` where there is none, or it was wrong.
  func reading() throws(UserFault) -> Reading {
    let store = try shell.store
    let key = if let key { key } else { try unlocked() }
    return try shell.faulting {
      let reading = try store.reading(with: key)
      try restate(reading)
      return reading
    }
  }

  /// Tells the team anew which key is this machine's, where it can prove more than it did: that it has the present key,
  /// or that it is a leader's.
  private func restate(_ reading: Reading) throws {
    let store = try shell.store
    guard try !store.awaitsTrust(), let secrets = reading.team.newest else { return }
    try store.learnIndexKey(secrets)
    // A machine that was shut out has the present key until there is another, and shall get no more with it.
    if try store.teamKeys()?.overdue.isEmpty == true { try share(reading.team.strays, under: secrets) }
    let said = try store.readers()[store.keys.deviceID]
    let isMember = said?.key == reading.own.publicBytes && said?.isMember(by: Keyring([secrets.key])) == true
    let isLeader = secrets.authority.map { said?.isLeader(by: [$0.publicBytes]) == true } ?? true
    guard !isMember || !isLeader else { return }
    try store.append(.reader(ReaderStatement(reading.own.publicBytes, of: store.keys, with: secrets)))
  }

  /// Hands the team the keys that only this machine has of it: it made them before it took the team's, or at the same
  /// time as another leader's. What was sealed to them the others can read then.
  private func share(_ strays: [ReadingKey], under secrets: TeamSecrets) throws {
    guard !strays.isEmpty, let authority = secrets.authority, let team = try shell.store.enrolment()?.team else {
      return
    }
    var terms = TeamKeyStatement.Terms()
    terms.earlier = strays
    try shell.store.append(.teamKey(TeamKeyStatement(secrets, team: team, terms: terms, signer: authority)))
  }

  /// Puts a key under a passphrase that the person chooses now, and tells the team which key it is.
  func choose(for key: ReadingKey, asking phrase: String, stretching: Stretching? = nil) throws(UserFault) {
    try keep(key, under: try chosen(asking: phrase), stretching: stretching)
    shell.screen.show(shell.phrases("keys.set"), .good)
  }

  /// Puts a key under that passphrase.
  func keep(_ key: ReadingKey, under passphrase: Passphrase, stretching: Stretching? = nil) throws(UserFault) {
    let store = try shell.store
    try shell.faulting {
      let before = try store.vault()?.vault
      let vault = try Vault(
        key, passphrase: passphrase, stretching: stretching ?? before?.stretching ?? shell.parts.stretching)
      // The team is told to which key it may seal for this machine.
      let isNew = before?.publicKey != key.publicBytes
      let statement = isNew ? try ReaderStatement(key.publicBytes, of: store.keys, with: nil) : nil
      try store.keep(vault, saying: statement.map(Draft.reader))
      opened = (key, shell.parts.uptime())
    }
  }

  /// Makes the passphrase as dear as this machine allows; nil where it is already. Asks for the passphrase.
  func raise() throws(UserFault) -> Stretching? {
    guard let present = try shell.faulting({ try shell.store.vault()?.vault.stretching }) else { return nil }
    var dearest = present
    while let next = Stretching(logarithm: dearest.logarithm + 1), shell.parts.affords(next) { dearest = next }
    guard dearest != present else { return nil }
    lock()
    let typed = shell.parts.passphrase() ?? ask("keys.passphrase") ?? ""
    guard !typed.isEmpty else { throw UserFault("keys.locked") }
    let key = try attempt(typed)
    guard let passphrase = Passphrase(typed) else { throw tooShort }
    try keep(key, under: passphrase, stretching: dearest)
    return dearest
  }

  private func chosen(asking phrase: String) throws(UserFault) -> Passphrase {
    if let given = shell.parts.passphrase() {
      guard let passphrase = Passphrase(given) else { throw tooShort }
      return passphrase
    }
    shell.screen.show(shell.phrases(phrase, ["least": String(Passphrase.minimumLength)]))
    for _ in 1...Self.tries {
      guard let typed = ask("keys.new"), !typed.isEmpty else { break }
      guard let passphrase = Passphrase(typed) else {
        shell.show(tooShort)
        continue
      }
      guard let again = ask("keys.again") else { break }
      if Passphrase(again) == passphrase { return passphrase }
      shell.show(UserFault("keys.differ"))
    }
    throw UserFault("keys.none")
  }

  private var tooShort: UserFault { UserFault("keys.too-short", ["least": String(Passphrase.minimumLength)]) }

  private func unlocked() throws(UserFault) -> ReadingKey {
    let store = try shell.store
    guard try shell.faulting({ try store.vault() }) != nil else { throw UserFault("keys.none-yet") }
    if let given = shell.parts.passphrase() { return try attempt(given) }
    for number in 1...Self.tries {
      guard let typed = ask("keys.passphrase"), !typed.isEmpty else { throw UserFault("keys.locked") }
      do throws(UserFault) { return try attempt(typed) } catch {
        if number == Self.tries { throw error }
        shell.show(error)
      }
    }
    throw UserFault("keys.locked")
  }

  /// Tries one passphrase. It is counted as wrong before it is tried, and each wrong one makes the next wait longer.
  private func attempt(_ typed: String) throws(UserFault) -> ReadingKey {
    let store = try shell.store
    let key: ReadingKey? = try shell.faulting {
      guard let record = try store.vault() else { return nil }
      if record.failures > 0 {
        let seconds = min(1 << min(record.failures - 1, 10), Self.longestWait)
        shell.screen.show(shell.phrases("keys.wait", ["seconds": String(seconds)]), .faint)
        shell.parts.terminal.rest(seconds: seconds)
      }
      try store.countAttempt()
      guard let passphrase = Passphrase(typed) else { return nil }
      do {
        let key = try record.vault.open(passphrase)
        try store.forgetAttempts()
        return key
      } catch SealingError.cannotOpen { return nil }
    }
    guard let key else { throw UserFault("keys.wrong") }
    opened = (key, shell.parts.uptime())
    return key
  }

  private func ask(_ phrase: String) -> String? {
    guard case .line(let line) = shell.screen.ask(shell.phrases(phrase) + " ›", .secret) else { return nil }
    return line
  }
}
