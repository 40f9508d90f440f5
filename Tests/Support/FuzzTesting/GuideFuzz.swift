import Domain
import GuideFormat

/// The readers of guides, of the tables beside them and of phrases: they end, every fault has a place in its file, and what
/// they took can be walked to an end and holds nothing that steers a screen.
package enum GuideFuzz {
  /// The files that an input may have; lines `--- NAME` begin them.
  private static let names: Set<String> = Set(
    ["guide.yaml", "en.yaml", "tdd.yaml", "walks.yaml", "en.sources"].flatMap { ["a/\($0)", "b/\($0)"] }
      + ContentTable.allCases.flatMap {
        ["\($0.rawValue).yaml", "\($0.rawValue).en.yaml", "\($0.rawValue).en.sources"]
      }
      + ["vi.yaml", "en.yaml", "en.sources"])

  /// Puts the bytes to every reader.
  ///
  /// - Returns: the faults that were found, each once; nil where there was nothing to read.
  @discardableResult
  package static func take(_ input: [UInt8]) -> Set<String>? {
    let files = files(in: String(decoding: input, as: UTF8.self))
    guard !files.isEmpty else { return nil }
    let sites = SiteTable.read(files).table?.judge
    let (catalogue, faults) = Catalogue.review(files, GuideReview(today: GuideDate("2026-11-21"), sites: sites))
    var all = faults + GuideReview.dangers(in: files, sites: sites) + PhraseReview.faults(files)
    for table in ContentTable.allCases {
      all += TableCheck.faults(of: table, in: files)
      _ = files[table.file].flatMap(TableCheck.version)
    }
    for fault in all {
      hold(fault.line >= 1 && fault.column >= 1, "a fault has its place")
      hold(isSafe(fault.found + fault.file), "a fault steers no screen")
    }
    for guide in catalogue.guides {
      hold(guide.title.words.values.allSatisfy(isSafe), "a guide steers no screen")
      walk(guide, in: catalogue)
    }
    ask(files)
    return Set(all.map(\.code.rawValue))
  }

  private static func files(in text: String) -> [String: String] {
    var files: [String: String] = [:]
    var name = "a/guide.yaml"
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("--- ") {
        name = String(line.dropFirst(4))
      } else if names.contains(name) {
        files[name, default: ""] += line + "\n"
      }
    }
    return files
  }

  private static func isSafe(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E || $0.value == 0x9B }
  }

  private static func walk(_ guide: Guide, in catalogue: Catalogue) {
    var walk = Walk(guide, in: catalogue)
    var steps = 0
    while let place = walk.current, walk.ending == nil {
      steps += 1
      hold(steps < 100_000, "a walk ends")
      let action: WalkEvent.Action =
        switch place.step.kind {
        case .ask(let choices): .answer(choices[0].id)
        case .record: .recorded("")
        case .papers: .ticked([])
        default: .done
        }
      guard (try? walk.apply(WalkEvent(action, at: place.path))) != nil else { break }
    }
  }

  /// Whatever was read answers.
  private static func ask(_ files: [String: String]) {
    if let table = CalendarTable.read(files).table {
      let due = table.calendar.due(10, after: CivilDate(dayNumber: 20_778))
      hold(due.date >= due.received, "a dossier is due after it was received")
    }
    _ = StatusTable.read(files).table?.rows(for: "dang xu ly")
    _ = SiteTable.read(files).table?.judge.verdict(on: "https://dichvucong.gov.vn")
  }
}
