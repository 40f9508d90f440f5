import Testing

@testable import GuideFormat

private func root(_ text: String) -> (node: SourceNode?, faults: [Fault]) {
  let log = FaultLog(file: "a.yaml")
  let node = SourceTree.read(text, log: log)
  return (node, log.faults)
}

@Test(.timeLimit(.minutes(1)))
func anAliasBombIsRefusedAtOnce() {
  var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
  for level in 1...40 {
    let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
    text += "a\(level): &a\(level) [\(aliases)]\n"
  }
  text += "? [*a40, *a40]\n: as a key\n"
  let faults = root(text).faults
  #expect(faults.first?.description == "a.yaml:1:1: anchor" || faults.first?.description == "a.yaml:1:5: anchor")
  #expect(faults.allSatisfy { $0.code == .anchor || $0.code == .wrongType })
}

@Test(arguments: ["[", "{a: ", "- "])
func depthWithoutEndIsRefused(_ opening: String) {
  #expect(!root(String(repeating: opening, count: 60_000)).faults.isEmpty)
}

@Test(.timeLimit(.minutes(10)))
func oneEndlessLineIsReadInTime() {
  let entries = (0..<20_000).map { "k\($0): v" }.joined(separator: ", ")
  #expect(root("{\(entries)}").faults.isEmpty)
  #expect(root("{\(entries), k7: v}").faults.map(\.code) == [.duplicateKey])
}

@Test func starsAndColonsInTextsStay() {
  let text = """
    a: 5 * 3
    b: "* nói: *được*"
    c: |
      * một: hai
      *ba*
    """
  let (node, faults) = root(text)
  #expect(faults == [])
  #expect(node?["a"]?.text == "5 * 3")
  #expect(node?["b"]?.text == "* nói: *được*")
  #expect(node?["c"]?.text == "* một: hai\n*ba*")
  let twice = root(text + "\na: x").node
  #expect(twice?["b"]?.text == "* nói: *được*")
  #expect(twice?["c"]?.text == "* một: hai\n*ba*\n")
}

@Test func textsAreWhatTheyWereWrittenAs() {
  let (node, _) = root("a: no\nb: 0123\nc: 12:30:45\nd: 2026-01-01\ne: ~")
  #expect(["a", "b", "c", "d", "e"].map { node?[$0]?.text } == ["no", "0123", "12:30:45", "2026-01-01", "~"])
}

@Test func textsAreComposedAndColumnsCountCharacters() {
  let (node, faults) = root("{tie\u{302}\u{301}ng: Vie\u{323}\u{302}t, k: 1, k: 2}")
  let composed = node?["ti\u{1EBF}ng"]?.text ?? ""
  #expect(Array(composed.unicodeScalars) == Array("Vi\u{1EC7}t".unicodeScalars))
  #expect(faults.map(\.description) == ["a.yaml:1:21: duplicate-key"])
}

@Test func windowsLineEndsAndByteOrderMarkAreRead() {
  let (node, faults) = root("\u{FEFF}a: 1\r\nb: 2\r\n")
  #expect(faults == [])
  #expect(node?["b"]?.text == "2")
  #expect(root("a: 1\rb").faults.map(\.code).contains(.forbiddenCharacter))
}

@Test func messagesCarryNoEscapeSequences() {
  let fault = Fault(file: "a", line: 1, column: 1, code: .unknownKey, found: "\u{1B}[2Jx\u{202E}", expected: ["\u{9B}"])
  #expect(fault.found == "\u{FFFD}[2Jx\u{FFFD}")
  #expect(fault.expected == ["\u{FFFD}"])
}

@Test(arguments: 0..<40)
func filesCutAndChangedAnywhereNeverCrash(seed: Int) {
  var random = SeededRandom(seed: UInt64(seed))
  var files = Fixture.files
  let name = files.keys.sorted()[Int.random(in: 0..<files.count, using: &random)]
  var scalars = Array((files[name] ?? "").unicodeScalars)
  let odd = Array("&*!%@{}[]:?-|>'\"#\t\n\\ é\u{0}\u{FFFF}".unicodeScalars)
  for _ in 0..<Int.random(in: 1...8, using: &random) {
    scalars[Int.random(in: scalars.indices, using: &random)] = odd[Int.random(in: odd.indices, using: &random)]
  }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars)
  files[name] = String(view)
  let (catalogue, faults) = Catalogue.build(files)
  // Nothing goes missing without a word, and every word has its place.
  #expect(!faults.isEmpty || catalogue.guides.count == Catalogue.build(Fixture.files).catalogue.guides.count)
  #expect(faults.allSatisfy { $0.line >= 1 && $0.column >= 1 })
}
