/// The ends of names that only state bodies get.
package enum StateSuffix {
  /// The end under which all of them lie (the source stands in `guides/domains.yaml`). A list that somebody signs may name
  /// narrower ones, such as that of a province; no other.
  static let root = "gov.vn"
  /// The end under which that one lies, and everybody else in the country.
  static let country = "vn"

  /// Whether names with that end are state bodies' own.
  package static func isSound(_ suffix: String) -> Bool {
    let suffix = suffix.lowercased()
    return (suffix == root || suffix.hasSuffix("." + root))
      && suffix.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        !label.isEmpty && label.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
      }
  }
}
