/// Reads one sentence by the words of one language: a verb of asking, handing over, writing down or typing for somebody that is
/// about a secret is a fault, unless a denial or a warning governs it, a machine or a stranger does it, or the citizen does it
/// alone.
struct SecretReading {
  let sentence: AskedSentence
  let list: SecretWords
  /// The number of each word's clause, which also some words part.
  let clauses: [Int]
  /// The names of passwords and codes, also those that only this sentence's words make such.
  let codes: [SecretWords.Phrase]
  let secrets: [SecretWords.Phrase]
  let persons: [SecretWords.Phrase]
  let verbs: [SecretWords.Phrase]
  /// What may stand between a denial and its verb, besides fillers.
  let betweens: [SecretWords.Phrase]

  init(_ sentence: AskedSentence, _ list: SecretWords, veiled: [SecretWords.Phrase]) {
    (self.sentence, self.list) = (sentence, list)
    (persons, verbs) = (list.persons, list.verbs)
    codes = list.codes + veiled
    secrets = codes + list.numbers
    betweens = verbs + persons + list.services
    var added = 0
    clauses = sentence.words.indices.map { place in
      if sentence.isOne(place, of: list.breaks) { added += 1 }
      return sentence.clauses[place] + added
    }
  }

  var places: Range<Int> { sentence.words.indices }

  /// Whether it asks for a secret.
  var asks: Bool {
    places.contains { place in
      asksBehind(place) || isRequest(place) || isHanding(place) || isRecording(place) || isTyping(place)
    }
  }

  // MARK: The verbs

  /// “Mật khẩu của bác là gì”: the name of a secret, whose it is, and the question. What a secret is as such may be explained.
  private func asksBehind(_ place: Int) -> Bool {
    guard let end = end(codes, place) else { return false }
    var hasOwner = false
    for next in end..<max(end, clause(of: place).upperBound) {
      if self.end(list.amounts, next) != nil { return true }
      if self.end(list.questions, next) != nil { return hasOwner }
      guard isLink(next) || isSign(next) else { return false }
      hasOwner = hasOwner || sentence.isPart(next, of: list.citizens)
    }
    return false
  }

  private func isRequest(_ place: Int) -> Bool {
    guard let end = verb(list.requests, place), reaches(codes, from: end) else { return false }
    return !isExcused(place) && !isMachines(place, end) && !isConditional(place) && !isWhether(place)
      && !sentence.has(list.outsiders, in: 0..<place) && !sentence.has(list.warnings, in: places)
  }

  private func isHanding(_ place: Int) -> Bool {
    if let gift = gift(place),
      reaches(secrets, from: gift.end, goesOn: false) || gift.isLet && isOfLoose(place, gift.end),
      !isExcused(place)
    {
      return true
    }
    guard let end = verb(list.handings, place) else { return false }
    let clause = stretch(of: place)
    let whom = receiver(from: end, in: clause)
    if isExcused(place) { return false }
    if let whom {
      let isObject = sentence.has(secrets, in: end..<whom.start) && !hasOthers(end..<whom.start)
      let isBehind = whom.isHelper && whom.start - end <= 2 && reachesFar(from: whom.end)
      guard isObject || isBehind || (isTopic(place, of: whom)) else { return false }
      return whom.isHelper || !isPast(place) && !isMachineSubject(place)
    }
    guard reaches(codes, from: end), !isPast(place), !isAlone(place), !isMachines(place, end), !isForOneself(place)
    else { return false }
    let isNews = self.end(list.news, place) != nil
    return !isNews || self.end(codes, end) != nil
  }

  private func isRecording(_ place: Int) -> Bool {
    guard let end = verb(list.recordings, place), !isExcused(place), !isAlone(place), !isPast(place) else {
      return false
    }
    let rest = end..<clause(of: place).upperBound
    let hasNoObject = self.end(list.channels, end) != nil
    let isNamed =
      reachedBack(from: place)
      || (isHelpers(place) || hasNoObject) && hasLoose(besides: clause(of: place), mayBeSet: true)
    let isTopic = isNamed && sentence.has(list.channels, in: rest)
    return (reaches(codes, from: end) || isTopic) && !isMachines(place, end)
      && !sentence.has(list.keepings, in: places)
  }

  private func isTyping(_ place: Int) -> Bool {
    guard let end = end(list.typings, place), !isExcused(place), !isAlone(place) else { return false }
    let clause = clause(of: place)
    let isServed = (end..<clause.upperBound).contains { next in
      self.end(list.services, next).map { behind in !isPerson(behind, of: list.helpers, in: clause) } ?? false
    }
    guard isServed || isHelpers(place) else { return false }
    return reaches(codes, from: end) || reachedBack(from: place) || isHelpers(place) && hasLoose(besides: clause)
  }

