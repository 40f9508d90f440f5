/// Builds a catalogue from the files of a folder of guides: reads each guide, then checks them against one another.
struct CatalogueBuild {
  private let rootFiles: [String: String]
  private let folders: [(name: String, files: [String: String])]
  private let languages: [String]

  init(files: [String: String], languages: [String]) {
    var rootFiles: [String: String] = [:]
    var folders: [String: [String: String]] = [:]
    for (path, text) in files {
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      switch parts.count {
      case 1: rootFiles[path] = text
      case 2: folders[parts[0], default: [:]][parts[1]] = text
      default: break
      }
    }
    self.rootFiles = rootFiles
    self.folders = folders.filter { GuideFolder.isGuide($0.value) }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
    self.languages = languages.filter { $0 != LocalizedText.base }
  }

  /// The catalogue of the guides without faults, and every fault in order.
  func run() -> (catalogue: Catalogue, faults: [Fault]) {
    let blockers = BlockerReader.read(rootFiles, languages: languages)
    let codes = blockers.value.map { $0.blockers.map(\.code.rawValue) }
    let folders = folders.map { GuideFolder($0.name, files: $0.files, languages: languages, blockers: codes) }
    InclusionCheck(folders).run()

    let sound = GuideSoundness(folders) { $0.log.isEmpty }
    let provisional = Catalogue(sound.guides)
    for folder in folders where sound.contains(folder) { folder.checkWalks(in: provisional) }

    let usable = GuideSoundness(folders) { $0.faults.isEmpty }
    usable.reportBrokenInclusions()
    let faults = blockers.faults + folders.flatMap(\.faults)
    return (Catalogue(usable.guides, blockers: blockers.value ?? BlockerTaxonomy()), faults.sorted())
  }
}
