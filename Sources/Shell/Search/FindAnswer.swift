import Domain
import Foundation

/// A search and what it found as one line of JSON, for programs.
struct FindAnswer {
  let query: String
  let findings: [Finding]

  /// The line, without its end.
  var line: String {
    let results = findings.map { finding in
      let target =
        switch finding.target {
        case .guide(let id): "\"guide\":\(Self.quoted(id.rawValue))"
        case .procedure(let code): "\"procedure\":\(Self.quoted(code))"
        }
      let score = (finding.score * 1000).rounded() / 1000
      return "{\(target),\"title\":\(Self.quoted(finding.title)),\"score\":\(score)}"
    }
    return "{\"query\":\(Self.quoted(query)),\"results\":[\(results.joined(separator: ","))]}"
  }

  /// A text as JSON has it, so that no control character stands in the line.
  private static func quoted(_ text: String) -> String {
    guard !text.isPlain || text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      return "\"\(text)\""
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted.unicodeScalars.append(contentsOf: ["\\", scalar])
      case _ where scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
