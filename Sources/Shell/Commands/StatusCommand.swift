import Domain
import LocalStore

/// `tình trạng` / `status`: this device, its team, what waits to be sent, what is paused, and whether the store is
/// whole.
enum StatusCommand: Command {
  static let id = "status"

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    let phrases = shell.phrases
    func show(_ key: String, _ value: String) { shell.screen.show(label: phrases("status.\(key)") + ":", value) }
    let enrolment = try store.enrolment()
    show(
      "team",
      enrolment.map { [$0.teamName, $0.unitName].compactMap(\.self).joined(separator: ", ") }
        ?? phrases("prompt.no-team"))
    if let enrolment {
      show("role", shell.roleWords(enrolment.role))
      show("server", enrolment.server)
    }
    if let time = try store.lastContact() {
      show("contact", CivilTime.clock(milliseconds: time) + " " + CivilDate(milliseconds: time).slashed)
    }
    show(
      "entries",
      phrases(
        "status.entries-value",
        [
          "count": String(try store.ownCount()), "waiting": String(try store.unsyncedCount()),
        ]))
    try showKeys(in: shell)
    let apart = try store.apartCount()
    if apart > 0 { show("apart", phrases("status.apart-value", ["count": String(apart)])) }
    let sealed = try store.sealedCount()
    if sealed > 0 {
      let next = try store.retained().first?.until.slashed
      show(
        "sealed",
        next.map { phrases("status.sealed-value", ["count": String(sealed), "day": $0]) } ?? String(sealed))
    }
    show("paused", String(try store.openSessions().count))
    let shelf = try shell.shelf
    show("guides", shelf.catalogue.guides.map { "\($0.id.rawValue) \($0.version)" }.joined(separator: ", "))
    show("device", store.keys.deviceID)
    show("home", store.home.path)
    try store.checkWhole()
    show("store", phrases("status.whole"))
  }

  /// The codes of the keys, to be compared by voice, and who may read.
  private static func showKeys(in shell: Shell) throws {
    let store = try shell.store
    func show(_ key: String, _ value: String) { shell.screen.show(label: shell.phrases("status.\(key)") + ":", value) }
    let vault = try store.vault()?.vault
    show("reading-key", vault.map { TeamKeyKeeping.spoken($0.publicKey) } ?? shell.phrases("status.no-passphrase"))
    guard let keys = try store.teamKeys() else { return }
    if let current = keys.current, try !store.awaitsTrust() {
      let facts = ["code": TeamKeyKeeping.spoken(current.publicKey), "number": String(current.generation)]
      show("team-key", shell.phrases("status.team-key-value", facts))
    } else {
      show("team-key", shell.phrases("status.no-team-key"))
    }
    for choice in try store.teamKeyChoices() where !choice.isLeft {
      let facts = ["code": TeamKeyKeeping.spoken(choice.key)]
      show("other-team-key", shell.phrases("status.other-team-key-value", facts))
    }
    if keys.refused > 0 {
      show("refused-keys", shell.phrases("status.refused-keys-value", ["count": String(keys.refused)]))
    }
  }
}
