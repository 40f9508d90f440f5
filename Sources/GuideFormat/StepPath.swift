/// The name of a step within a walk: its id, after the ids of the guide steps through which the walk came to it.
package struct StepPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The ids, the outermost guide's first, such as `dang-nhap`, `nhap-otp`.
  package let ids: [String]

  /// A path from its ids.
  package init(_ ids: [String]) { self.ids = ids }

  /// A path from its text, such as `dang-nhap/nhap-otp`.
  package init(_ text: String) {
    ids = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  package var description: String { ids.joined(separator: "/") }

  package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
