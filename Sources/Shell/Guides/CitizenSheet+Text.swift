import Phrases

extension CitizenSheet {
  /// The columns of a sheet in plain text.
  static let columns = 60

  /// The sheet as plain text.
  func text(_ phrases: Phrases) -> String {
    let page = PageTerminal(columns: Self.columns + 1)
    let screen = Screen(page)
    screen.show(title)
    if !papers.isEmpty {
      heading("print.papers", phrases, on: screen)
      for paper in papers { screen.show(label: "[ ]", paper, indent: 0) }
    }
    heading("print.steps", phrases, on: screen)
    for (number, step) in steps.enumerated() {
      screen.show(label: "\(number + 1).", step.text, indent: 0)
      if let url = step.url { screen.show(url, indent: 4) }
      for branch in step.branches { screen.show(label: "–", branch, indent: 4) }
    }
    if !facts.isEmpty {
      heading("print.facts", phrases, on: screen)
      for fact in facts { screen.show(label: "-", fact.sentence, indent: 0) }
    }
    if !places.isEmpty {
      heading("print.ask", phrases, on: screen)
      for place in places { screen.show(label: "-", place, indent: 0) }
    }
    screen.gap()
    screen.show(phrases("print.secrets"))
    screen.show(dates)
    return page.text
  }

  private func heading(_ key: String, _ phrases: Phrases, on screen: Screen) {
    screen.gap()
    screen.heading(phrases(key))
  }
}

extension CitizenSheet.Entry {
  /// The fact on one line.
  var sentence: String { "\(label): \(value)" + (note.isEmpty ? "" : " (\(note))") }
}
