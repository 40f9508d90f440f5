import Domain
import Foundation
import GuideFormat
import LocalStore
import Phrases

extension Shell {
  /// The most that one search lists.
  static let mostFindings = 9
  /// Among procedures whose words fit, so many are compared with the question closely.
  private static let candidates = 9
  /// A procedure's name is an official's wording: it counts a little less than the words of a guide.
  private static let procedureWeight = 0.95

  /// What the words may mean, the likeliest first: guides, and procedures of the province's catalogue.
  func findings(for text: String) throws(UserFault) -> [Finding] {
    let shelf = try searchShelf
    let question = shelf.search.question(text)
    guard !question.words.isEmpty else { return [] }
    var findings = shelf.search.search(question, limit: Self.mostFindings).map { match in
      Finding(
        target: .guide(match.guideID), title: shelf.titles[match.guideID]?.text(in: phrases.language) ?? "",
        score: match.score)
    }
    let procedures = try procedures(question)
    for (procedure, fit) in zip(procedures, shelf.search.scores(question, of: procedures.map(\.words))) {
      // A procedure that has a guide comes behind it, however exactly it was named.
      let isNamed =
        question.typed.contains(procedure.code.prefix(8).filter { $0 != "." })
        || (shelf.guides[procedure.code] == nil && shelf.search.isName(procedure.words, in: question))
      let score = isNamed ? 1 : Self.procedureWeight * fit
      findings.append(Finding(target: .procedure(procedure.code), title: procedure.name, score: min(1, score)))
    }
    findings.sort(by: Finding.isBetter)
    let least = max(GuideSearch.leastScore, (findings.first?.score ?? 0) * GuideSearch.leastShare)
    return findings.prefix(Self.mostFindings).filter { $0.score >= least }
  }

  /// The procedures that have every word of the question; where none has, those that have two neighbours of it.
  private func procedures(_ question: Question) throws(UserFault) -> [FoundProcedure] {
    let store = try self.store
    return try faulting {
      var asked: [[[String]]] = []
      for lines in [question.nearestLines, question.lines] where lines != asked {
        asked = lines
        let found = try store.procedures(ProcedureQuery(lines: lines), .shortest, limit: Self.candidates)
        if !found.isEmpty { return found }
      }
      return try store.procedures(.pairs(question.typed), .mostTelling, limit: Self.candidates)
    }
  }
}

extension SearchShelf {
  /// The shelf of this device, as it was kept for content that has not changed since, else made from the guides.
  static func load(in shell: Shell) throws(UserFault) -> SearchShelf {
    let store = try shell.store
    let others = try shell.faulting { try store.procedureWords() }
    let path = shell.parts.content.guidesPath
    let state = try shell.faulting { try store.installedState() }
    // A day is part of it because signatures and keys have days after which they do not count.
    let made = try ContentFolder.state(of: path) + ["", path] + state + [shell.today.iso, "search 3"]
    if let bytes = try? store.keptSearch(madeFrom: made), let kept = kept(bytes) {
      return SearchShelf(kept.documents, words: kept.words, others: others)
    }
    let shelf = try shell.shelf
    let words = shelf.words
    let documents = shelf.catalogue.guides.map { SearchDocument($0, words: words) }
    // Guides with faults are read at each start, so that their warning comes each time.
    if shelf.faults.isEmpty { try? store.keepSearch(bytes(documents, words: words), madeFrom: made) }
    return SearchShelf(documents, words: words, others: others)
  }
}

extension ContentFolder {
  /// The names, sizes and times of change of all files that `guideFiles` would read.
  static func state(of path: String) throws(UserFault) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw UserFault("guides.no-folder", ["path": path])
    }
    var lines: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let inner = (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name)) ?? []
      for file in inner.isEmpty ? [name] : inner.sorted().map({ name + "/" + $0 }) where file.hasSuffix(".yaml") {
        var status = stat()
        guard stat(path + "/" + file, &status) == 0 else { continue }
        lines.append(
          "\(file) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_ino)")
      }
    }
    return lines
  }
}
