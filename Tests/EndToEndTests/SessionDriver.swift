import Foundation
import Testbed

/// Types a whole session into the real program as fast as it answers, and notes how far the screen said it had come.
final class SessionDriver {
  /// A prompt of the session, in the order in which they come: steps by number, then the closing questions.
  enum Station: Hashable {
    case step(Int, isLast: Bool)
    case closing(Int)
  }

  /// What follows each prompt, by a part of its words.
  private static let answers: [(prompt: String, typed: String)] = [
    ("[gõ số trả lời", "1"), ("[Enter nếu đủ cả", ""), ("[Enter xong", ""), ("Mã hồ sơ", "G22.99-251225-020175"),
    ("Ngày, ví dụ", "25/11/2026"), ("[Enter để ghi lại buổi này", ""),
  ]
  private static let closing = [
    ("Kết quả thế nào?", ""), ("Mất bao nhiêu phút?", "7"), ("Giúp ở đâu?", ""), ("Ai bấm máy?", "1"),
    ("Bà con chừng bao nhiêu tuổi?", ""),
    ("Bà con có đồng ý không?", "c"), ("Bà con hài lòng", "5"),
  ]

  /// The last prompt that was shown.
  private(set) var last: Station?
  /// How many sessions the screen said were saved.
  private(set) var saved = 0
  private(set) var wasKilled = false
  /// What was wrong with what the screen said, if anything.
  private(set) var problem: String?
  private let before: Station?
  private let camtay: PseudoTerminal
  private var read: String.Index

  /// A new run on that folder; `last` is how far the screen of the run before had come in a session still open.
  init(home: String, last: Station?) throws {
    before = last
    self.last = last
    camtay = try PseudoTerminal(
      Checkout.program("camtay"),
      environment: ["CAMTAY_HOME": home, "CAMTAY_CONTENT": SomeGuides.path, "NO_COLOR": "1"], columns: 100)
    read = camtay.shown.startIndex
  }

  /// Goes on with the open session, or begins one, up to its end or to the kill.
  func run(killedAfter seconds: Double?) throws {
    // The moment is counted from the first prompt, so that most kills meet a session; a few meet the start.
    let start = seconds.map { Date().addingTimeInterval($0 < 0.01 ? $0 * 10 : 30) }
    var deadline = start
    var isFirst = true
    while saved == 0, problem == nil {
      guard let screen = nextPrompt(until: deadline) else { break }
      if deadline == start { deadline = seconds.map { Date().addingTimeInterval($0) } }
      if screen.contains("Đã lưu vào nhật ký") {
        saved += 1
        last = nil
        camtay.type("thoat\r")
        _ = camtay.expect("Tạm biệt")
      } else if let station = station(screen) {
        if isFirst { check(station) }
        isFirst = false
        last = station
      } else {
        camtay.type(screen.contains("đang làm dở") ? "tiep\r" : "mo tam-tru\r")
        if before == nil || !screen.contains("đang làm dở") { isFirst = false }
      }
    }
    if saved == 0, problem == nil, deadline == nil { problem = "stuck; shown last: \(camtay.shown.suffix(300))" }
    wasKilled = saved == 0
    camtay.kill()
  }

  /// After a kill the session must stand where the screen said it stood, or one confirmed key further.
  private func check(_ station: Station) {
    guard let before else { return }
    let isRight =
      switch (before, station) {
      case (.step(let old, _), .step(let new, _)): new == old || new == old + 1
      case (.step(_, let wasLast), .closing(let new)): wasLast && new <= 1
      case (.closing(let old), .closing(let new)): new == old || new == old + 1
      // Reaching the first question confirms nothing yet.
      case (.closing(let old), .step(_, let isLast)): old == 0 && isLast
      }
    if !isRight { problem = "stood at \(before), resumed at \(station)" }
  }

  /// What was shown up to the next prompt, or nil where the moment of the kill comes first.
  private func nextPrompt(until deadline: Date?) -> String? {
    let limit = Date().addingTimeInterval(30)
    while true {
      if camtay.shown[read...].contains(/› $/) {
        let screen = String(camtay.shown[read...])
        read = camtay.shown.endIndex
        return screen
      }
      if let deadline, Date() >= deadline { return nil }
      if Date() >= limit || !camtay.readMore(milliseconds: 1) { return nil }
    }
  }

  /// Answers a prompt of the session and gives its station; nil where it is the shell's own.
  private func station(_ screen: String) -> Station? {
    let prompt = String(screen.split(whereSeparator: \.isNewline).last ?? "")
    if let index = Self.closing.firstIndex(where: { prompt.contains($0.0) }) {
      camtay.type(Self.closing[index].1 + "\r")
      return .closing(index)
    }
    guard let answer = Self.answers.first(where: { prompt.contains($0.prompt) }) else { return nil }
    let place = screen.matches(of: /· ([0-9]+)\/([0-9]+)/).last?.output
    camtay.type(answer.typed + "\r")
    guard let place, let number = Int(place.1) else { return last }
    return .step(number, isLast: place.1 == place.2)
  }
}
