import Domain
import GuideFormat

/// Something that a search found: a guide, or a procedure of the province's catalogue that the common flow walks.
struct Finding: Hashable {
  enum Target: Hashable {
    case guide(GuideID)
    /// By its code.
    case procedure(String)
  }

  let target: Target
  let title: String
  /// How well it fits, above 0 and at most 1.
  let score: Double

  /// The best first; a guide before a procedure that fits as well.
  static func isBetter(_ left: Finding, _ right: Finding) -> Bool {
    if left.score != right.score { return left.score > right.score }
    switch (left.target, right.target) {
    case (.guide(let left), .guide(let right)): return left < right
    case (.procedure(let left), .procedure(let right)): return left < right
    case (.guide, .procedure): return true
    case (.procedure, .guide): return false
    }
  }
}
