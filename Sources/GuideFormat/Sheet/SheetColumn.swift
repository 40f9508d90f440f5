/// The columns of a guide's sheet whose titles are the keys of `guide.yaml`; those of languages stand before them.
enum SheetColumn: String, CaseIterable {
  case step, when, facts, url, guide, value
  case waitsFor = "for"
  case optional, outcome, service, source, mark
  case validFrom = "valid_from"
  case validTo = "valid_to"
  case seen, code, level, format, version, kind
  case reviewBy = "review_by"
}

/// What a row of a guide's sheet is about.
enum SheetPart: String, CaseIterable {
  case guide, alias, procedure, paper, source, fact, step, choice, trouble

  /// The keys that its rows may have, the first of which brings the part about; nil where the key is a name of its own.
  var keys: [String]? {
    switch self {
    case .guide: ["title"]
    case .alias: [""]
    case .procedure: ["name", "authority"]
    case .paper: ["name"]
    case .source: ["title"]
    case .fact: ["label", "value", "verify_with"]
    case .step: ["text", "say"]
    case .choice, .trouble: nil
    }
  }

  /// The columns that the row of the first key may fill.
  var columns: Set<SheetColumn> {
    switch self {
    case .guide: [.format, .version, .kind, .service, .reviewBy]
    case .alias, .trouble: []
    case .procedure: [.code, .level]
    case .paper: [.when]
    case .source: [.url, .seen]
    case .fact: [.source, .mark, .validFrom, .validTo]
    case .step: [.step, .when, .facts, .url, .guide, .value, .waitsFor, .optional, .outcome]
    case .choice: [.service]
    }
  }
}

/// One row of a guide's sheet: a text in every language, with what belongs to it beside.
struct SheetRow: Hashable {
  let part: SheetPart
  /// The id of the paper, source, fact or step; that of the guide for its own row; a number for an alias.
  let id: String
  /// The key of the text within the part; the id of a choice, the code of a blocker.
  let key: String
  /// The words by language.
  let words: [String: String]
  /// What stands in the other columns.
  var fields: [SheetColumn: String] = [:]

  /// Where the text stands in the guide, as `TranslationTable` names it.
  var address: String {
    switch part {
    case .guide: "title"
    case .alias: "aliases/\(id)"
    case .procedure: "procedure/\(key)"
    case .paper: "papers/\(id)"
    case .source: "sources/\(id)"
    case .fact: "facts/\(id)/\(key)"
    case .step: "steps/\(id)/\(key)"
    case .choice: "steps/\(id)/choices/\(key)"
    case .trouble: "steps/\(id)/trouble/\(key)"
    }
  }

  /// The address of the row that brings about what this row belongs to; nil for rows that do so themselves.
  var owner: String? {
    switch part {
    case .choice, .trouble: "steps/\(id)/text"
    case .step where key != "text": "steps/\(id)/text"
    case .fact where key != "label": "facts/\(id)/label"
    case .procedure where key != "name": "procedure/name"
    default: nil
    }
  }
}
