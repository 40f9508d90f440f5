import Domain
import GuideFormat

/// What a search needs of the guides: less than the guides themselves, so that a device can keep it.
struct SearchShelf {
  let search: GuideSearch
  /// The titles by guide.
  let titles: [GuideID: LocalizedText]
  /// The guide about each procedure that has one of its own, by the procedure's code.
  let guides: [String: GuideID]

  /// The shelf of those documents; `others` are words that occur elsewhere, as in names of procedures.
  init(_ documents: [SearchDocument], words: SearchWords, others: Set<String>) {
    search = GuideSearch(documents: documents, words: words, extra: others)
    titles = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.title) })
    guides = Dictionary(documents.compactMap { one in one.procedure.map { ($0, one.id) } }) { first, _ in first }
  }

  /// What is kept for the next start.
  static func bytes(_ documents: [SearchDocument], words: SearchWords) -> [UInt8] {
    CanonicalValue.object(["documents": .array(documents.map(\.canonical)), "words": words.canonical]).bytes
  }

  /// What was kept; nil where it cannot be read.
  static func kept(_ bytes: [UInt8]) -> (documents: [SearchDocument], words: SearchWords)? {
    guard let value = try? CanonicalValue(bytes: bytes), let values = value["documents"]?.array,
      let words = value["words"].flatMap(SearchWords.init(canonical:))
    else { return nil }
    let documents = values.compactMap(SearchDocument.init(canonical:))
    return documents.count == values.count ? (documents, words) : nil
  }
}
