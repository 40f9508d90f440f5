import Domain
import Foundation
import GuideFormat
import Phrases
import Shell
import Testbed
import Testing

/// Every walk of every shipped guide, typed on a real pseudo-terminal into the real program, to its end.
@Suite(.serialized) struct GuideWalkTests {
  /// A walk of `walks.yaml`: the guide, the answers by step path, and the end that it must come to.
  struct ShippedWalk: CustomTestStringConvertible, Sendable {
    let guide: Guide
    let catalogue: Catalogue
    let walk: WrittenWalk
    /// A content folder with the guide and those that it includes.
    var content: String {
      SomeGuides.path(Array(Set([guide.id.rawValue] + catalogue.steps(of: guide).map(\.guide.id.rawValue))))
    }
    var testDescription: String { "\(guide.id.rawValue): \(walk.name)" }
  }

  static let shipped: [ShippedWalk] = {
    guard let files = try? ContentFolder.guideFiles(at: Checkout.path + "/guides") else { return [] }
    let (catalogue, _) = Catalogue.build(files)
    return catalogue.guides.flatMap { guide in
      (WrittenWalk.walks(in: files["\(guide.id.rawValue)/walks.yaml"] ?? "") ?? []).map {
        ShippedWalk(guide: guide, catalogue: catalogue, walk: $0)
      }
    }
  }()

  @Test func everyEndOfEveryGuideIsWalkedHere() {
    #expect(Self.shipped.count >= 200)
    for guide in Set(Self.shipped.map(\.guide)) {
      let ends = Set(guide.steps.filter(\.isEnd).map(\.id))
      let walked = Set(Self.shipped.filter { $0.guide == guide }.map(\.walk.end))
      #expect(walked == ends)
    }
  }

  /// All walks of a guide, one after the other in one start of the program.
  @Test(arguments: Set(shipped.map(\.guide.id)).sorted()) func walks(_ guide: GuideID) throws {
    let walks = Self.shipped.filter { $0.guide.id == guide }
    let home = TemporaryFolder()
    let camtay = try PseudoTerminal(
      Checkout.program("camtay"),
      environment: ["CAMTAY_HOME": home.path, "CAMTAY_CONTENT": walks[0].content, "NO_COLOR": "1"],
      columns: 60)
    try #require(camtay.expect("›") != nil)
    for (number, shipped) in zip(1..., walks) { try Self.walk(shipped, as: number, on: camtay) }
    camtay.type("thoat\r")
    #expect(camtay.waitForExit() == 0)
  }

  /// Walks to the walk's end and saves it, as the journal's entry of that number.
  private static func walk(_ shipped: ShippedWalk, as number: Int, on camtay: PseudoTerminal) throws {
    camtay.type("mo \(shipped.guide.id.rawValue)\r")
    var walk = Walk(shipped.guide, in: shipped.catalogue)
    while let placed = walk.current {
      let place = "\(walk.place.number)/\(walk.place.total)"
      // A long title takes the heading over the edge; the place is then on the next line.
      let screen = try #require(camtay.expect("] ›"), "\(shipped.walk.name): no prompt at \(placed.path)")
      #expect(screen.contains(place), "\(shipped.walk.name): \(placed.path) does not show \(place)")
      if placed.step.isEnd { break }
      let (typed, action) = answer(placed, shipped.walk)
      camtay.type(typed + "\r")
      walk = try walk.applying(WalkEvent(action, at: placed.path))
    }
    #expect(walk.ending?.id == shipped.walk.end)

    camtay.type("\r")
    for (question, answer) in [
      ("Kết quả", ""), ("phút", "7"), ("ở đâu", "1"), ("bấm máy", "1"), ("bao nhiêu tuổi", "1"), ("đồng ý không", "c"),
    ] + (walk.ending?.outcome == .pending ? [("Tên bà con", "Bác Ba"), ("Số điện thoại", "0912345678")] : [])
      + [("hài lòng", "5")]
    {
      try #require(camtay.expect(question) != nil, "\(question) is not asked")
      try #require(camtay.wait(within: 20) { camtay.shown.hasSuffix("› ") })
      camtay.type(answer + "\r")
    }
    try #require(camtay.expect("Đã lưu vào nhật ký: #\(number)") != nil)
    try #require(camtay.wait(within: 20) { camtay.shown.hasSuffix("› ") })
  }

  /// What is typed at a step, and the event that it must make.
  private static func answer(_ placed: PlacedStep, _ walk: WrittenWalk) -> (String, WalkEvent.Action) {
    switch placed.step.kind {
    case .ask(let choices):
      let choice = walk.answers[placed.path.description] ?? choices[0].id
      let number = (choices.firstIndex { $0.id == choice } ?? 0) + 1
      return (String(number), .answer(choice))
    case .papers: return ("0", .ticked([]))
    case .record(let kind, _):
      let values: [RecordKind: String] = [
        .dossierCode: "G22.99.08-260921-896048", .date: "25/11/2026", .amount: "7000", .note: "giấy đủ",
      ]
      return (values[kind] ?? "", .recorded("1"))
    default: return ("", .done)
    }
  }
}
