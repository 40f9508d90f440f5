import LocalStore
import SyncClient
import SyncCore

/// `gói` / `bundle`: the way by stick: writes what this device has to say, and what it brings on for others, into a file;
/// reads what a file brings.
enum BundleCommand: Command {
  static let id = "bundle"
  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    guard let first = words.first else { return true }
    return words.count == 2 && (isWrite(first, in: shell) || isRead(first, in: shell))
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard let first = arguments.words.first, arguments.words.count == 2 else {
      throw UserFault("bundle.usage", kind: .usage)
    }
    let store = try shell.store
    do {
      let carrier = try Carrier(store, keys: store.keys)
      if isWrite(first, in: shell) {
        let place = try carrier.write(to: arguments.words[1])
        let waiting = try store.unsyncedCount()
        shell.screen.show(shell.phrases("bundle.written", ["path": place, "count": String(waiting)]), .good)
      } else {
        let reading = try carrier.read(arguments.words[1])
        try store.purge()
        tell(reading, in: shell)
        // A team that never has a network has its key by stick.
        _ = try TeamKeyKeeping(shell: shell).begin()
      }
    } catch let fault as BundleFault {
      throw UserFault(fault)
    } catch let fault as SyncFault {
      throw UserFault(fault)
    } catch is AnswerFault {
      throw UserFault(SyncFault.brokenFeed)
    }
  }

  private static func isWrite(_ word: String, in shell: Shell) -> Bool {
    shell.means(word, "write", phrase: "bundle.write")
  }

  private static func isRead(_ word: String, in shell: Shell) -> Bool {
    shell.means(word, "read", phrase: "bundle.read")
  }

  private static func tell(_ reading: Carrier<Store>.Reading, in shell: Shell) {
    for fault in reading.refused { shell.show(UserFault(fault)) }
    if reading.foreign > 0 {
      shell.screen.show(shell.phrases("bundle.foreign", ["count": String(reading.foreign)]), .warning)
    }
    if reading.withoutRoom > 0 {
      shell.screen.show(shell.phrases("bundle.without-room", ["count": String(reading.withoutRoom)]), .warning)
    }
    if reading.carried > 0 {
      shell.screen.show(shell.phrases("bundle.carried", ["count": String(reading.carried)]), .good)
    }
    if reading.answers > 0 {
      SyncCommand.tell(reading.summary, wallClock: nil, in: shell)
    } else if reading.carried == 0 {
      shell.screen.show(shell.phrases("bundle.nothing-new"), .faint)
    }
  }
}

extension UserFault {
  /// The fault that a stick met.
  fileprivate init(_ fault: BundleFault) {
    var facts = ["path": fault.path]
    if case .withoutBody(_, let index) = fault { facts["number"] = String(index + 1) }
    self.init(fault.code, facts, kind: fault.isOfTheWorld ? .world : .refused)
  }
}

extension BundleFault {
  /// Whether the stick or the disk is to blame, rather than what is on it.
  fileprivate var isOfTheWorld: Bool {
    switch self {
    case .cannotRead, .cannotWrite, .writtenBadly: true
    case .notABundle, .damaged, .newer, .otherTeam, .withoutBody, .nothingThere: false
    }
  }
}
