import Domain
import GuideFormat
import Phrases

/// Asks a trainer what a new guide is about, one question after the other. Nothing is kept before the last answer.
struct NewGuideForm {
  /// More steps than these belong into several guides.
  private static let mostSteps = 30
  /// How long a new guide counts as fresh, in days.
  private static let freshDays = 180

  let shell: Shell

  /// The skeleton that the answers make.
  ///
  /// - Parameter id: The guide's name, where it was given; else one is proposed from the title.
  /// - Throws: `guides.new-stopped` where the person leaves.
  func ask(id: String?) throws(UserFault) -> GuideSkeleton {
    shell.screen.show(shell.phrases("new.intro"), .faint)
    let title = try line("new.title", isNeeded: true, atMost: TextLimit.line)
    let name = try self.id(id, title: title)
    let kind = try self.kind()
    let aliases = try line("new.aliases", isNeeded: false, atMost: 2000)
    let day = CivilDate(dayNumber: shell.today.dayNumber + Self.freshDays).parts
    guard let reviewBy = GuideDate(year: day.year, month: day.month, day: day.day) else {
      throw UserFault("guides.new-stopped")
    }
    var skeleton = GuideSkeleton(id: name, title: title, kind: kind, reviewBy: reviewBy)
    skeleton.aliases = aliases.split(whereSeparator: { ",;".contains($0) }).map { CleanText.line(String($0)) }
      .filter { !$0.isEmpty }.map { String($0.prefix(TextLimit.line)) }
    skeleton.procedure = try procedure()
    skeleton.hasLogin = try shell.isConfirmed(key: "new.login")
    shell.screen.show(shell.phrases("new.steps"), .faint)
    while skeleton.steps.count < Self.mostSteps {
      let number = String(skeleton.steps.count + 1)
      let step = try line("new.step", ["number": number], isNeeded: false, atMost: TextLimit.step)
      if step.isEmpty { break }
      skeleton.steps.append(step)
    }
    if try shell.isConfirmed(key: "new.english") {
      for words in [title] + skeleton.steps {
        let said = try line("new.in-english", ["words": words], isNeeded: false, atMost: TextLimit.step)
        if !said.isEmpty { skeleton.english[words] = said }
      }
    }
    return skeleton
  }

  private func id(_ given: String?, title: String) throws(UserFault) -> GuideID {
    if let given {
      guard let id = GuideID(checking: given) else { throw UserFault("guides.bad-id", ["id": given]) }
      return id
    }
    let proposed = GuideSkeleton.name(from: FoldedText.words(title))
    while true {
      let said = try line("new.id", ["id": proposed], isNeeded: proposed.isEmpty, atMost: 60)
      let name = said.isEmpty ? proposed : said
      if let id = GuideID(checking: name) { return id }
      shell.show(UserFault("guides.bad-id", ["id": name]))
    }
  }

  private func kind() throws(UserFault) -> GuideKind {
    let kinds: [GuideKind] = [.submission, .account, .payment, .tracking, .safety]
    for (number, kind) in kinds.enumerated() {
      shell.screen.item(number + 1, shell.phrases("guide-kind.\(kind.rawValue)"))
    }
    while true {
      let said = try line("new.kind", isNeeded: false, atMost: 60)
      if said.isEmpty { return kinds[0] }
      if let number = Int(said), kinds.indices.contains(number - 1) { return kinds[number - 1] }
      shell.show(UserFault("input.no-such-number", ["count": String(kinds.count)]))
    }
  }

  /// The code of a procedure, such as `1.001193`; nil where there is none.
  private func procedure() throws(UserFault) -> String? {
    while true {
      let said = try line("new.procedure", isNeeded: false, atMost: 60)
      if said.isEmpty { return nil }
      if said.wholeMatch(of: /[0-9]\.[0-9]{6}/) != nil { return said }
      shell.show(UserFault("guides.new-code", ["code": said]))
    }
  }

  private func line(
    _ key: String, _ arguments: [String: String] = [:], isNeeded: Bool, atMost limit: Int
  ) throws(UserFault) -> String {
    while true {
      switch shell.screen.ask(shell.phrases(key, arguments) + " ›", .answer) {
      case .interrupted, .ended: throw UserFault("guides.new-stopped")
      case .refused(let refusal): shell.show(UserFault(refusal.rawValue))
      case .line(""): if !isNeeded { return "" }
      case .line(let line):
        if line.count <= limit { return line }
        shell.show(UserFault("guides.new-too-long", ["limit": String(limit)]))
      }
    }
  }
}

extension Shell {
  /// Asks for a yes or a no, and takes nothing else; Enter is no.
  ///
  /// - Throws: `guides.new-stopped` where the person leaves.
  fileprivate func isConfirmed(key: String) throws(UserFault) -> Bool {
    while true {
      switch screen.ask(phrases(key) + " ›", .answer) {
      case .interrupted, .ended: throw UserFault("guides.new-stopped")
      case .refused(let refusal): show(UserFault(refusal.rawValue))
      case .line(let line):
        if means(line, "yes", phrase: "form.yes") { return true }
        if line.isEmpty || means(line, "no", phrase: "form.no") { return false }
        show(UserFault("guides.new-yes-or-no"))
      }
    }
  }
}
