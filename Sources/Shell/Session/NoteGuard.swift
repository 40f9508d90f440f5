import Domain

/// Settles what becomes of identifiers in a note or an address that somebody typed: masked, sealed as they are, or written anew.
struct NoteGuard {
  let shell: Shell

  /// The note as it may be kept.
  ///
  /// - Throws: `UserFault` where it is to be written anew: for a secret, or because the person chose so.
  func settled(_ line: String) throws(UserFault) -> String {
    let note = try FormField.note(line)
    let found = PersonalDataGuard.findings(in: note)
    if found.isEmpty { return note }
    let masked = PersonalDataGuard.masked(note)
    shell.screen.show(shell.phrases("guard.found", ["kinds": kinds(of: found)]), .warning)
    shell.screen.show(masked, indent: 2)
    shell.screen.show(shell.phrases("guard.choices"), .faint)
    while true {
      switch shell.screen.ask(shell.phrases("guard.choose") + " ›", .answer) {
      case .line(""), .ended: return masked
      case .interrupted: throw UserFault("guard.anew")
      case .refused(let refusal): shell.show(UserFault(refusal.rawValue))
      case .line(let answer):
        if shell.means(answer, "seal", phrase: "guard.choice.seal") { return note }
        if shell.means(answer, "rewrite", phrase: "guard.choice.rewrite") { throw UserFault("guard.anew") }
        shell.show(UserFault("guard.choose"))
      }
    }
  }

  /// The note masked at once, which the person is told: where there is nobody to ask.
  func masked(_ note: String) -> String {
    let found = PersonalDataGuard.findings(in: note).filter { $0.action == .mask }
    if found.isEmpty { return note }
    shell.screen.show(shell.phrases("guard.masked", ["kinds": kinds(of: found)]), .warning)
    return PersonalDataGuard.masked(note)
  }

  private func kinds(of found: [PersonalDataGuard.Finding]) -> String {
    let kinds = PersonalDataKind.allCases.filter { kind in found.contains { $0.kind == kind } }
    return kinds.map { shell.phrases("guard.kind.\($0.rawValue)") }.joined(separator: ", ")
  }
}
