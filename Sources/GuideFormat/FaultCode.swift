/// Everything that can be wrong with a guide's files; the codes are stable and never reused.
package enum FaultCode: String, CaseIterable, Sendable {
  // The file itself
  /// The file is above `SourceText.largest` bytes.
  case tooLarge = "too-large"
  /// A character that steers a screen or turns the direction of writing, or that has no meaning.
  case forbiddenCharacter = "forbidden-character"
  /// The file is no YAML.
  case syntax
  /// A YAML anchor or alias.
  case anchor
  /// A YAML tag.
  case tag
  /// Lists and mappings lie too deep in one another.
  case tooDeep = "too-deep"
  /// A file that ought to be there.
  case missingFile = "missing-file"
  /// A file that no guide has.
  case unknownFile = "unknown-file"
  /// The file says that it is of a newer format.
  case unsupportedFormat = "unsupported-format"

  // Keys and values
  /// A key stands twice in one mapping.
  case duplicateKey = "duplicate-key"
  /// A key that must be there is not.
  case missingKey = "missing-key"
  /// A key that nothing reads.
  case unknownKey = "unknown-key"
  /// A list where a text is expected, and the like.
  case wrongType = "wrong-type"
  /// A text without words.
  case emptyText = "empty-text"
  /// A text that is too long to read at a step.
  case textTooLong = "text-too-long"
  /// A name that is not a-z, 0-9 and hyphens, or a blocker's code that is not A-Z, 0-9 and hyphens.
  case badID = "bad-id"
  /// A day that is not written `YYYY-MM-DD` or does not exist.
  case badDate = "bad-date"
  /// A word that is not among those allowed.
  case badWord = "bad-word"
  /// Something that is no whole number from 1.
  case badNumber = "bad-number"
  /// An address that does not begin with https:// and a host; that of a source may begin with http://.
  case badURL = "bad-url"
  /// A code that must stand between quotation marks, since it looks like a number.
  case notQuoted = "not-quoted"
  /// An id that is already taken.
  case duplicateID = "duplicate-id"
  /// The guide's id is not the name of its folder.
  case folderName = "folder-name"

  // Facts and references
  /// A source that the guide does not have.
  case unknownSource = "unknown-source"
  /// A fact that the guide does not have.
  case unknownFact = "unknown-fact"
  /// A blocker that blockers.yaml does not have.
  case unknownBlocker = "unknown-blocker"
  /// A fact to be verified that does not say with whom.
  case missingVerifier = "missing-verifier"
  /// A fact that ends before it begins.
  case datesReversed = "dates-reversed"

  // Steps
  /// A step without any of the keys that say what kind it is.
  case noKind = "no-kind"
  /// A step with two of them.
  case severalKinds = "several-kinds"
  /// A question with fewer than two or more than nine choices.
  case choiceCount = "choice-count"
  /// A step that shows the guide's papers, of which there are none.
  case noPapers = "no-papers"
  /// The last step is no end, or has a condition.
  case noFinalEnd = "no-final-end"
  /// A step after an end without a condition.
  case unreachableStep = "unreachable-step"
  /// A guide that unfolds to more steps than anyone can walk.
  case tooManySteps = "too-many-steps"

  // Conditions
  /// A condition without exactly one of equals, not, any and all, or an `equals` without exactly one pair.
  case badCondition = "bad-condition"
  /// A step that the guide does not have.
  case unknownStep = "unknown-step"
  /// A condition that looks at its own step or a later one.
  case laterStep = "later-step"
  /// A condition on a step that is neither question nor guide.
  case stepWithoutAnswer = "step-without-answer"
  /// A choice that the question does not have.
  case unknownChoice = "unknown-choice"
  /// An end that the guide does not have.
  case unknownEnd = "unknown-end"

  // Translations
  /// A translation's `language` is not that of its file's name.
  case wrongLanguage = "wrong-language"
  /// A text without its translation.
  case missingTranslation = "missing-translation"
  /// A translation of something that is not there.
  case unknownTranslation = "unknown-translation"

  /// The Vietnamese words were changed after the translation was made.
  case staleTranslation = "stale-translation"
  /// The places for arguments differ from those of the Vietnamese words.
  case placeholdersDiffer = "placeholders-differ"

  // What whoever reviews guides looks at
  /// The day by which the guide was to be read again is over.
  case reviewOverdue = "review-overdue"
  /// A fact's last day is over.
  case factOver = "fact-over"
  /// An address that is not known to be official.
  case unofficialLink = "unofficial-link"
  /// An address that looks like an official one, or hides what it is.
  case suspiciousLink = "suspicious-link"
  /// A text that asks for a password, a code or the like.
  case asksSecret = "asks-secret"
  /// A step that no walk sees.
  case unwalkedStep = "unwalked-step"
  /// A choice that no walk takes.
  case untakenChoice = "untaken-choice"
  /// An alias that another guide has, too.
  case repeatedAlias = "repeated-alias"
  /// A step with more rows than a screen of 60 columns has.
  case screenTooTall = "screen-too-tall"

  /// A text that still has the mark of what is to be written (`GuideSkeleton.unfinished`): a warning, no fault.
  case unfinished

  // Guides in guides
  /// A guide step that names no guide.
  case unknownGuide = "unknown-guide"
  /// A guide that includes itself, directly or through others.
  case circularGuide = "circular-guide"
  /// A guide step that names a guide with faults.
  case brokenGuide = "broken-guide"

  // Walks
  /// An end that no walk reaches.
  case unwalkedEnd = "unwalked-end"
  /// A walk that comes to a question for which it has no answer.
  case unansweredQuestion = "unanswered-question"
  /// A walk's answer to a question that it never comes to.
  case unusedAnswer = "unused-answer"
  /// A walk that sees other steps than it says.
  case walkDiffers = "walk-differs"
  /// A walk that ends elsewhere than it says.
  case walkEndsElsewhere = "walk-ends-elsewhere"

  /// Whether it is only to be thought of: a guide with it can be checked, walked and shown to others all the same.
  package var isWarning: Bool { self == .unfinished }
}
