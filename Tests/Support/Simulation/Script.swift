import SyncTesting

/// How large the worlds are that seeds draw.
package enum Profile: Sendable {
  /// A few devices, short.
  case quick
  /// Tens of devices.
  case large

  var devices: ClosedRange<Int> { self == .quick ? 2...5 : 8...40 }
  var commands: ClosedRange<Int> { self == .quick ? 20...70 : 150...500 }
}

/// Draws histories: each seed switches every kind of fault on or off and gives it a rate, so that rare faults also meet
/// each other without the rest.
package struct Script {
  private enum Kind: Int, CaseIterable {
    case write, sync, amend, void, erase, clock, deliver, crash, failLater, backUp, restore, clone, lose
    case backUpServer, restoreServer, replaceServer, writeStick, carryStick, readStick, loseStick

    /// How many percent of the seeds have it, and the largest weight that it gets there.
    var odds: (percent: Int, weight: Int) {
      switch self {
      case .write: (100, 40)
      case .sync: (100, 40)
      case .amend: (50, 15)
      case .void: (30, 5)
      case .erase: (50, 8)
      case .clock: (40, 5)
      case .deliver: (100, 25)
      case .crash: (40, 10)
      case .failLater: (40, 10)
      case .backUp: (50, 10)
      case .restore: (50, 10)
      case .clone: (25, 5)
      case .lose: (20, 3)
      case .backUpServer: (60, 10)
      case .restoreServer: (60, 8)
      case .replaceServer: (25, 3)
      case .writeStick: (45, 12)
      case .carryStick: (45, 12)
      case .readStick: (45, 12)
      case .loseStick: (20, 3)
      }
    }
  }

  private var generator: SeededGenerator
  private var weights: [(kind: Kind, weight: Int)] = []
  private var faultPercents: [(fate: Fate, percent: Int)] = []

  private init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    for kind in Kind.allCases where generator.happens(percent: kind.odds.percent) {
      weights.append((kind, number(in: 1...kind.odds.weight)))
    }
    for fate in Fate.allCases where fate != .arrives && generator.happens(percent: 50) {
      faultPercents.append((fate, number(in: 1...25)))
    }
  }

  /// The history of that seed.
  package static func history(seed: UInt64, profile: Profile = .quick) -> History {
    var script = Script(seed: seed)
    var circumstances = Circumstances()
    circumstances.seed = seed
    circumstances.devices = script.number(in: profile.devices)
    circumstances.sealedBytes = [0, 0, 24, 2600][script.number(in: 0...3)]
    circumstances.pageBytes = [512 * 1024, 4096, 1500, 1][script.number(in: 0...3)]
    circumstances.isSlow = script.generator.happens(percent: 50)
    circumstances.isWritten = script.generator.happens(percent: 5)
    let count = script.number(in: profile.commands)
    return History(circumstances, (0..<count).map { _ in script.command() })
  }

  private mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  private mutating func any() -> Int { number(in: 0...999) }

  private mutating func kind() -> Kind {
    var rest = number(in: 0...(weights.reduce(0) { $0 + $1.weight } - 1))
    for (kind, weight) in weights {
      if rest < weight { return kind }
      rest -= weight
    }
    return .write
  }

  private mutating func fates() -> [Fate] {
    var fates: [Fate] = []
    for _ in 0..<number(in: 0...6) {
      var rest = number(in: 0...99)
      var drawn = Fate.arrives
      for (fate, percent) in faultPercents {
        if rest < percent {
          drawn = fate
          break
        }
        rest -= percent
      }
      fates.append(drawn)
    }
    return fates
  }

  /// Where clocks stand: 1970, shortly before and after 2038-01-19, 2026, an hour earlier, far away.
  private static let clocks = [0, 3600, 2_147_483_646, 2_147_483_649, 1_795_222_800, 1_795_219_200, 4_102_444_800]

  private mutating func command() -> Command {
    switch kind() {
    case .write: .write(device: any())
    case .sync: .sync(device: any(), fates())
    case .amend: .amend(device: any(), entry: any())
    case .void: .void(device: any(), entry: any())
    case .erase: .erase(device: any(), entry: any())
    case .clock: .clock(device: any(), seconds: Self.clocks[number(in: 0...Self.clocks.count - 1)])
    case .deliver: .deliver(letter: any(), isCopy: generator.happens(percent: 30))
    case .crash: .crash(device: any())
    case .failLater:
      .failLater(device: any(), steps: number(in: 1...6), isAfter: generator.happens(percent: 50))
    case .backUp: .backUp(device: any())
    case .restore: .restore(backup: any())
    case .clone: .clone(device: any())
    case .lose: .lose(device: any())
    case .backUpServer: .backUpServer
    case .restoreServer: .restoreServer(backup: any())
    case .replaceServer: .replaceServer
    case .writeStick: .writeStick(device: any(), stick: any())
    case .carryStick: .carryStick(stick: any(), device: any(), isReversed: generator.happens(percent: 40))
    case .readStick: .readStick(stick: any(), device: any(), isReversed: generator.happens(percent: 40))
    case .loseStick: .loseStick(stick: any())
    }
  }
}
