import Domain

/// What a device can read of its team.
package struct TeamReading: Sendable {
  /// The secrets that count now; nil where the device has none, or only old ones.
  package let newest: TeamSecrets?
  /// Every key of the team that the device has, in any order.
  package let keys: [ReadingKey]
  /// Those of them that the present key does not open, so that others may lack them.
  package let strays: [ReadingKey]

  /// What a device without a team can read of it.
  package static let nothing = TeamReading(newest: nil, keys: [], strays: [])
}

/// Which of the statements about a team's key hold: the fold over them, the same whatever the order in which they came.
///
/// A device that joined by a leader's invitation knows the authority from it, and takes nothing else. One that joined by
/// an invitation of the server's takes the first authority that it meets, since it has nothing to compare it with.
package struct TeamKeys: Sendable {
  /// The statements that hold, in order.
  package private(set) var statements: [TeamKeyStatement] = []
  /// Who signs the next statement.
  package private(set) var authority: [UInt8]?
  /// The team's id.
  package let team: String
  /// By which device each sheet was made, by the sheet's public key.
  private let makers: [[UInt8]: String]
  private let anchor: Anchor?
  private let pinned: [Int: Pin]
  /// Statements for this team that nobody whom the device trusts has signed.
  package private(set) var refused = 0
  /// Statements that bring a key of their own instead of one that holds, one for each such key: two leaders made one
  /// without knowing of each other, or somebody pretends. No rule tells these apart, so a person decides.
  package private(set) var rivals: [TeamKeyStatement] = []
  /// Devices that may never be given the key again. Whom any authority of the team has shut out stays out, even where
  /// its key was not the one that held.
  package private(set) var excluded: Set<String> = []

  /// The statement that says to which key details are sealed now.
  package var current: TeamKeyStatement? { statements.last }
  /// The key to which details are sealed now: what the invitation named, before the first statement came.
  package var publicKey: [UInt8]? { current?.publicKey ?? anchor?.key }
  /// The statement that brought the current key.
  package var first: TeamKeyStatement? { current.flatMap { first(of: $0.generation) } }
  /// The statement that brought the key of that generation.
  package func first(of generation: Int) -> TeamKeyStatement? { statements.first { $0.generation == generation } }
  /// The public keys of the sheets that open the current key, of each device the latest that it made, without those that are
  /// not known to be of a device outside `excluded`: whoever must not read any more shall not do so by a sheet either.
  package func sheets(without excluded: Set<String>) -> [[UInt8]] {
    let all = statements.filter { $0.generation == current?.generation }.compactMap { $0.recovery?.publicKey }
    let latest = Dictionary(all.compactMap { sheet in makers[sheet].map { ($0, sheet) } }) { $1 }
    return latest.filter { !excluded.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
  }
  /// Every authority that there was.
  package var authorities: [[UInt8]] { statements.map(\.authority) + [authority].compactMap(\.self) }

  /// From where a device believes.
  package struct Anchor: Hashable, Sendable {
    /// Who has signed the first statement that counts.
    package let authority: [UInt8]
    /// The key that it says, where that is known too: whoever was the authority once must not begin anew.
    package let key: [UInt8]?

    /// That beginning.
    package init(authority: [UInt8], key: [UInt8]?) {
      self.authority = authority
      self.key = key
    }
  }

  /// What a device has believed of one generation.
  package struct Pin: Hashable, Sendable {
    package let key: [UInt8]
    /// Who signs after it.
    package let successor: [UInt8]

    /// That belief.
    package init(key: [UInt8], successor: [UInt8]) {
      self.key = key
      self.successor = successor
    }
  }

  /// The fold over entries of the kind `team-key`.
  ///
  /// - Parameters:
  ///   - anchor: What the invitation named; nil where it named nothing.
  ///   - pinned: What this device has believed before, by generation.
  package init(_ entries: some Sequence<Entry>, team: String, anchor: Anchor?, pinned: [Int: Pin] = [:]) {
    self.team = team
    self.anchor = anchor
    self.pinned = pinned
    authority = anchor?.authority
    let read = entries.sorted(by: Journal.precedes).compactMap { entry in
      entry.body.flatMap(TeamKeyStatement.init(canonical:)).map { (statement: $0, device: entry.header.device) }
    }.filter { $0.statement.team == team }
    let own = read.map(\.statement)
    makers = read.reduce(into: [:]) { makers, one in
      guard let sheet = one.statement.recovery, sheet.proof != nil, makers[sheet.publicKey] == nil else { return }
      makers[sheet.publicKey] = one.device
    }
    // Of one generation the first key counts: two leaders may have made one each without knowing of the other.
    for generation in Set(own.map(\.generation)).sorted() {
      for statement in own where statement.generation == generation {
        take(statement)
      }
    }
    excluded = Set(own.filter { authorities.contains($0.authority) }.flatMap(\.excluded))
    rivals = rivals(among: own)
  }

  /// Of the statements that do not hold those that somebody may have made in good faith: a first key of the team's, or a
  /// key that replaces the same one as a key that holds.
  private func rivals(among own: [TeamKeyStatement]) -> [TeamKeyStatement] {
    var seen = Set(statements.map(\.publicKey))
    return own.filter { statement in
      guard let held = first(of: statement.generation), held.publicKey != statement.publicKey,
        statement.generation == 1 || statement.authority == held.authority
      else { return false }
      return seen.insert(statement.publicKey).inserted
    }
  }

  /// Devices that have been given the present key and may not have it: another key has to be made.
  package var overdue: Set<String> {
    excluded.intersection(statements.filter { $0.generation == current?.generation }.flatMap(\.grants.keys))
  }

  private mutating func take(_ statement: TeamKeyStatement) {
    let generation = statement.generation
    // What was before this device came is none of its business, and whom it has believed once it goes on believing.
    let known = pinned[generation]?.key ?? (statements.isEmpty ? anchor?.key : nil)
    if let known, statement.publicKey != known { return }
    let isFirst = current?.generation != generation
    // Whoever was the authority may date a statement before the one that replaced it, and name whom they like.
    if isFirst, let pin = pinned[generation], statement.successor != pin.successor { return }
    guard authority == nil || statement.authority == authority else {
      refused += 1
      return
    }
    if !isFirst {
      // More grants for the same key, or a sheet: never another authority.
      guard current?.publicKey == statement.publicKey else {
        refused += 1
        return
      }
    } else {
      authority = statement.successor
    }
    statements.append(statement)
  }

  /// Whether the device was given the team's key before, for that very reading key.
  ///
  /// - Parameter generation: Of the key; any, where it is nil.
  package func hasGranted(_ device: String, reader: [UInt8], of generation: Int? = nil) -> Bool {
    statements.contains {
      $0.grants[device].flatMap(SealedBox.keyID(of:)) == SealedBox.keyID(reader)
        && (generation == nil || $0.generation == generation)
    }
  }

  /// Whether a device has the present key, as far as anybody can tell who does not have it: it was given the key, or says
  /// that an invitation brought it.
  package func has(_ device: String, _ reader: ReaderStatement?) -> Bool {
    guard let current, let reader else { return false }
    return hasGranted(device, reader: reader.key, of: current.generation) || reader.claims(current.publicKey)
  }

  /// Everything that a device can read of its team.
  ///
  /// - Parameter held: What the device has besides.
  package func secrets(for device: String, with own: Keyring, held: [TeamSecrets]) -> TeamReading {
    // What was sealed to a rival's key has to be read, too, whichever of the two holds in the end.
    let granted = (statements + rivals).compactMap { statement in
      statement.grants[device].flatMap { try? TeamSecrets(opening: $0, with: own) }
    }
    let all = held + granted
    // Of two that say the same generation the one that holds counts.
    let newest = all.filter { $0.key.publicBytes == publicKey }.max {
      ($0.authority == nil ? 0 : 1) < ($1.authority == nil ? 0 : 1)
    }
    let keys = opened(by: all.map(\.key))
    let shared = newest.map { opened(by: [$0.key]) } ?? keys
    return TeamReading(
      newest: newest, keys: Array(keys.values), strays: keys.filter { shared[$0.key] == nil }.map(\.value))
  }

  /// Those keys, and the ones that they open: each opens the ones before it, so that going backwards finds all.
  private func opened(by keys: [ReadingKey]) -> [[UInt8]: ReadingKey] {
    var keys = keys
    for statement in statements.reversed() { keys += statement.earlierKeys(with: Keyring(keys)) }
    return Dictionary(keys.map { ($0.publicBytes, $0) }) { first, _ in first }
  }
}
