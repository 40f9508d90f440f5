import Domain

/// What a guide is found by: its phrases, each with the place it stands in. A device may keep it beside the guide.
package struct SearchDocument: Hashable, Sendable {
  /// Where a phrase stands, which is how much it counts.
  package enum Place: String, CaseIterable, Sendable {
    case alias, title, procedure, step

    /// Above 0, at most 1.
    var weight: Double {
      switch self {
      case .alias, .title: 1
      case .procedure: 0.9
      case .step: 0.3
      }
    }
  }

  /// Words that stand together and tell something.
  package struct Phrase: Hashable, Sendable {
    package let place: Place
    package let words: [SearchText.Word]
  }

  package let id: GuideID
  package let title: LocalizedText
  /// The code of the procedure that the guide is about.
  package let procedure: String?
  package let phrases: [Phrase]

  /// What this guide is found by, in every language that it is written in.
  package init(_ guide: Guide, words: SearchWords) {
    id = guide.id
    title = guide.title
    procedure = guide.procedure?.code
    var phrases: [Phrase] = []
    var seen: Set<Phrase> = []
    func add(_ text: String, _ place: Place) {
      let phrase = Phrase(place: place, words: words.telling(SearchText.words(text)))
      if !phrase.words.isEmpty, seen.insert(phrase).inserted { phrases.append(phrase) }
    }
    for alias in guide.aliases.sorted(by: { $0.key < $1.key }).flatMap(\.value) { add(alias, .alias) }
    for (_, title) in guide.title.words.sorted(by: { $0.key < $1.key }) { add(title, .title) }
    if let procedure = guide.procedure {
      add(procedure.code, .alias)
      for (_, name) in procedure.name.words.sorted(by: { $0.key < $1.key }) { add(name, .procedure) }
    }
    // Each sentence by itself: words that stand in two sentences are not neighbours.
    let sentences = guide.steps.flatMap { [$0.text] + $0.choices.map(\.text) } + guide.papers.map(\.name)
    for text in sentences { for (_, text) in text.words.sorted(by: { $0.key < $1.key }) { add(text, .step) } }
    self.phrases = phrases
  }

  /// A document from its parts.
  package init(id: GuideID, title: LocalizedText, procedure: String?, phrases: [Phrase]) {
    self.id = id
    self.title = title
    self.procedure = procedure
    self.phrases = phrases
  }
}

extension SearchDocument {
  /// The document as a device keeps it.
  package var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "id": .text(id.rawValue), "title": .object(title.words.mapValues { .text($0) }),
      "phrases": .object(
        Dictionary(grouping: phrases, by: \.place.rawValue).mapValues { phrases in
          .array(
            phrases.map {
              let lines = SearchText.lines($0.words)
              return .array([.text(lines.folded), .text(lines.marked)])
            })
        }),
    ]
    members["procedure"] = procedure.map { .text($0) }
    return .object(members)
  }

  /// The document that was kept so; nil where the value is none.
  package init?(canonical: CanonicalValue) {
    guard let id = canonical["id"]?.text, let words = canonical["title"]?.object?.compactMapValues(\.text),
      let vietnamese = words[LocalizedText.base], let places = canonical["phrases"]?.object
    else { return nil }
    var phrases: [Phrase] = []
    for place in Place.allCases {
      for lines in places[place.rawValue]?.array?.map(\.texts) ?? [] {
        guard let lines, lines.count == 2 else { return nil }
        phrases.append(Phrase(place: place, words: SearchText.words(folded: lines[0], marked: lines[1])))
      }
    }
    self.init(
      id: GuideID(rawValue: id), title: LocalizedText(vietnamese, translations: words),
      procedure: canonical["procedure"]?.text, phrases: phrases)
  }
}