  // MARK: What it is about

  /// Whether the name of such a thing follows there, in the clause or in those that go on with it, behind links, persons and
  /// a few other words that make it none of something else.
  private func reaches(_ phrases: [SecretWords.Phrase], from start: Int, goesOn: Bool = true) -> Bool {
    guard start > 0, start <= places.upperBound else { return false }
    let own = clause(of: start - 1)
    var strangers = 0
    var limit = own.upperBound
    for place in start..<max(start, places.upperBound) {
      if place == own.upperBound, goesOn { limit = stretch(of: start - 1).upperBound }
      guard place < limit else { return false }
      if let end = end(phrases, place) { return own.contains(place) || !isPredicate(end) }
      if isLink(place), strangers == 0 || !sentence.isOne(place, of: list.heads) { continue }
      strangers += 1
      guard strangers <= Self.mostStrangers, !isStop(place) else { return false }
    }
    return false
  }

  /// How many words that the lists do not have may stand between a verb and what it is about.
  private static let mostStrangers = 4

  /// Whether what stands behind that word is not what a verb before it is about.
  private func isStop(_ place: Int) -> Bool {
    sentence.isOne(place, of: list.others) || sentence.isOne(place, of: list.heads)
      || sentence.isPart(place, of: list.denials + list.machines + list.outsiders)
      || (SecretWords.all.contains { sentence.isPart(place, of: $0.verbs) }
        && !sentence.isPart(place, of: list.harmless))
  }

  /// The clause in which a word stands with those behind it that only go on with it: “cung cấp tên, ngày sinh, mật khẩu”.
  private func stretch(of place: Int) -> Range<Int> {
    let own = clause(of: place)
    var upper = own.upperBound
    while upper < places.upperBound, upper != sentence.wordsBeforeColon, !sentence.isOne(upper, of: list.breaks) {
      let next = clause(of: upper)
      let isNew = sentence.has(
        verbs + list.denials + list.keepings + list.outsiders + list.conditions + list.warnings, in: next)
      if isNew || hasOthers(next) || sentence.isOne(upper, of: list.heads) { break }
      upper = next.upperBound
    }
    return own.lowerBound..<upper
  }

  private func isPredicate(_ place: Int) -> Bool {
    place < places.upperBound && sentence.isOne(place, of: list.predicates)
  }

  /// Whether a word is among those that make a name a secret's.
  private func isSign(_ place: Int) -> Bool { list.veiled.contains { sentence.isPart(place, of: $0.signs) } }

  /// Whether a secret's name follows in the clause as what is handed over.
  private func reachesFar(from start: Int) -> Bool {
    for place in start..<max(start, clause(of: start - 1).upperBound) {
      if end(secrets, place) != nil { return true }
      if sentence.isOne(place, of: list.others) { return false }
    }
    return false
  }

  /// Whether the clause begins with a secret's name, from which only links and persons lead to the verb.
  private func reachedBack(from place: Int) -> Bool {
    let first = clause(of: place).lowerBound
    for start in (first..<place).reversed() {
      if let end = end(codes, start), end <= place { return !hasOthers(first..<start) }
      guard isLink(start) || sentence.isPart(start, of: codes) else { return false }
    }
    return false
  }

  /// Whether the verb hands over, with no object of its own, a secret that the sentence named before or behind.
  private func isTopic(_ place: Int, of whom: Receiver) -> Bool {
    guard (whom.verbEnd..<whom.start).allSatisfy(isLink) else { return false }
    let own = clause(of: place)
    if reachedBack(from: place) { return true }
    if whom.isHelper, end(list.events, place) == nil, hasLoose(besides: own) || isLeftOut(own) { return true }
    let named = (clause(of: place).lowerBound..<place).last { end(secrets, $0) != nil }
    guard let named, !isAlone(place), !isMachines(place, whom.verbEnd) else { return false }
    return !hasOthers(named..<place)
  }

  /// Whether another clause names a secret and says neither that it is kept nor that somebody else is after it.
  ///
  /// - Parameter mayBeSet: whether the other clause may set the secret.
  private func hasLoose(besides own: Range<Int>, mayBeSet: Bool = false) -> Bool {
    Set(clauses).contains { number in
      let range = clause(number)
      return range != own && sentence.has(secrets, in: range)
        && !sentence.has(list.keepings + list.outsiders + list.denials, in: range)
        && !range.contains { place in
          sentence.isOne(place, of: list.others) && !(mayBeSet && sentence.isOne(place, of: list.settings))
        }
    }
  }

