import Domain

/// What no catalogue of procedures may bring before citizens, whoever signs it: what asks for a secret, and addresses that
/// imitate an office's.
package struct ProcedureReview: Sendable {
  private let sites: LinkJudge

  /// A review by that list of sites.
  package init(sites: LinkJudge) { self.sites = sites }

  /// What speaks against a procedure, and the words that do; nil where nothing does.
  package func objection(to procedure: ListedProcedure) -> (code: ProcedureFaultCode, value: String)? {
    let texts = [procedure.name, procedure.authority ?? ""]
    if let text = texts.first(where: SecretRule.asks) { return (.asksSecret, text) }
    for text in texts {
      for (address, verdict) in sites.findings(in: text) where verdict.answer == .suspicious {
        return (.suspiciousLink, address.text)
      }
    }
    guard let url = procedure.url else { return nil }
    let verdict = sites.verdict(on: url)
    return verdict.answer == .suspicious ? (.suspiciousLink, url) : nil
  }
}
