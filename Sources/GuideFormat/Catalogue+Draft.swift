extension Catalogue {
  /// A guide as its files say it, whatever is wrong with its walks; nil where `guide.yaml` or a translation has faults.
  ///
  /// - Parameter files: The texts by name below the guides' folder.
  package static func draft(_ id: String, in files: [String: String]) -> Guide? {
    let own = files.reduce(into: [String: String]()) {
      if $1.key.hasPrefix(id + "/") { $0[String($1.key.dropFirst(id.count + 1))] = $1.value }
    }
    let folder = GuideFolder(id, files: own, languages: [], blockers: nil)
    return folder.log.isEmpty ? folder.reader.guide : nil
  }
}
