import Domain
import GuideFormat

/// What a typed line means at a step.
enum StepAnswer {
  /// Something that happened.
  case event(WalkEvent.Action)
  /// A value to be sealed.
  case value(String)

  /// The meaning of the line at that step.
  ///
  /// - Parameter papers: The papers that the step lists.
  /// - Throws: `UserFault` where the line means nothing there.
  init(_ line: String, to step: Step, papers: [Paper]) throws(UserFault) {
    switch step.kind {
    case .ask(let choices):
      guard let number = Int(line), (1...choices.count).contains(number) else {
        throw UserFault("input.no-such-number", ["count": String(choices.count)])
      }
      self = .event(.answer(choices[number - 1].id))
    case .papers:
      self = .event(.ticked(try Self.ticked(line, papers).map(\.id)))
    case .record(let kind, let optional):
      if line.isEmpty {
        guard optional else { throw UserFault("record.needed") }
        self = .event(.skipped)
      } else {
        self = .value(try Self.value(line, kind))
      }
    default:
      guard line.isEmpty else { throw UserFault("session.unknown-answer") }
      self = .event(.done)
    }
  }

  /// The papers that are there: all for an empty line, none for `0`, else those whose numbers are typed.
  private static func ticked(_ line: String, _ papers: [Paper]) throws(UserFault) -> [Paper] {
    if line.isEmpty { return papers }
    if line == "0" || papers.isEmpty { return [] }
    var numbers: Set<Int> = []
    for word in line.split(whereSeparator: { " ,;".contains($0) }) {
      guard let number = Int(word), (1...papers.count).contains(number) else {
        throw UserFault("input.no-such-number", ["count": String(papers.count)])
      }
      numbers.insert(number)
    }
    return papers.enumerated().filter { numbers.contains($0.offset + 1) }.map(\.element)
  }

  /// A hundred thousand million đồng: more digits than a fee has, fewer than an identity number.
  private static let largestAmount: Int64 = 99_999_999_999

  private static func value(_ line: String, _ kind: RecordKind) throws(UserFault) -> String {
    switch kind {
    case .dossierCode:
      // The guard lets codes of dossiers through, and nothing else that may not be kept.
      if let finding = PersonalDataGuard.finding(in: line) { throw UserFault(finding.code) }
      guard line.count <= 60 else { throw UserFault("record.bad-code") }
      return line
    case .date:
      guard let date = CivilDate(line) else { throw UserFault("record.bad-date") }
      return date.iso
    case .amount:
      let digits = line.filter { !" .,đ".contains($0) }
      guard let amount = Int64(digits), (0...largestAmount).contains(amount) else {
        throw UserFault("record.bad-amount")
      }
      return String(amount)
    case .note: return try FormField.note(line)
    }
  }
}
