import Domain
import LocalStore
import Sealing
import SyncCore

/// Says a device of the team in one line.
struct DeviceLine {
  private let shell: Shell
  /// Who has the team's key, as far as this machine knows; nil for another team's machines.
  private let access: (keys: TeamKeys, readers: [String: ReaderStatement])?

  /// Lines in the shell's language.
  ///
  /// - Parameter isOwnTeam: whether they are about this machine's own team, of whose key it knows.
  init(_ shell: Shell, isOwnTeam: Bool) throws {
    self.shell = shell
    access =
      try isOwnTeam ? shell.store.teamKeys().flatMap { $0.current == nil ? nil : ($0, try shell.store.readers()) } : nil
  }

  /// The name, what the device may do, and what is known of it; what is not known is left out.
  ///
  /// - Parameter number: The device's number in the list.
  func words(_ device: TeamDevice, number: Int) -> String {
    var words = [device.name]
    if device.id == (try? shell.store.keys.deviceID) { words.append(said("this")) }
    if let holder = device.holder { words.append(said("holder", ["name": holder])) }
    words.append(shell.roleWords(device.role))
    words.append(said("enrolled", ["day": CivilDate(milliseconds: device.enrolled).slashed]))
    if let seen = device.seen { words.append(said("seen", ["time": time(seen)])) }
    if let revoked = device.revoked { words.append(said("revoked", ["time": time(revoked)])) }
    if let access {
      let hasKey = access.keys.has(device.id, access.readers[device.id])
      switch (hasKey, isOut: device.revoked != nil) {
      case (true, false): words.append(said("reads"))
      case (true, true): words.append(said("has-key"))
      case (false, false): words.append(said("no-key", ["number": String(number)]))
      case (false, true): break
      }
    }
    if let forked = device.forked { words.append(said("forked", ["time": time(forked)])) }
    if device.aside > 0 { words.append(said("aside", ["count": String(device.aside)])) }
    return words.joined(separator: " · ")
  }

  private func said(_ key: String, _ facts: [String: String] = [:]) -> String {
    shell.phrases("device.\(key)", facts)
  }

  private func time(_ time: Int64) -> String {
    CivilTime.clock(milliseconds: time) + " " + CivilDate(milliseconds: time).slashed
  }
}
