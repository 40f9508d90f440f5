/// Walks that reach every end of a guide, for a `walks.yaml` that somebody looks through afterwards.
package enum GuideWalks {
  /// More ways than these are not tried.
  private static let most = 4000

  /// The text of a `walks.yaml`: a walk for each end that can be reached, the fewest uncommon answers first.
  package static func file(_ guide: Guide, in catalogue: Catalogue) -> String {
    YAMLWriter.file(
      .mapping(of: [("walks", .list(walks(guide, in: catalogue).map { value($0.walk, of: guide, $0.answers) }))]))
  }

  /// One walk for each end, in the order in which they are found.
  private static func walks(_ guide: Guide, in catalogue: Catalogue) -> [(walk: Walk, answers: [StepPath: String])] {
    var open: [[StepPath: String]] = [[:]]
    var next = 0
    var tried: Set<[StepPath: String]> = []
    var found: [String: (Walk, [StepPath: String])] = [:]
    var order: [String] = []
    let ends = guide.steps.count { $0.isEnd }
    while next < open.count, tried.count < most, found.count < ends {
      let answers = open[next]
      next += 1
      let walk = MainWay.walk(guide, in: catalogue, choosing: answers)
      let given = walk.answers.filter { !isInnerEnd($0.key, of: walk) }
      guard let end = walk.ending, tried.insert(given).inserted else { continue }
      if found[end.id] == nil {
        found[end.id] = (walk, given)
        order.append(end.id)
      }
      for placed in walk.seen {
        for choice in placed.step.choices where choice.id != given[placed.path] {
          open.append(answers.merging([placed.path: choice.id]) { _, new in new })
        }
      }
    }
    return order.compactMap { found[$0] }
  }

  private static func isInnerEnd(_ path: StepPath, of walk: Walk) -> Bool {
    !walk.seen.contains { $0.path == path && !$0.step.choices.isEmpty }
  }

  private static func value(_ walk: Walk, of guide: Guide, _ answers: [StepPath: String]) -> SourceValue {
    let seen = walk.seen.map(\.path)
    return .mapping(of: [
      ("name", .text(walk.ending?.id ?? "")),
      ("answers", .mapping(of: seen.map { ($0.description, answers[$0].map(SourceValue.text)) })),
      ("sees", .list(seen.map { .text($0.description) })), ("end", walk.ending.map { .text($0.id) }),
    ])
  }
}
