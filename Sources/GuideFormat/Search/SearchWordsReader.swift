/// Reads `synonyms.yaml`.
package enum SearchWordsReader {
  /// The words that stand in the files of a guides' folder, and what is wrong with them; no words where the file is
  /// missing or has a fault.
  package static func read(_ files: [String: String]) -> (words: SearchWords, faults: [Fault]) {
    guard let text = files[SearchWords.file] else { return (.none, []) }
    let log = FaultLog(file: SearchWords.file)
    guard let root = SourceTree.read(text, log: log), GuideReader.isSupported(root, log: log) else {
      return (.none, log.faults)
    }
    let fields = Fields(table: root, known: ["fillers", "same"], log: log)
    let fillers = fields.list("fillers").compactMap { Fields.words($0, atMost: TextLimit.line, log: log) }
    let groups = fields.list("same").map { node in
      Fields.list(node, log: log).compactMap { Fields.words($0, atMost: TextLimit.line, log: log) }
    }
    return log.isEmpty ? (SearchWords(fillers: fillers, groups: groups), []) : (.none, log.faults)
  }
}
