import Domain
import SyncCore

/// Says a device of the team in one line.
struct DeviceLine {
  private let shell: Shell

  /// Lines in the shell's language.
  init(_ shell: Shell) { self.shell = shell }

  /// The name, what the device may do, and what is known of it; what is not known is left out.
  func words(_ device: TeamDevice) -> String {
    var words = [device.name]
    if device.id == (try? shell.store.keys.deviceID) { words.append(said("this")) }
    if let holder = device.holder { words.append(said("holder", ["name": holder])) }
    words.append(shell.roleWords(device.role))
    words.append(said("enrolled", ["day": CivilDate(milliseconds: device.enrolled).slashed]))
    if let seen = device.seen { words.append(said("seen", ["time": time(seen)])) }
    if let revoked = device.revoked { words.append(said("revoked", ["time": time(revoked)])) }
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
