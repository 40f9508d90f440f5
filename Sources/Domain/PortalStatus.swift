/// What a portal says of a dossier: one of the statuses of the code list that provincial systems share.
///
/// It is known by its words, never by its number: there are systems in which the same number means something else.
/// Meaning, and what to do next, are content (`guides/statuses.yaml`).
package struct PortalStatus: Hashable, Sendable {
  /// The number in the shared list.
  package let code: Int
  /// The words by which portals show it.
  package let raw: [String]

  /// A status from its parts.
  package init(code: Int, raw: [String]) {
    self.code = code
    self.raw = raw
  }

  /// The statuses that somebody may have read off a screen, the likeliest first: the one whose words these are, folded
  /// (`FoldedText`); else all that have these words, or that occur in these words, next to one another. None where the
  /// words are strange: a strange status is kept as it stands, and never guessed at.
  ///
  /// - Parameter names: other names by which a status is known, such as translations.
  package static func matching(
    _ text: String, among statuses: [PortalStatus], names: (PortalStatus) -> [String] = { _ in [] }
  ) -> [PortalStatus] {
    let asked = " \(FoldedText.text(text)) "
    guard asked.count > 2 else { return [] }
    let known = statuses.map { status in
      (status: status, words: (status.raw + names(status)).map { " \(FoldedText.text($0)) " })
    }
    let exact = known.filter { $0.words.contains(asked) }
    guard exact.isEmpty else { return exact.map(\.status) }
    // “Không được tiếp nhận” holds “Được tiếp nhận”: of what occurs in the words the longest is meant.
    let within = known.flatMap { one in one.words.filter { asked.contains($0) }.map { (one.status, $0.count) } }
    if let longest = within.map(\.1).max() {
      return within.filter { $0.1 == longest }.map(\.0)
    }
    // A few words of a long status are as good as none: “hồ sơ” stands in “Công dân yêu cầu rút hồ sơ”.
    let count = asked.split(separator: " ").count
    return known.filter { one in
      one.words.contains { $0.contains(asked) && 5 * count >= 2 * $0.split(separator: " ").count }
    }.map(\.status)
  }
}
