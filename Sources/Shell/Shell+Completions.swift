import Domain
import GuideFormat

extension Shell {
  /// The lines that may be meant by the beginning of one: commands, then guides by id and title.
  func completions(of line: String) -> [String] {
    let folded = FoldedText.text(line)
    let guides = (try? shelf)?.catalogue.guides ?? []
    let opening = CommandNames.names(of: OpenCommand.self, in: phrases).first ?? OpenCommand.id
    let lines =
      names.shown + guides.map { "\(opening) \($0.id.rawValue)" }
      + guides.flatMap { [$0.id.rawValue, $0.title.text(in: phrases.language)] }
    return lines.filter { FoldedText.text($0).hasPrefix(folded) && !folded.isEmpty }
  }
}
