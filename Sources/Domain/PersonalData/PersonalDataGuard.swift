/// Recognises, in free text, what may not be stored as it stands: secrets are refused, identifiers masked.
///
/// Sources: Law 91/2025/QH15 on personal data protection; identity numbers are twelve digits (Law on Identity 2023,
/// Art. 12), old ones nine. Names and addresses are not recognised.
package enum PersonalDataGuard {
  /// What was found: its kind, and where it stands.
  package struct Finding: Error, Hashable, Sendable {
    package let kind: PersonalDataKind
    /// Where it begins, in Unicode scalars (code points) of the text as given, from 0.
    package let start: Int
    /// Where it has ended, in Unicode scalars of the text as given: the first that belongs to it no more.
    package let end: Int

    package var action: PersonalDataKind.Action { kind.action }
    /// The stable code of the sentence that says so.
    package var code: String { kind.code }
  }

  /// Everything in the text that may not be stored as it stands, in the order in which it stands there. Ranges lie
  /// within the text, hold at least one scalar each and do not overlap; where two rules want the same place, what is
  /// refused wins.
  package static func findings(in text: String) -> [Finding] {
    let scanned = ScannedText(text)
    let topics = TopicMatch.all(in: scanned)
    let chains = DigitChain.all(in: scanned)
    var found =
      PasswordRules(text: scanned, topics: topics).spans() + BirthdayRule(text: scanned, topics: topics).spans()
    var identifiers = IdentifierRules(text: scanned, topics: topics)
    let rest = chains.flatMap { identifiers.take($0) }
    var taken = Occupied(count: scanned.folded.count)
    for span in identifiers.spans { taken.insert(span.range) }
    let loose = DigitChain.all(in: scanned, reading: .loose)
      .filter { !taken.overlaps($0.range) && !identifiers.takeLoose($0) }
    let spoken = SpokenDigits.all(in: scanned).filter { !identifiers.takeLoose($0.chain) }
    found += identifiers.spans
    found += CodeRules(text: scanned, topics: topics).spans(among: rest, loose: loose, spoken: spoken)
    found += EmailRule.spans(in: scanned)
    var kept: [Finding] = []
    var settled = Occupied(count: scanned.scalars.count)
    for span in found.filter({ $0.kind.action == .refuse }) + found.filter({ $0.kind.action != .refuse }) {
      guard let first = span.range.first, let last = span.range.last else { continue }
      let finding = Finding(kind: span.kind, start: scanned.places[first], end: scanned.places[last] + 1)
      if settled.insert(finding.start..<finding.end) { kept.append(finding) }
    }
    return kept.sorted { $0.start < $1.start }
  }

  /// The finding that weighs most, or nil: the first that is refused, else the first.
  package static func finding(in text: String) -> Finding? {
    let findings = findings(in: text)
    return findings.first { $0.action == .refuse } ?? findings.first
  }

  /// The text with a dot for each letter and digit of every identifier but the last two, and with an e-mail's name
  /// gone; what is refused stays, because masking would not be enough. Masking what is masked changes nothing.
  package static func masked(_ text: String) -> String {
    var text = text
    while true {
      let found = findings(in: text).filter { $0.action == .mask }
      if found.isEmpty { return text }
      var scalars = Array(text.unicodeScalars)
      for finding in found { mask(finding, in: &scalars) }
      var masked = String.UnicodeScalarView()
      masked.append(contentsOf: scalars)
      text = String(masked)
    }
  }

  /// What stands for a letter or digit that is not kept.
  package static let maskingDot: Unicode.Scalar = "•"

  private static func mask(_ finding: Finding, in scalars: inout [Unicode.Scalar]) {
    var places = (finding.start..<finding.end).filter {
      scalars[$0].properties.isAlphabetic || scalars[$0].properties.numericType != nil
    }
    if finding.kind == .email {
      let sign = (finding.start..<finding.end).first { "@＠([".unicodeScalars.contains(scalars[$0]) } ?? finding.end
      places = places.filter { $0 < sign }
    } else {
      places = places.dropLast(2)
    }
    for place in places { scalars[place] = maskingDot }
  }
}
