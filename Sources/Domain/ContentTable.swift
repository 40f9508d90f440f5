/// A table beside the guides' folders: what goes out of date and belongs to no guide, such as the holidays of a year
/// (`guides/calendar.yaml`). It is signed, published and carried as guides are, under an id that no guide may have.
package enum ContentTable: String, CaseIterable, Sendable {
  case blockers, calendar, domains, statuses, synonyms

  private static let prefix = "_table-"

  /// The file below the guides' folder that has it, in Vietnamese.
  package var file: String { "\(rawValue).yaml" }

  /// The id under which it travels.
  package var packageID: String { Self.prefix + rawValue }

  /// The table that travels under an id; nil for guides and for what else travels.
  package init?(packageID: String) {
    guard packageID.hasPrefix(Self.prefix) else { return nil }
    self.init(rawValue: String(packageID.dropFirst(Self.prefix.count)))
  }

  /// The table to which a file below the guides' folder belongs: `calendar.yaml`, `calendar.en.yaml`, and what
  /// `calendar.en.sources` keeps of that translation; nil for any other file.
  package init?(file name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard let table = parts.first.flatMap({ Self(rawValue: String($0)) }) else { return nil }
    switch parts.count {
    case 2 where parts[1] == "yaml": break
    case 3 where Self.isLanguage(parts[1]) && ["yaml", "sources"].contains(parts[2]): break
    default: return nil
    }
    self = table
  }

  private static func isLanguage(_ code: Substring) -> Bool {
    (2...3).contains(code.count) && code.allSatisfy { ("a"..."z").contains($0) }
  }
}
