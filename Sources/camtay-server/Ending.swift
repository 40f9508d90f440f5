import ArgumentParser
import Domain
import Foundation
import Sealing
import Server
import SyncCore

/// A value on the command line that means nothing.
struct UsageFault: Error {
  let option: String
  let value: String
  let expected: String
}

extension UsageFault {
  /// What people call something, cleaned: not nothing, and no longer than devices read it.
  ///
  /// - Throws: `UsageFault` for that option.
  static func name(_ typed: String, for option: String) throws(UsageFault) -> String {
    let name = CleanText.line(typed)
    guard (1...SyncLimits.nameBytes).contains(name.utf8.count) else {
      throw UsageFault(option: option, value: typed, expected: "1–\(SyncLimits.nameBytes)")
    }
    return name
  }
}

/// The world failed in a way that only this program sees.
enum WorldFault: Error {
  case notWritten(path: String)
  case notRead(path: String)
  case cannotListen(address: String)
}

/// How the program ends after a failure: a sentence for each fault, one exit code.
enum Ending {
  /// Says what happened and leaves: 0 for help that was asked for, 1 refused, 2 wrong usage, 3 the world failed.
  static func leave(after error: any Error) -> Never {
    // Everything has been said already.
    if let code = error as? ExitCode { exit(code.rawValue) }
    if let faults = error as? UnitFaults {
      say(faults.faults.map(ServerPhrases.sentence) + [ServerPhrases.said("units.refused")])
      exit(1)
    }
    if let faults = error as? ProcedureFaults {
      say(faults.faults.map(ServerPhrases.sentence) + [ServerPhrases.said("procedures.refused")])
      exit(1)
    }
    if let (sentence, status) = known(error) {
      say([sentence])
      exit(status)
    }
    let code = CamtayServer.exitCode(for: error)
    if code == .success || code == .validationFailure {
      let text = Data("\(CamtayServer.fullMessage(for: error))\n".utf8)
      try? (code == .success ? FileHandle.standardOutput : FileHandle.standardError).write(contentsOf: text)
      exit(code == .success ? 0 : 2)
    }
    say([ServerPhrases.said("unexpected", ["kind": "\(type(of: error))"])])
    exit(3)
  }

  /// Sentences on standard error. Where that is closed nobody listens, and the exit code still tells.
  private static func say(_ sentences: [String]) {
    let text = sentences.map { "camtay-server: \($0)\n" }.joined()
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  private static func known(_ error: any Error) -> (String, Int32)? {
    switch error {
    case let fault as UsageFault:
      (
        ServerPhrases.said("bad-value", ["option": fault.option, "value": fault.value, "expected": fault.expected]), 2
      )
    case WorldFault.notWritten(let path): (ServerPhrases.said("not-written", ["path": path]), 3)
    case WorldFault.notRead(let path): (ServerPhrases.said("not-read", ["path": path]), 3)
    case WorldFault.cannotListen(let address): (ServerPhrases.said("cannot-listen", ["address": address]), 3)
    case let fault as TLSFault: (ServerPhrases.said(fault.code.rawValue, ["path": fault.path]), 1)
    case let fault as ExposureFault: (ServerPhrases.said("plain-outside", ["address": fault.address]), 1)
    case let fault as StoreFault: (ServerPhrases.sentence(fault), status(of: fault))
    case let fault as DeviceUnknown: (ServerPhrases.said("device-unknown", ["device": fault.typed]), 1)
    case let refusal as AsideRefusal:
      (
        ServerPhrases.said(
          "aside.refused",
          [
            "count": "\(refusal.obstacles.count)",
            "codes": Set(refusal.obstacles.map(\.code)).sorted().joined(separator: ", "),
          ]), 1
      )
    case is ClockDoubted: (ServerPhrases.said("clock-doubted"), 1)
    case let fault as PublishingFault: (ServerPhrases.sentence(fault), 1)
    case let fault as PublishedFolder.Fault: (ServerPhrases.sentence(fault), 1)
    case let fault as SigningKeyFile.Fault: (ServerPhrases.sentence(fault), 1)
    default: nil
    }
  }

  private static func status(of fault: StoreFault) -> Int32 {
    switch fault {
    case .badAddress: 2
    case .missing, .foreign, .newer, .teamUnknown, .unitUnknown: 1
    case .locked, .unreachable, .damaged, .readOnly, .diskFailed, .notDurable, .failed: 3
    }
  }
}
