extension SecretReading {
  /// Whether a denial, a warning or a stranger governs the verb.
  func isExcused(_ place: Int) -> Bool {
    isDenied(place) || isOutsiders(place)
      || sentence.has(list.warnings, in: place..<clause(of: place).upperBound)
  }

  /// Whether a denial stands before the verb, with nothing between that has a sense of its own.
  private func isDenied(_ start: Int) -> Bool {
    if (start..<places.upperBound).contains(where: isException) { return false }
    if sentence.has(list.reproaches, in: 0..<start) || sentence.has(list.threats, in: start..<places.upperBound) {
      return false
    }
    var place = start
    while place > 0, clauses[place - 1] == clauses[place] || isListed(place) || isAside(place - 1) {
      if clauses[place - 1] != clauses[place], !isListed(place) { place = clause(of: place - 1).lowerBound }
      guard place > 0 else { return false }
      place -= 1
      if sentence.isPart(place, of: list.denials) { return true }
      let isBetween = sentence.isOne(place, of: list.fillers) || sentence.isPart(place, of: betweens)
      guard isBetween else { return false }
    }
    return false
  }

  /// Whether a helper is left out there of what is denied: “trừ cháu”.
  private func isException(_ place: Int) -> Bool {
    end(list.exceptions, place).flatMap { person($0, of: list.helpers) } != nil
  }

  /// Whether a clause that begins there goes on with a list of verbs that “or” ends.
  private func isListed(_ place: Int) -> Bool {
    guard end(verbs, place) != nil, end(verbs, place - 1) != nil || isListedVerb(before: place) else {
      return false
    }
    return (place..<places.upperBound).contains { ["hay", "hoặc", "hoac", "or", "nor"].contains(sentence.words[$0]) }
  }

  /// Whether the clause in which a word stands only adds to who is meant: “kể cả công an”.
  private func isAside(_ place: Int) -> Bool { end(list.asides, clause(of: place).lowerBound) != nil }

  private func isListedVerb(before place: Int) -> Bool {
    let first = clause(of: place - 1).lowerBound
    return (first..<place).contains { start in end(verbs, start) == place || end(verbs, start) == place - 1 }
  }

  func isOutsiders(_ place: Int) -> Bool {
    let colon = sentence.wordsBeforeColon
    if place >= colon, colon > 0, sentence.has(list.outsiders, in: 0..<colon),
      (0..<colon).contains(where: { end(list.sayings, $0) == colon })
    {
      return true
    }
    let clause = clause(of: place)
    return sentence.has(list.outsiders, in: clause.lowerBound..<min(place + 2, clause.upperBound))
  }

  /// Whether a machine does it, or a button has it for its label.
  func isMachines(_ place: Int, _ end: Int) -> Bool {
    let clause = clause(of: place)
    if (max(clause.lowerBound, place - 2)..<place).contains(where: { sentence.isOne($0, of: list.taps) }) {
      return true
    }
    if self.end(list.sendings, place) != nil, sentence.has(list.machineWays, in: place..<clause.upperBound) {
      return true
    }
    // The nearest noun before the verb is its subject.
    for before in (clause.lowerBound..<place).reversed() {
      if sentence.isPart(before, of: list.machines) { return true }
      if sentence.isPart(before, of: persons) { return false }
    }
    return false
  }

  /// Whether the clause begins with a machine as what does the verb.
  func isMachineSubject(_ place: Int) -> Bool {
    var first = clause(of: place).lowerBound
    while first < place, end(list.conditions, first) != nil || isArticle(first) { first += 1 }
    return first < place && end(list.machines, first) != nil
  }

  /// Whether somebody asks whether it is done.
  func isWhether(_ place: Int) -> Bool {
    let clause = clause(of: place)
    return sentence.has(list.whethers, in: clause.lowerBound..<place)
      && (list.whetherEnds.isEmpty || sentence.has(list.whetherEnds, in: place..<clause.upperBound))
  }

  func isConditional(_ place: Int) -> Bool {
    let clause = clause(of: place)
    return sentence.has(list.conditions, in: clause.lowerBound..<place)
  }

  func isPast(_ place: Int) -> Bool {
    let clause = clause(of: place)
    return sentence.has(list.pasts, in: max(clause.lowerBound, place - 1)..<min(clause.upperBound, place + 4))
  }

  func isAlone(_ place: Int) -> Bool {
    let clause = clause(of: place)
    return place > clause.lowerBound && sentence.isOne(place - 1, of: list.alone)
      || sentence.has(list.keepings, in: clause)
  }

  /// Whether those who help are the subject of the verb.
  func isHelpers(_ place: Int) -> Bool {
    let clause = clause(of: place)
    for before in (clause.lowerBound..<place).reversed() {
      if sentence.isPart(before, of: list.helpers) { return true }
      guard isAdverb(before) else { return isLet(before, from: clause.lowerBound) }
    }
    return false
  }

  private func isAdverb(_ place: Int) -> Bool {
    ["sẽ", "will", "xin", "mới", "liền", "se"].contains(sentence.words[place])
  }

  /// Whether the last person before there is a helper who is let do it.
  private func isLet(_ place: Int, from first: Int) -> Bool {
    let last = (first...place).last { sentence.isPart($0, of: persons) }
    guard let last, sentence.isPart(last, of: list.helpers) else { return false }
    return (first..<last).contains { end(list.lettings, $0) == last }
  }

  /// Whether it is a reading after which nobody but the reader types.
  func isForOneself(_ place: Int) -> Bool {
    guard end(list.readings, place) != nil else { return false }
    let typings = (place..<places.upperBound).filter { end(list.typings, $0) != nil }
    return !typings.isEmpty && !typings.contains { isHelpers($0) }
  }
}
