/// The circumstances in which a history is played.
package struct Circumstances: Hashable, Sendable {
  /// From which the names of entries and incarnations come.
  package var seed: UInt64 = 0
  /// How many devices there are in the beginning.
  package var devices = 2
  /// How many bytes the sealed part of an entry has; 0 for none.
  package var sealedBytes = 0
  /// How many bytes of entries the server puts into an answer at most, unless one entry alone is larger.
  package var pageBytes = 512 * 1024
  /// Whether the line is slow, so that pushes stay small.
  package var isSlow = false
  /// Whether letters are really written as signed bytes and read again.
  package var isWritten = false

  /// Two devices, small entries, a quick line.
  package init() {}
}

/// What happens in a run: everything that was left to chance. The same history always runs the same way.
package struct History: Hashable, Sendable {
  package var circumstances: Circumstances
  package var commands: [Command]

  /// That history.
  package init(_ circumstances: Circumstances, _ commands: [Command]) {
    self.circumstances = circumstances
    self.commands = commands
  }
}

extension History: LosslessStringConvertible {
  /// The circumstances in the first line, then a command a line.
  package var description: String {
    let world = circumstances
    let first =
      "seed \(world.seed) devices \(world.devices) sealed \(world.sealedBytes) page \(world.pageBytes)"
      + " slow \(world.isSlow ? 1 : 0) written \(world.isWritten ? 1 : 0)"
    return ([first] + commands.map(\.description)).joined(separator: "\n")
  }

  /// The history that the text says, or nil where it says none.
  package init?(_ text: String) {
    let lines = text.split(separator: "\n").map(String.init)
    guard let first = lines.first else { return nil }
    let words = first.split(separator: " ").map(String.init)
    var values: [String: UInt64] = [:]
    for (name, value) in zip(words, words.dropFirst()) { values[name] = UInt64(value) }
    guard let seed = values["seed"], let devices = values["devices"], let sealed = values["sealed"],
      let page = values["page"], let slow = values["slow"], let written = values["written"]
    else { return nil }
    var circumstances = Circumstances()
    circumstances.seed = seed
    circumstances.devices = Int(devices)
    circumstances.sealedBytes = Int(sealed)
    circumstances.pageBytes = Int(page)
    circumstances.isSlow = slow == 1
    circumstances.isWritten = written == 1
    let commands = lines.dropFirst().map(Command.init)
    guard commands.allSatisfy({ $0 != nil }) else { return nil }
    self.init(circumstances, commands.compactMap { $0 })
  }
}
