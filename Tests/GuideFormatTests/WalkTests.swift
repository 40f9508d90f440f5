import Domain
import Testing

@testable import GuideFormat

/// Walks the fixture's guide, each event at the step where the walk stands.
private func walk(_ actions: [WalkEvent.Action]) throws -> Walk {
  var walk = Walk(try Fixture.guide("khai-sinh"), in: Fixture.catalogue)
  for action in actions {
    walk = try walk.applying(WalkEvent(action, at: try #require(walk.current).path))
  }
  return walk
}

private let toPortal: [WalkEvent.Action] = [.answer("benh-vien"), .ticked(["chung-sinh"])]
private let toSubmit = toPortal + [.answer("co"), .done]

@Test func innerStepsAreWalkedInPlace() throws {
  let walk = try walk(toPortal)
  let place = try #require(walk.current)
  #expect(place.path.description == "dang-nhap/co-tai-khoan")
  #expect(place.guide.id.rawValue == "dang-nhap")
}

@Test func innerEndsArePassedInSilenceAndAnswerTheGuideStep() throws {
  let walk = try walk(toSubmit)
  #expect(walk.current?.path.description == "nop")
  #expect(walk.answers[StepPath("dang-nhap")] == "vao-duoc")
  #expect(
    walk.seen.map(\.path.description) == [
      "noi-sinh", "giay-to", "dang-nhap/co-tai-khoan", "dang-nhap/nhap-otp", "nop",
    ])
}

@Test func answersChangeThePath() throws {
  let walk = try walk([.answer("o-nha"), .ticked([]), .answer("chua")])
  #expect(walk.ending?.id == "di-cong-an")
  #expect(walk.ending?.outcome == .referred)
  #expect(walk.place == (4, 4))
}

@Test func placeAssumesFirstChoices() throws {
  #expect(try walk([]).place == (1, 8))
  #expect(try walk(toPortal).place == (3, 8))
  #expect(try walk(toPortal + [.answer("chua")]).place == (4, 4))
}

@Test func backUndoesTheLastStepAndItsAnswer() throws {
  let before = try walk(toPortal)
  let after = try walk(toPortal + [.answer("chua"), .back])
  #expect(after.state == before.state)
  #expect(after.current == before.current)
  #expect(after.answers == before.answers)
  #expect(after.events.count == 4)
}

@Test func blockersAndNotesStayWhereTheyAreAndAreNotUndone() throws {
  let walk = try walk(toSubmit + [.blocked(BlockerCode(rawValue: "ACC-OTP-MISSING")), .noted("sealed-1"), .back])
  #expect(walk.current?.path.description == "dang-nhap/nhap-otp")
  #expect(walk.blockers.map(\.path.description) == ["nop"])
  #expect(walk.notes.map(\.reference) == ["sealed-1"])
}

@Test func optionalValuesCanBeSkipped() throws {
  let skipped = try walk(toSubmit + [.done, .skipped])
  #expect(skipped.skipped.map(\.description) == ["ma-ho-so"])
  let recorded = try walk(toSubmit + [.done, .recorded("sealed-7")])
  #expect(recorded.records.map(\.reference) == ["sealed-7"])
}

@Test func papersFollowTheAnswers() throws {
  #expect(try walk([.answer("benh-vien")]).papers.map(\.id) == ["chung-sinh"])
  #expect(try walk([.answer("o-nha")]).papers.map(\.id) == ["chung-sinh", "cam-doan"])
  #expect(try walk([.answer("o-nha"), .ticked(["cam-doan"])]).ticked[StepPath("giay-to")] == ["cam-doan"])
}

@Test func unfittingEventsAreRefused() throws {
  let first = StepPath("noi-sinh")
  #expect(throws: WalkError.unfitting(first)) { try walk([.done]) }
  #expect(throws: WalkError.unfitting(first)) { try walk([.skipped]) }
  #expect(throws: WalkError.unknownChoice(first, "tren-xe")) { try walk([.answer("tren-xe")]) }
  #expect(throws: WalkError.nothingToUndo) { try walk([.back]) }
  #expect(throws: WalkError.unknownPaper(StepPath("giay-to"), "cam-doan")) {
    try walk([.answer("benh-vien"), .ticked(["cam-doan"])])
  }
  let start = try walk([])
  #expect(throws: WalkError.elsewhere(current: first, event: StepPath("nop"))) {
    try start.applying(WalkEvent(.done, at: StepPath("nop")))
  }
  let ended = try walk([.answer("o-nha"), .ticked([]), .answer("chua")])
  #expect(throws: WalkError.unfitting(StepPath("di-cong-an"))) {
    try ended.applying(WalkEvent(.done, at: StepPath("di-cong-an")))
  }
}

@Test func aChangedGuideTakesUpWhatStillFits() throws {
  let events = try walk(toSubmit).events
  let changed = events.map { $0.path == StepPath("giay-to") ? WalkEvent(.done, at: StepPath("cu")) : $0 }
  let (walk, unfitting) = Walk.resumed(try Fixture.guide("khai-sinh"), in: Fixture.catalogue, after: changed)
  #expect(walk.current?.path.description == "giay-to")
  #expect(unfitting.count == 3)
}

@Test(
  arguments: [
    .done, .answer("co"), .ticked([]), .ticked(["a", "b"]), .recorded("r"), .skipped,
    .blocked(BlockerCode(rawValue: "X-1")), .noted("n"), .back,
  ] as [WalkEvent.Action])
func eventsKeepTheirStoredForm(action: WalkEvent.Action) {
  let event = WalkEvent(action, at: StepPath("dang-nhap/nhap-otp"))
  #expect(WalkEvent(fields: event.fields) == event)
}

@Test(arguments: [[], ["done"], ["done", "a", "b"], ["answer", "a"], ["jumped", "a"], ["blocked", "a", "b", "c"]])
func otherStoredFormsAreRefused(fields: [String]) {
  #expect(WalkEvent(fields: fields) == nil)
}

@Test(arguments: 0..<60)
func anyEventsReplayToTheSameStateAndBackRestores(seed: Int) throws {
  var random = SeededRandom(seed: UInt64(seed))
  let guide = try Fixture.guide("khai-sinh")
  var walk = Walk(guide, in: Fixture.catalogue)
  for _ in 0..<60 {
    let current = try #require(walk.current)
    let actions: [WalkEvent.Action] =
      [
        .done, .done, .skipped, .back, .noted("n"), .blocked(BlockerCode(rawValue: "B")), .recorded("r"), .ticked([]),
        .ticked(walk.papers.map(\.id)), .answer("odd"),
      ] + current.step.choices.map { .answer($0.id) }
    let action = actions[Int.random(in: actions.indices, using: &random)]
    let path = Int.random(in: 0..<20, using: &random) == 0 ? StepPath("elsewhere") : current.path
    guard let next = try? walk.applying(WalkEvent(action, at: path)) else { continue }
    if next.taken.count > walk.taken.count {
      let back = try next.applying(WalkEvent(.back, at: try #require(next.current).path))
      #expect(back.state == walk.state)
      #expect(back.current == walk.current)
      #expect(back.place == walk.place)
    }
    walk = next
    #expect(walk.place.number <= walk.place.total)
  }
  let replayed = try Walk(guide, in: Fixture.catalogue, replaying: walk.events)
  #expect(replayed.state == walk.state)
  #expect(replayed.seen == walk.seen)
  #expect(replayed.answers == walk.answers)
}
