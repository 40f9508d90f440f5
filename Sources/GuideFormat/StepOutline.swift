/// The steps of a guide as conditions see them: their order, choices and inner guides, read before the steps are.
struct StepOutline {
  /// What an answer to a step can be.
  enum Answer {
    case choice(of: [String])
    case end(of: GuideID)
    case none
  }

  /// The ids in order, the first of two alike only.
  private(set) var ids: [String] = []
  /// The number of steps, sound or not.
  let count: Int
  /// The place of the first step that shows the papers.
  let firstPapers: Int?
  private var places: [String: Int] = [:]
  private var answers: [String: Answer] = [:]

  init(_ nodes: [SourceNode]) {
    count = nodes.count
    firstPapers = nodes.firstIndex { $0["papers"] != nil }
    for (index, node) in nodes.enumerated() {
      guard let id = node["id"]?.text, places[id] == nil else { continue }
      ids.append(id)
      places[id] = index
      if node["ask"] != nil {
        answers[id] = .choice(of: (node["choices"]?.list ?? []).compactMap { $0["id"]?.text })
      } else if let target = node["guide"]?.text {
        answers[id] = .end(of: GuideID(rawValue: target))
      }
    }
  }

  /// The place of a step, from 0.
  func place(of id: String) -> Int? { places[id] }

  /// What an answer to a step can be.
  func answer(of id: String) -> Answer { answers[id] ?? .none }

  /// The steps before a place that can be answered.
  func answerable(before place: Int) -> [String] {
    ids.filter { answers[$0] != nil && (places[$0] ?? 0) < place }
  }
}
