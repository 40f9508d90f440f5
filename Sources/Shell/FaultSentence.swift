import GuideFormat
import Phrases

/// Says a fault of a guide: `file:line:column: what is wrong; expected …; nearest …`.
struct FaultSentence {
  private let phrases: Phrases

  /// Sentences in that language.
  init(_ phrases: Phrases) { self.phrases = phrases }

  /// The whole sentence, on one line.
  func sentence(_ fault: Fault) -> String {
    "\(fault.file):\(fault.line):\(fault.column): \(words(fault)) [\(fault.code.rawValue)]"
  }

  /// What is wrong, without the place and the code.
  func words(_ fault: Fault) -> String {
    var text = phrases(fault.key, fault.arguments)
    if !fault.expected.isEmpty {
      text += "; " + phrases("fault.expected", ["expected": fault.expected.joined(separator: ", ")])
    }
    if let nearest = fault.nearest { text += "; " + phrases("fault.nearest", ["nearest": nearest]) }
    return text
  }
}

extension Shell {
  /// Says a fault of a guide's files on a line.
  func show(_ fault: Fault) throws(UserFault) { try screen.showLine(FaultSentence(phrases).sentence(fault)) }
}
