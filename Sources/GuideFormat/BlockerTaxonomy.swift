import Domain

/// Something that gets people stuck, with the general remedy.
package struct Blocker: Identifiable, Hashable, Sendable {
  /// The stable code.
  package let code: BlockerCode
  /// What it is called.
  package let name: LocalizedText
  /// What helps in general, shown where a step gives no remedy of its own.
  package let remedy: LocalizedText

  package var id: BlockerCode { code }
}

/// The list of what gets people stuck, in the order in which `blockers.yaml` gives it.
package struct BlockerTaxonomy: Hashable, Sendable {
  /// Every blocker, in the file's order.
  package let blockers: [Blocker]
  private let places: [BlockerCode: Int]

  /// A list from its blockers; of two with one code the first counts.
  package init(_ blockers: [Blocker] = []) {
    self.blockers = blockers
    places = Dictionary(blockers.enumerated().map { ($1.code, $0) }) { first, _ in first }
  }

  /// The blocker of a code; nil for a code of newer or older content.
  package subscript(code: BlockerCode) -> Blocker? {
    places[code].map { blockers[$0] }
  }
}
