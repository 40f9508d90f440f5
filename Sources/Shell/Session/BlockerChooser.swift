import Domain
import GuideFormat

/// Lets a person say what got in the way: by number from a list, or by words that find others.
struct BlockerChooser {
  let shell: Shell
  let taxonomy: BlockerTaxonomy

  /// What came of asking.
  enum Choice {
    case blocker(BlockerCode)
    /// None was chosen; what was done instead.
    case none(Reply)
  }

  /// The blocker that the person names.
  ///
  /// - Parameter first: The blockers to offer before any words are typed.
  func choose(first: [BlockerCode]) -> Choice {
    var offered = first
    while true {
      for (number, code) in offered.enumerated() {
        let name = taxonomy[code]?.name.text(in: shell.phrases.language) ?? code.rawValue
        shell.screen.item(number + 1, name)
      }
      let reply = shell.screen.ask(shell.phrases("session.prompt.blocker") + " ›", .answer)
      guard case .line(let line) = reply, !line.isEmpty else { return .none(reply) }
      if let number = Int(line) {
        if number > 0, number <= offered.count { return .blocker(offered[number - 1]) }
        shell.show(UserFault("input.no-such-number", ["count": String(offered.count)]))
      } else {
        let found = blockers(for: line)
        if found.isEmpty { shell.show(UserFault("session.no-such-blocker")) } else { offered = found }
      }
    }
  }

  /// The blockers whose code, name or remedy holds all the words, in any language; those whose name does come first.
  private func blockers(for line: String) -> [BlockerCode] {
    let words = FoldedText.words(line)
    func holds(_ texts: [String]) -> Bool {
      let text = FoldedText.text(texts.joined(separator: " "))
      return words.allSatisfy { text.contains($0) }
    }
    let named = taxonomy.blockers.filter { holds(Array($0.name.words.values) + [$0.code.rawValue]) }
    let others = taxonomy.blockers.filter { blocker in
      !named.contains(blocker) && holds(Array(blocker.name.words.values) + Array(blocker.remedy.words.values))
    }
    return (named + others).prefix(9).map(\.code)
  }
}
