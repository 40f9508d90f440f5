/// What can be said offline of a web address that somebody was sent, and why.
package struct LinkVerdict: Hashable, Sendable {
  /// The answer in one word.
  package enum Answer: String, CaseIterable, Sendable {
    /// A site of the State or one that it names.
    case official
    /// Nothing speaks for it; nothing speaks of a trick either.
    case notOfficial = "not-official"
    /// It tries to look like something that it is not, or hides what it is.
    case suspicious
  }

  /// Why; a stable code with a sentence in every language.
  package enum Reason: String, CaseIterable, Sendable {
    /// The site stands in the list of official ones.
    case listed
    /// The name ends in a suffix that only state bodies get.
    case stateSuffix = "state-suffix"
    /// It was official; dossiers are not submitted there any more.
    case obsolete
    /// Nothing is known of the site.
    case unknown
    /// The police or the press have warned of this very site.
    case warnedOf = "warned-of"
    /// An official name stands at the front or in the middle, but the site is another's: only the end counts.
    case nameInFront = "name-in-front"
    /// An official name is a part of the path, or a value behind it, of another's site.
    case nameBehind = "name-behind"
    /// The name is written almost as an official one is, or ends almost as those do.
    case lookalike
    /// Letters of another alphabet stand among the Latin ones, or marks on those of a name that is like an official one.
    case foreignLetters = "foreign-letters"
    /// What stands before an @ is not the site, but looks like it.
    case userInfo = "user-info"
    /// Signs by which it shows one site and may open another.
    case misleadingSigns = "misleading-signs"
    /// It opens no site but makes the telephone run something.
    case otherScheme = "other-scheme"
    /// A short address hides where it leads.
    case shortener
    /// A number instead of a name.
    case numericAddress = "numeric-address"
    /// A file that installs a program.
    case installsProgram = "installs-program"
    /// An official site, but over a line that anybody may listen to and change.
    case notSecure = "not-secure"
    /// A part of the text may be an address and cannot be read, beside others that are official.
    case notUnderstood = "not-understood"
    /// The text is no web address.
    case notAnAddress = "not-an-address"
  }

  package let answer: Answer
  package let reason: Reason
  /// The site that the address really leads to, where it has one.
  package let host: String?
  /// The official name, or its end, that it resembles, or is.
  package let official: String?
  /// The suffix of state bodies by which it is official.
  package let suffix: String?

  /// Whether people may be sent there as it is written: to an official site over a line that nobody changes.
  package var isSafe: Bool { answer == .official && reason != .notSecure }

  /// That verdict.
  package init(
    _ answer: Answer, _ reason: Reason, host: String? = nil, official: String? = nil, suffix: String? = nil
  ) {
    self.answer = answer
    self.reason = reason
    self.host = host
    self.official = official
    self.suffix = suffix
  }
}

/// A site of the list that content keeps (`guides/domains.yaml`).
package struct KnownSite: Hashable, Sendable {
  /// What the site is.
  package enum Status: String, CaseIterable, Sendable {
    case official
    case obsolete
    case lookalike
  }

  /// The name, small letters; a label may be `*`, which stands for any one label.
  package let domain: String
  package let includesSubdomains: Bool
  package let status: Status

  /// That site.
  package init(domain: String, includesSubdomains: Bool, status: Status) {
    self.domain = domain
    self.includesSubdomains = includesSubdomains
    self.status = status
  }

  /// Whether a host is the site, or belongs to it.
  func covers(_ host: [Substring]) -> Bool {
    let labels = domain.split(separator: ".")
    guard host.count == labels.count || (includesSubdomains && host.count > labels.count) else { return false }
    return zip(labels.reversed(), host.reversed()).allSatisfy { $0 == "*" || $0 == $1 }
  }
}
