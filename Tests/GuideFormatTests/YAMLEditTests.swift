import Testing

@testable import GuideFormat

/// A file that is made to say something else keeps what it says beside: comments, order, quoting.
@Suite struct YAMLEditTests {
  static let text = """
    # about this guide
    format: 1
    title: "Làm: khai sinh"   # as people say it
    aliases:
      - làm khai sinh
      # the next is from Huế
      - mần khai sinh
    steps:
      # first
      - id: mot
        do: Mở Cổng
        facts: [a, b]   # both
        when: {equals: {x: y}}
      # second
      - {id: hai, do: Gửi}

    """

  private func value(_ change: (String) -> String) throws -> SourceValue {
    let root = try #require(SourceTree.read(change(Self.text), log: FaultLog(file: "")))
    return try #require(SourceValue(root))
  }

  private func edited(_ change: (String) -> String) throws -> String {
    try YAMLEdit.text(Self.text, saying: value(change))
  }

  @Test func whatSaysTheSameStaysByteForByte() throws {
    #expect(try edited { $0 } == Self.text)
    #expect(try edited { $0.replacing("Làm: khai", with: "Làm:   khai") } == Self.text)
  }

  /// Each change of a value changes that value only.
  @Test(arguments: [
    ("\"Làm: khai sinh\"", "Khai sinh", "Khai sinh"), ("Mở Cổng", "\"Mở: cổng\"", "\"Mở: cổng\""),
    ("[a, b]", "[b]", "[b]"), ("{x: y}", "{x: z}", "{x: z}"),
    ("hai, do: Gửi", "hai, do: \"Gửi, chờ\"", "hai, do: \"Gửi, chờ\""),
    ("làm khai sinh", "khai sinh", "khai sinh"),
  ])
  func aValueIsChangedInItsPlace(_ old: String, _ new: String, _ written: String) throws {
    #expect(try edited { $0.replacing(old, with: new) } == Self.text.replacing(old, with: written))
  }

  @Test func itemsComeGoAndMoveWithTheirComments() throws {
    let added = try edited { $0.replacing("  # second", with: "  - id: giua\n    warn: Khoan\n  # second") }
    #expect(added == Self.text.replacing("  # second", with: "  - id: giua\n    warn: Khoan\n  # second"))
    let gone = try edited { $0.replacing("  # second\n  - {id: hai, do: Gửi}\n", with: "") }
    #expect(gone == Self.text.replacing("  # second\n  - {id: hai, do: Gửi}\n", with: ""))
    let lines = Self.text.split(separator: "\n").map(String.init)
    let moved = (lines[..<8] + lines[13...] + lines[8..<13]).map { $0 + "\n" }.joined()
    #expect(try edited { _ in moved } == moved)
  }

  @Test func keysComeAndGo() throws {
    let said = try edited { $0.replacing("    facts:", with: "    say: Dạ\n    facts:") }
    #expect(said == Self.text.replacing("    facts:", with: "    say: Dạ\n    facts:"))
    let bare = try edited { $0.replacing("    when: {equals: {x: y}}\n", with: "") }
    #expect(bare == Self.text.replacing("    when: {equals: {x: y}}\n", with: ""))
  }

  /// Whatever words are put there, they are read back as they are.
  @Test(arguments: [
    "- a", "? b", "a: b", "a #b", "#b", "'a'", "\"", "\\", "yes", "No", "null", "1.003460", "12:30", "{a}", "[b",
    "a, b",
    "*x", "&y", "!z", "%", "@", "`", "|", ">", "dòng một\ndòng hai", "2026-11-21", "2026", "~", "a:", "đ“”",
  ])
  func anyWordsComeBack(_ words: String) throws {
    var value = try value { $0 }
    guard case .mapping(var entries) = value else { return }
    entries[1] = .init(key: "title", value: .text(words))
    value = .mapping(entries)
    let edited = try YAMLEdit.text(Self.text, saying: value)
    let root = try #require(SourceTree.read(edited, log: FaultLog(file: "")))
    #expect(root["title"]?.text == words)
    let anew = try #require(SourceTree.read(YAMLWriter.file(value), log: FaultLog(file: "")))
    #expect(SourceValue(anew) == value)
    let inside = YAMLWriter.file(.mapping([.init(key: "when", value: .list([.text(words), .text("x")]))]))
    #expect(SourceTree.read(inside, log: FaultLog(file: ""))?["when"]?.list.first?.text == words)
  }

  @Test func whatIsNoYAMLIsRefused() {
    #expect(throws: YAMLEdit.Refusal.self) { try YAMLEdit.text("a: [", saying: .mapping([])) }
  }
}
