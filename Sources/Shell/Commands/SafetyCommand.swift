import GuideFormat

/// `an toàn` / `safety`: the card of what nobody ever asks for, to read to a citizen, and the guides about scams.
enum SafetyCommand: Command {
  static let id = "safety"

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    shell.screen.heading(shell.phrases("safety.title"))
    for (number, line) in shell.phrases("safety.card").split(separator: "\n").enumerated() {
      shell.screen.item(number + 1, String(line))
    }
    let guides = try shell.shelf.catalogue.guides.filter { $0.kind == .safety }
    guard !guides.isEmpty else { return }
    shell.screen.gap()
    shell.screen.show(shell.phrases("safety.guides"), .strong)
    shell.listed = guides.map { .guide($0.id) }
    for (number, guide) in guides.enumerated() {
      shell.screen.item(number + 1, "\(guide.title.text(in: shell.phrases.language)) (\(guide.id.rawValue))")
    }
    if shell.isConversation { shell.screen.show(shell.phrases("safety.pick"), .faint) }
  }
}
