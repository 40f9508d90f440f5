/// One step of a history. Devices, letters, sticks and backups are named by any number, of which the remainder counts;
/// a command that has nothing to act on does nothing. So a history stays one when parts of it are left out.
package enum Command: Hashable, Sendable {
  /// Somebody logs help given.
  case write(device: Int)
  /// Somebody changes one of the logged entries, having seen the changes of it that the device holds.
  case amend(device: Int, entry: Int)
  /// Somebody voids one of the logged entries.
  case void(device: Int, entry: Int)
  /// Somebody erases what was sealed with one of the logged entries and with its changes.
  case erase(device: Int, entry: Int)
  /// The device's clock shows so many seconds since 1970 from now on.
  case clock(device: Int, seconds: Int)

  /// The device begins an exchange; each letter between it and the server meets one of the fates, then all arrive. An
  /// exchange that still waits on this device ends there.
  case sync(device: Int, [Fate])
  /// A letter that is under way arrives, and the exchange that waits for it goes on; or a copy of it arrives.
  case deliver(letter: Int, isCopy: Bool)

  /// The device loses power: the exchange that is open is gone.
  case crash(device: Int)
  /// The device loses power at the n-th durable step from now, before it or just after it.
  case failLater(device: Int, steps: Int, isAfter: Bool)
  /// A copy of the device's disk is kept.
  case backUp(device: Int)
  /// A device gets the disk that was kept.
  case restore(backup: Int)
  /// Another machine gets a copy of the device's disk, with its name.
  case clone(device: Int)
  /// The device is lost for ever.
  case lose(device: Int)

  /// A copy of the server's store is kept.
  case backUpServer
  /// The server goes back to a copy, without a word.
  case restoreServer(backup: Int)
  /// The server is replaced by an empty one.
  case replaceServer

  /// The device writes what it has for the server onto a stick, beside what others put there.
  case writeStick(device: Int, stick: Int)
  /// The device carries a stick to the server; the answers go onto the stick.
  case carryStick(stick: Int, device: Int, isReversed: Bool)
  /// The device takes the answers that the stick has for it, the oldest or the latest first.
  case readStick(stick: Int, device: Int, isReversed: Bool)
  /// The stick is lost.
  case loseStick(stick: Int)
}

/// What happens to a letter between a device and the server.
package enum Fate: Character, CaseIterable, Sendable {
  /// It arrives.
  case arrives = "."
  /// It is lost.
  case lost = "x"
  /// It stays under way; `Command.deliver` brings it.
  case late = "~"
  /// It arrives, and a copy of it stays under way.
  case doubled = "2"
  /// It arrives cut, so that the receiver refuses it.
  case cut = "/"
}

extension Command: LosslessStringConvertible {
  package var description: String {
    switch self {
    case .write(let device): "write \(device)"
    case .amend(let device, let entry): "amend \(device) \(entry)"
    case .void(let device, let entry): "void \(device) \(entry)"
    case .erase(let device, let entry): "erase \(device) \(entry)"
    case .clock(let device, let seconds): "clock \(device) \(seconds)"
    case .sync(let device, let fates): "sync \(device)" + (fates.isEmpty ? "" : " " + String(fates.map(\.rawValue)))
    case .deliver(let letter, let isCopy): (isCopy ? "deliver-copy" : "deliver") + " \(letter)"
    case .crash(let device): "crash \(device)"
    case .failLater(let device, let steps, let isAfter): "fail-\(isAfter ? "after" : "before") \(device) \(steps)"
    case .backUp(let device): "back-up \(device)"
    case .restore(let backup): "restore \(backup)"
    case .clone(let device): "clone \(device)"
    case .lose(let device): "lose \(device)"
    case .backUpServer: "back-up-server"
    case .restoreServer(let backup): "restore-server \(backup)"
    case .replaceServer: "replace-server"
    case .writeStick(let device, let stick): "write-stick \(device) \(stick)"
    case .carryStick(let stick, let device, let isReversed):
      (isReversed ? "carry-reversed" : "carry") + " \(stick) \(device)"
    case .readStick(let stick, let device, let isReversed):
      (isReversed ? "read-reversed" : "read-stick") + " \(stick) \(device)"
    case .loseStick(let stick): "lose-stick \(stick)"
    }
  }

  /// The command that the line says, or nil where it says none.
  package init?(_ line: String) {
    let words = line.split(separator: " ").map(String.init)
    let numbers = words.dropFirst().compactMap { Int($0) }
    guard let name = words.first, let command = Self.named(name, numbers, last: words.last ?? "") else { return nil }
    self = command
    guard description == line else { return nil }
  }

  private static func named(_ name: String, _ numbers: [Int], last: String) -> Command? {
    let first = numbers.first ?? 0
    let second = numbers.dropFirst().first ?? 0
    return switch name {
    case "write": .write(device: first)
    case "amend": .amend(device: first, entry: second)
    case "void": .void(device: first, entry: second)
    case "erase": .erase(device: first, entry: second)
    case "clock": .clock(device: first, seconds: second)
    case "sync": .sync(device: first, last == String(first) ? [] : last.compactMap(Fate.init(rawValue:)))
    case "deliver": .deliver(letter: first, isCopy: false)
    case "deliver-copy": .deliver(letter: first, isCopy: true)
    case "crash": .crash(device: first)
    case "fail-before": .failLater(device: first, steps: second, isAfter: false)
    case "fail-after": .failLater(device: first, steps: second, isAfter: true)
    case "back-up": .backUp(device: first)
    case "restore": .restore(backup: first)
    case "clone": .clone(device: first)
    case "lose": .lose(device: first)
    case "back-up-server": .backUpServer
    case "restore-server": .restoreServer(backup: first)
    case "replace-server": .replaceServer
    case "write-stick": .writeStick(device: first, stick: second)
    case "carry": .carryStick(stick: first, device: second, isReversed: false)
    case "carry-reversed": .carryStick(stick: first, device: second, isReversed: true)
    case "read-stick": .readStick(stick: first, device: second, isReversed: false)
    case "read-reversed": .readStick(stick: first, device: second, isReversed: true)
    case "lose-stick": .loseStick(stick: first)
    default: nil
    }
  }
}
