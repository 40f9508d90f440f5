import GuideFormat

/// `guides print ID`: a list for the citizen to take home, as plain text or as a page for printing.
enum GuidesPrint: GuidesJob {
  static let id = "print"
  static let words = 1...1
  static let valuedOptions: Set<String> = ["lang", "html", "from"]

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let source = try GuideSource.named(options["from"], in: shell)
    let guide = try source.guide(words[0], in: shell)
    let (phrases, language) = try shell.phrases(showing: guide, in: options["lang"])
    let sheet = CitizenSheet(
      guide, in: source.catalogue, phrases: phrases, language: language, today: shell.today)
    if let path = options["html"] {
      try NewFile.write(Array(sheet.html(phrases).utf8), to: path)
      shell.screen.show(shell.phrases("guides.written", ["path": path]), .good)
    } else {
      try shell.screen.writeData(sheet.text(phrases))
    }
  }
}
