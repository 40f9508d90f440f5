import Yams

/// A walk as `walks.yaml` has it.
struct WrittenWalk: Sendable {
  let name: String
  /// Choices by step path.
  let answers: [String: String]
  /// The id of the end step.
  let end: String

  /// The walks of a file, or nil where it is none.
  static func walks(in text: String) -> [WrittenWalk]? {
    guard let nodes = try? Yams.compose(yaml: text)?["walks"]?.sequence else { return nil }
    return nodes.map { node in
      var answers: [String: String] = [:]
      for (key, value) in node["answers"]?.mapping ?? [:] { answers[key.string ?? ""] = value.string }
      return WrittenWalk(name: node["name"]?.string ?? "", answers: answers, end: node["end"]?.string ?? "")
    }
  }
}
