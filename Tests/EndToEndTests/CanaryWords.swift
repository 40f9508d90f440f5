import Domain

/// The canaries of one story, by the field for which each is typed: words that exist nowhere else.
struct CanaryWords {
  let sessionNote, recorded, dossier, name, phone: Canary
  let logNote, logName, logPhone, amendedNote, typedNote, typedName, typedAddress: Canary
  let guarded, searched, passphrase, stickNote: Canary

  /// What is typed for a citizen, and reaches the leader.
  var details: [Canary] {
    [
      sessionNote, recorded, dossier, name, phone, logNote, logName, logPhone, amendedNote, typedNote, typedName,
      typedAddress, stickNote,
    ]
  }
  /// All of them.
  var all: [Canary] { details + [guarded, searched, passphrase] }

  init(seed: UInt64) {
    var random = SplitMix(seed: seed)
    func word() -> String {
      let (first, second) = (
        ["b", "c", "đ", "g", "h", "l", "m", "n", "ph", "qu", "th", "tr", "x"],
        [
          "ạ", "ẳ", "ấ", "ể", "ị", "ộ", "ợ", "ũ", "ử", "ỵ", "ẵ", "ề", "ỗ",
        ]
      )
      return (0..<5).map { _ in first[random.pick(first.count)] + second[random.pick(second.count)] }.joined()
    }
    func words(_ name: String) -> Canary { Canary(name, "\(word()) \(word())") }
    func number(_ name: String) -> Canary {
      Canary(name, "09" + (0..<8).map { _ in String(random.pick(10)) }.joined())
    }
    sessionNote = words("the note of a session")
    recorded = words("a recorded value")
    dossier = Canary("the code of a dossier", "K" + (0..<14).map { _ in String(random.pick(10)) }.joined())
    name = words("the name of a session")
    phone = number("the telephone of a session")
    logNote = words("the note of a log")
    logName = words("the name of a log")
    logPhone = number("the telephone of a log")
    amendedNote = words("an amended note")
    typedNote = words("a note on a command's line")
    typedName = words("a name on a command's line")
    typedAddress = words("an address on a command's line")
    guarded = words("a sentence for the guard")
    searched = words("words to find")
    passphrase = words("the passphrase")
    stickNote = words("a note that goes by stick")
  }
}

extension SplitMix {
  fileprivate mutating func pick(_ count: Int) -> Int { Int(next(below: UInt64(count))) }
}
