import GuideFormat
import Phrases

/// The guides that a trainer's job works on: those that this device shows, or those of a folder laid over them, so that what
/// they include and their blockers are there.
struct GuideSource {
  /// Every file by name below the guides' folder.
  let files: [String: String]
  /// The guides without faults.
  let catalogue: Catalogue
  /// The guides of the folder, in order; every guide, where no folder was named.
  let own: [GuideID]
  private let faults: [Fault]

  /// The guides that this device shows.
  init(in shell: Shell) throws(UserFault) {
    let shelf = try shell.shelf
    (files, catalogue, faults) = (shelf.files, shelf.catalogue, shelf.faults)
    own = catalogue.guides.map(\.id)
  }

  /// The guides of a folder: one guide's, beside which its tables lie, or one that holds such folders.
  init(folder: String, in shell: Shell) throws(UserFault) {
    let found = try Self.files(at: folder)
    guard WrittenContent.isOne(folder) else {
      try self.init(laying: found, in: shell)
      return
    }
    self.init(laying: found, over: try TrainerFiles(shell).around(WrittenContent(at: folder)))
  }

  /// Those files laid over the guides and the tables of this device.
  init(laying found: [String: String], in shell: Shell) throws(UserFault) {
    self.init(laying: found, over: try shell.shelfToRead.files)
  }

  private init(laying found: [String: String], over device: [String: String]) {
    let names = Set(found.keys.filter { $0.hasSuffix("/guide.yaml") }.map { String($0.dropLast("/guide.yaml".count)) })
    var files = device.filter { name, _ in
      guard let slash = name.firstIndex(of: "/") else { return true }
      return !names.contains(String(name[..<slash]))
    }
    files.merge(found) { _, new in new }
    self.files = files
    (catalogue, faults) = Catalogue.build(files)
    own = names.sorted().map(GuideID.init(rawValue:))
  }

  /// The guides of a folder, or those that this device shows where none is named.
  static func named(_ folder: String?, in shell: Shell) throws(UserFault) -> GuideSource {
    if let folder { try GuideSource(folder: folder, in: shell) } else { try GuideSource(in: shell) }
  }

  /// The files of a folder by name below the guides' folder; those of one guide stand under its own id.
  static func files(at folder: String) throws(UserFault) -> [String: String] {
    let files = try ContentFolder.guideFiles(at: folder)
    guard let structure = files["guide.yaml"] else { return files }
    let parts = folder.split(separator: "/").map(String.init)
    let id = GuideID(inFile: structure)?.rawValue ?? parts.last ?? folder
    return files.reduce(into: [:]) { if !$1.key.contains("/") { $0["\(id)/\($1.key)"] = $1.value } }
  }

  /// The guide of an id. Where it has faults, they are said.
  func guide(_ id: String, in shell: Shell) throws(UserFault) -> Guide {
    if let guide = catalogue[GuideID(rawValue: id)] { return guide }
    let faults = faults(of: id)
    guard !faults.isEmpty else { throw UserFault("open.no-such-guide", ["id": id]) }
    for fault in faults { try shell.show(fault) }
    throw UserFault("guides.unsound", ["id": id, "faults": String(faults.count)])
  }

  /// What is wrong with the files of a guide.
  func faults(of id: String) -> [Fault] { faults.filter { $0.file.hasPrefix(id + "/") } }

  /// The files of a guide, by name within its folder.
  func files(of id: GuideID) -> [String: String] {
    files.reduce(into: [:]) {
      if $1.key.hasPrefix(id.rawValue + "/") { $0[String($1.key.dropFirst(id.rawValue.count + 1))] = $1.value }
    }
  }
}

extension Shell {
  /// The phrases for showing a guide in a language, and the code in which its words are taken.
  ///
  /// - Throws: `guides.no-language` where neither phrases nor guide know the language.
  func phrases(showing guide: Guide, in language: String?) throws(UserFault) -> (phrases: Phrases, language: String) {
    guard let language else { return (phrases, phrases.language) }
    if parts.content.languages().contains(language), let found = try? parts.content.phrases(language) {
      return (found, language)
    }
    guard guide.title.words[language] == nil else { return (phrases, language) }
    let known = Set(parts.content.languages()).union(guide.title.words.keys).sorted()
    throw UserFault("guides.no-language", ["code": language, "known": known.joined(separator: ", ")], kind: .usage)
  }
}
