import Domain

/// The files that a guide's sheet was made from: rows of their own in it, by which an import sees that the folder has moved on.
package struct SheetOrigin: Hashable, Sendable {
  /// What stands in the first column of its rows.
  static let part = "file"

  /// The guide's version; empty where the guide says none.
  package let version: String
  /// A digest of each file by name; it begins with a letter, or spreadsheets take some for numbers.
  private let digests: [String: String]

  /// The origin of a sheet of those files, by name within the guide's folder, in those languages.
  init(files: [String: String], languages: [String], version: String) {
    self.version = version
    digests = Self.names(of: languages).reduce(into: [:]) { digests, name in
      digests[name] = files[name].map { "d" + TranslationSources.digest($0) }
    }
  }

  /// What the rows of a table say; nil where there are none.
  init?(rows: [(name: String, digest: String, version: String)]) {
    guard !rows.isEmpty else { return nil }
    digests = Dictionary(rows.map { ($0.name, $0.digest) }) { first, _ in first }
    version = rows.first { $0.name == "guide.yaml" }?.version ?? ""
  }

  /// The names of the files that are others now, in order, where the folder has those files: of the guide itself, and of the
  /// languages of a sheet.
  package func changed(in files: [String: String], languages: [String]) -> [String] {
    let now = SheetOrigin(files: files, languages: languages, version: version)
    return Self.names(of: languages).filter { digests[$0] != now.digests[$0] }.sorted()
  }

  /// Its rows: the name of a file and its digest, `guide.yaml` first.
  var rows: [(name: String, digest: String)] {
    Self.names(of: digests.keys.filter { $0 != "guide.yaml" }.map { String($0.dropLast(".yaml".count)) }.sorted())
      .compactMap { name in digests[name].map { (name, $0) } }
  }

  /// Its rows in one line.
  var text: String { rows.map { "\($0.name)=\($0.digest)" }.joined(separator: ",") }

  private static func names(of languages: [String]) -> [String] {
    ["guide.yaml"] + languages.filter { $0 != LocalizedText.base }.map { "\($0).yaml" }
  }
}
