import Domain
import Phrases

extension CitizenSheet {
  /// The sheet as a page for printing on A4: black on white, no script, nothing from elsewhere.
  func html(_ phrases: Phrases) -> String {
    var body = "<h1>\(Self.escaped(title))</h1>\n"
    if !papers.isEmpty {
      body += section("print.papers", phrases)
      body += "<ul class=\"tick\">\n" + papers.map { "<li>\(Self.escaped($0))</li>\n" }.joined() + "</ul>\n"
    }
    body += section("print.steps", phrases) + "<ol>\n" + steps.map(Self.item).joined() + "</ol>\n"
    if !facts.isEmpty {
      body += section("print.facts", phrases)
      body += "<ul>\n" + facts.map(Self.item).joined() + "</ul>\n"
    }
    if !places.isEmpty {
      body += section("print.ask", phrases)
      body += "<ul>\n" + places.map { "<li>\(Self.escaped($0))</li>\n" }.joined() + "</ul>\n"
    }
    body += "<p class=\"care\">\(Self.escaped(phrases("print.secrets")))</p>\n<p>\(Self.escaped(dates))</p>\n"
    return """
      <!DOCTYPE html>
      <html lang="\(Self.escaped(language))">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(Self.escaped(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }

  private func section(_ key: String, _ phrases: Phrases) -> String { "<h2>\(Self.escaped(phrases(key)))</h2>\n" }

  private static func item(_ step: Line) -> String {
    var text = step.isWarning ? "<strong>\(escaped(step.text))</strong>" : escaped(step.text)
    if let url = step.url { text += "<br><span class=\"url\">\(escaped(url))</span>" }
    if !step.branches.isEmpty {
      text += "\n<ul>\n" + step.branches.map { "<li>\(escaped($0))</li>\n" }.joined() + "</ul>\n"
    }
    return "<li>\(text)</li>\n"
  }

  private static func item(_ fact: Entry) -> String {
    let note = fact.note.isEmpty ? "" : " <small>(\(escaped(fact.note)))</small>"
    return "<li><strong>\(escaped(fact.label)):</strong> \(escaped(fact.value))\(note)</li>\n"
  }

  /// Words as text of an HTML page or of an attribute in double quotes, without characters that steer a screen.
  static func escaped(_ text: String) -> String {
    CleanText.line(text).reduce(into: "") { html, character in
      switch character {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.append(character)
      }
    }
  }

  private static let style = """
    @page { size: A4; margin: 11mm 14mm; }
    body { font: 12pt/1.25 "Noto Sans", "DejaVu Sans", Arial, sans-serif; color: #000; background: #fff; margin: 0; }
    h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 2mm; }
    h2 { font-size: 13.5pt; margin: 3mm 0 1mm; border-bottom: 1pt solid #000; page-break-after: avoid; }
    ul, ol { margin: 0; padding-left: 8mm; }
    li { margin: 0.4mm 0; page-break-inside: avoid; }
    li ul { padding-left: 5mm; list-style: "– "; font-size: 11pt; }
    ul.tick { list-style: "☐ "; }
    .url { overflow-wrap: anywhere; }
    small { font-size: 9.5pt; }
    .care { font-weight: bold; margin: 4mm 0 1mm; border: 1pt solid #000; padding: 2mm; }
    p { margin: 0; }
    """
}