  /// Whether the clause lets somebody alone do what one before it denies to all: “đừng nói … với ai, chỉ nói cho cháu”. A denial
  /// ends with its clause.
  private func isLeftOut(_ own: Range<Int>) -> Bool {
    own.contains { sentence.isOne($0, of: list.onlys) }
      && Set(clauses[..<own.lowerBound]).contains { number in
        let range = clause(number)
        return sentence.has(secrets, in: range) && sentence.has(list.denials, in: range)
      }
  }

  /// Where “cho cháu”, “để cháu xem” or “let me see” ends that begins there, and whether a verb stands behind the helper.
  private func gift(_ place: Int) -> (end: Int, isLet: Bool)? {
    let giving = end(list.givings, place)
    guard let front = giving ?? end(list.lettings, place), let behind = person(front, of: list.helpers) else {
      return nil
    }
    if let end = end(list.lookings, behind) ?? end(list.takings, behind) { return (end, true) }
    return giving == nil ? nil : (behind, false)
  }

  /// Whether a verb that ends there has no object of its own, and another clause names a secret.
  private func isOfLoose(_ place: Int, _ end: Int) -> Bool {
    let own = clause(of: place)
    return (end..<max(end, own.upperBound)).allSatisfy(isLink) && hasLoose(besides: own)
  }

  private struct Receiver {
    let verbEnd: Int
    let start: Int
    let end: Int
    let isHelper: Bool
  }

  /// To whom, or on which way, a verb that ends there hands something.
  private func receiver(from verbEnd: Int, in clause: Range<Int>) -> Receiver? {
    for place in verbEnd..<max(verbEnd, min(clause.upperBound, verbEnd + 12)) {
      if place == verbEnd, let end = person(place, of: list.helpers) {
        return Receiver(verbEnd: verbEnd, start: place, end: end, isHelper: true)
      }
      if let end = end(list.channels, place) {
        return Receiver(verbEnd: verbEnd, start: place, end: end, isHelper: false)
      }
      // The nearer verb governs.
      if place > verbEnd, end(list.handings, place) != nil { return nil }
      guard let toward = end(list.towards, place) else { continue }
      if let end = person(toward, of: list.helpers) {
        return Receiver(verbEnd: verbEnd, start: place, end: end, isHelper: true)
      }
      if let end = person(toward, of: list.bodies) {
        return Receiver(verbEnd: verbEnd, start: place, end: end, isHelper: false)
      }
    }
    return nil
  }

  /// Where a person of those lists ends who stands there, behind an article or two.
  func person(_ place: Int, of phrases: [SecretWords.Phrase]) -> Int? {
    for skipped in 0..<3 where place + skipped < places.upperBound {
      if let end = end(phrases, place + skipped) { return end }
      guard isArticle(place + skipped) else { return nil }
    }
    return nil
  }

  private func isPerson(_ place: Int, of phrases: [SecretWords.Phrase], in clause: Range<Int>) -> Bool {
    place < clause.upperBound && person(place, of: phrases) != nil
  }

  func isArticle(_ place: Int) -> Bool {
    ["the", "a", "an", "your", "our", "one", "of", "các", "những", "cả", "mấy", "một", "mỗi", "riêng", "only", "just"]
      .contains(sentence.words[place])
  }

  // MARK: Places

  func end(_ phrases: [SecretWords.Phrase], _ place: Int) -> Int? { sentence.end(of: phrases, at: place) }

  /// Where a verb of those lists ends that begins there, and is no other one that only begins like it.
  func verb(_ phrases: [SecretWords.Phrase], _ place: Int) -> Int? {
    end(list.harmless, place) == nil ? end(phrases, place) : nil
  }

  func isLink(_ place: Int) -> Bool {
    sentence.isOne(place, of: list.links) || sentence.isPart(place, of: persons)
  }

  func hasOthers(_ range: Range<Int>) -> Bool { range.contains { sentence.isOne($0, of: list.others) } }

  /// The places of the clause in which a word stands.
  func clause(of place: Int) -> Range<Int> { clause(clauses[place]) }

  func clause(_ number: Int) -> Range<Int> {
    let first = clauses.firstIndex(of: number) ?? 0
    return first..<((clauses.lastIndex(of: number) ?? first - 1) + 1)
  }
}
