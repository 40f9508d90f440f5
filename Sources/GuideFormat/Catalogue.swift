import Domain

/// The guides that can be walked, with the blockers' names.
package struct Catalogue: Sendable {
  /// Every guide, in the order of their ids.
  package let guides: [Guide]
  /// What gets people stuck.
  package let blockers: BlockerTaxonomy
  private let byID: [GuideID: Guide]

  /// A catalogue of some guides; of two with one id the first counts.
  package init(_ guides: [Guide] = [], blockers: BlockerTaxonomy = BlockerTaxonomy()) {
    byID = Dictionary(guides.map { ($0.id, $0) }) { first, _ in first }
    self.guides = byID.values.sorted { $0.id < $1.id }
    self.blockers = blockers
  }

  /// The guide of an id.
  package subscript(id: GuideID) -> Guide? { byID[id] }

  /// Every step that a walk through a guide can come to, with those of inner guides and their ends, in order.
  package func steps(of guide: Guide) -> [PlacedStep] {
    var steps: [PlacedStep] = []
    func add(_ guide: Guide, below prefix: [String]) {
      for step in guide.steps {
        let path = StepPath(prefix + [step.id])
        steps.append(PlacedStep(path: path, step: step, guide: guide))
        if case .guide(let id) = step.kind, let inner = byID[id], prefix.count < Course.deepest {
          add(inner, below: path.ids)
        }
      }
    }
    add(guide, below: [])
    return steps
  }

  /// The guides in a folder's files, and everything that is wrong with them.
  ///
  /// A guide with any fault, or that includes one, is left out; the others are not affected.
  ///
  /// - Parameters:
  ///   - files: the texts by name below the guides' folder, such as `blockers.yaml` or `vneid-muc-2/guide.yaml`.
  ///     Names that belong to no guide are passed over.
  ///   - languages: the languages into which every text must be translated.
  /// - Returns: the guides that can be walked, and the faults in the order of file, line and column.
  package static func build(
    _ files: [String: String], languages: [String] = ["en"]
  ) -> (catalogue: Catalogue, faults: [Fault]) {
    // A translation that was left behind is a matter of reviews; it takes no guide away from anybody.
    CatalogueBuild(files: files.filter { !$0.key.hasSuffix(".sources") }, languages: languages).run()
  }
}
