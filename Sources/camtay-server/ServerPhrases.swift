import Domain
import Foundation
import Phrases
import Sealing
import Server

/// What the server program says: the phrases `server.*` of the language that `CAMTAY_LANGUAGE` names, else Vietnamese.
enum ServerPhrases {
  private static let phrases: Phrases? = {
    let environment = ProcessInfo.processInfo.environment
    guard let content = ContentFolder.found(environment: environment) else { return nil }
    let asked = environment["CAMTAY_LANGUAGE"] ?? ContentFolder.base
    return try? content.phrases(content.languages().contains(asked) ? asked : ContentFolder.base)
  }()

  /// The sentence of that key; without phrase files the key and the facts, which still tell what happened.
  static func said(_ key: String, _ arguments: [String: String] = [:]) -> String {
    if let phrases { return phrases("server.\(key)", arguments) }
    return ([key] + arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
  }

  /// The words for a key of a table, where there are any.
  static func words(_ key: String) -> String? { phrases?.optional(key) }

  static func sentence(_ fault: StoreFault) -> String {
    switch fault {
    case .badAddress(let text):
      said("bad-value", ["option": "--database", "value": text, "expected": "sqlite:PATH, postgresql://…, postgres:…"])
    case .missing(let name): said("missing", ["name": name])
    case .locked: said("locked")
    case .unreachable(let reason): said("unreachable", ["reason": reason])
    case .damaged: said("damaged")
    case .foreign: said("foreign")
    case .newer(let version): said("newer", ["version": "\(version)"])
    case .readOnly: said("read-only")
    case .diskFailed: said("disk-failed")
    case .notDurable(let setting): said("not-durable", ["setting": setting])
    case .teamUnknown(let team): said("team-unknown", ["team": team])
    case .unitUnknown(let unit): said("unit-unknown", ["unit": unit])
    case .failed(let code): said("failed", ["code": code])
    }
  }

  static func sentence(_ fault: UnitFault) -> String {
    said(fault.code.rawValue, ["line": "\(fault.line)", "value": fault.value])
  }

  static func sentence(_ fault: ProcedureFault) -> String {
    said(fault.code.rawValue, ["line": "\(fault.line)", "value": fault.value])
  }

  static func sentence(_ fault: PublishingFault) -> String {
    switch fault {
    case .notNewer(let published): said("not-newer", ["version": "\(published)"])
    case .contentKeyExists: said("content-key-exists")
    case .otherKey: said("other-key")
    case .noContentKey: said("no-content-key")
    }
  }

  static func sentence(_ fault: PublishedFolder.Fault) -> String {
    switch fault {
    case .unreadable(let path): said("guide-unreadable", ["path": path])
    case .notText(let file): said("guide-not-text", ["file": file])
    case .unnamed: said("guide-unnamed")
    case .badName: said("guide-bad-name")
    case .tooLarge(let limit): said("guide-too-large", ["limit": "\(limit)"])
    }
  }

  static func sentence(_ fault: SigningKeyFile.Fault) -> String {
    switch fault {
    case .exists(let path): said("key-exists", ["path": path])
    case .inaccessible(let path): said("key-inaccessible", ["path": path])
    case .noKey(let path): said("no-key", ["path": path])
    }
  }
}
