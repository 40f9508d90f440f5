import SyncCore

/// One of the rules of the exchange switched off, to see that the simulator notices.
package enum Ablation: String, CaseIterable, Sendable {
  case echo
  case chainCheck = "chain-check"
  case hashInCursor = "hash-in-cursor"
  case deduplication
  case memoryOfIncarnations = "memory-of-incarnations"
  case erasuresHold = "erasures-hold"

  /// All rules but this one.
  package var rules: SyncRules {
    var rules = SyncRules.all
    switch self {
    case .echo: rules.echo = false
    case .chainCheck: rules.chainCheck = false
    case .hashInCursor: rules.hashInCursor = false
    case .deduplication: rules.deduplication = false
    case .memoryOfIncarnations: rules.memoryOfIncarnations = false
    case .erasuresHold: rules.erasuresHold = false
    }
    return rules
  }
}
