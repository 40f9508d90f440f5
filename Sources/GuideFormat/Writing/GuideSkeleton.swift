/// The beginning of a new guide: what a trainer said of it, and the rest marked as still to be written.
package struct GuideSkeleton {
  /// What stands before words that are still to be written.
  package static let unfinished = "[…]"

  package let id: GuideID
  package var title: String
  package var kind: GuideKind
  package var aliases: [String] = []
  /// The code of the administrative procedure, where there is one.
  package var procedure: String?
  /// Whether the citizen signs in on the way.
  package var hasLogin = false
  /// What is to be done, in order.
  package var steps: [String] = []
  /// The English words for Vietnamese ones, as far as they are there.
  package var english: [String: String] = [:]
  /// The day from which the guide counts as old.
  package let reviewBy: GuideDate

  /// The beginning of a guide of that name.
  package init(id: GuideID, title: String, kind: GuideKind, reviewBy: GuideDate) {
    (self.id, self.title, self.kind, self.reviewBy) = (id, title, kind, reviewBy)
  }

  /// `guide.yaml` and `en.yaml`, with comments for the trainer; the walks come of the guide that they make.
  package var files: [String: String] { ["guide.yaml": structure, "en.yaml": translation] }

  /// The name of a guide from its title: folded letters and digits, joined by hyphens.
  package static func name(from words: [String]) -> String {
    var name = ""
    for word in words where word.utf8.allSatisfy({ $0 < 0x80 }) {
      guard name.utf8.count + word.utf8.count < 40 else { break }
      name += name.isEmpty ? word : "-" + word
    }
    return name
  }

  private var service: String {
    switch kind {
    case .account: "other"
    case .submission: "submit"
    case .payment: "pay"
    case .tracking: "track"
    case .safety: "safety"
    }
  }

  private var hasPapers: Bool { kind == .submission }
  private static let warning = "Mật khẩu, mã OTP, passcode chỉ bà con tự gõ vào máy của mình, không đọc cho ai."
  private static let paper = unfinished + " Tên giấy tờ cần mang"
  private static let papers = "Xem bà con đã mang đủ giấy tờ chưa"
  private static let authority = unfinished + " Cơ quan giải quyết"
  private static let step = unfinished + " Việc phải làm đầu tiên"
  private static let question = "Việc đã xong chưa?"
  private static let pending = unfinished + " Chưa xong thì hẹn bà con khi nào, nhớ mang gì"
  private static let solved = unfinished + " Đã xong; giữ gì, xem lại khi nào"

  private var shownSteps: [String] { steps.isEmpty ? [Self.step] : steps }

  private var structure: String {
    let scalar = { (text: String) in YAMLWriter.scalar(text) }
    var lines = [
      "# Chỗ nào có \(Self.unfinished) thì thay bằng lời của mình. Cách viết: guides/README.vi.md.",
      "# Soát lỗi: camtay guides check THƯ-MỤC. Xem như tình nguyện viên: camtay guides preview \(id.rawValue) --from THƯ-MỤC.",
      "format: 1", "id: \(id.rawValue)", "version: 1                # mỗi lần ban hành bản sửa thì tăng một",
      "title: \(scalar(title))", "kind: \(kind.rawValue)",
      "service: \(service)            # nhật ký tính việc này là gì",
    ]
    if !aliases.isEmpty {
      lines += ["# Bà con thật sự nói thế nào khi cần việc này; càng nhiều câu càng dễ tìm.", "aliases:"]
      lines += aliases.map { "  - \(scalar($0))" }
    }
    if let procedure {
      lines += [
        "procedure:", "  code: \"\(procedure)\"", "  name: \(scalar(title))", "  authority: \(scalar(Self.authority))",
        "  level: unknown          # full: toàn trình, partial: một phần",
      ]
    }
    if hasPapers { lines += ["papers:", "  - id: giay-to-1", "    name: \(scalar(Self.paper))"] }
    lines += [
      "# Lệ phí, thời hạn, nơi nộp, số điện thoại hay thay đổi: ghi thành facts, có nguồn và ngày đọc, rồi gọi ở bước cần.",
      "# sources:", "#   - {id: nguon-1, title: Tên bài hay văn bản, url: https://…, seen: 2026-11-21}", "# facts:",
      "#   - {id: le-phi, label: Lệ phí, value: …, source: nguon-1, mark: to-verify, verify_with: Công an cấp xã}",
      "review_by: \(reviewBy)     # từ ngày này máy nhắc là hướng dẫn đã cũ",
      "# Các bước đi từ trên xuống; bước có when chỉ hiện khi câu trả lời trước đúng như vậy.", "steps:",
    ]
    if hasLogin { lines += ["  - id: canh-bao", "    warn: \(scalar(Self.warning))"] }
    if hasPapers { lines += ["  - id: giay-to", "    papers: \(scalar(Self.papers))"] }
    for (place, step) in shownSteps.enumerated() { lines += ["  - id: buoc-\(place + 1)", "    do: \(scalar(step))"] }
    lines += [
      "  - id: xong-chua", "    ask: \(scalar(Self.question))", "    choices:             # câu hay gặp nhất đứng đầu",
      "      - {id: roi, text: Đã xong}", "      - {id: chua, text: Chưa xong}", "  - id: hen-lai",
      "    end: \(scalar(Self.pending))", "    outcome: pending", "    when: {equals: {xong-chua: chua}}",
      "  - id: xong",
      "    end: \(scalar(Self.solved))", "    outcome: solved",
    ]
    return lines.map { $0 + "\n" }.joined()
  }

  private var translation: String {
    func said(_ words: String, _ english: String? = nil) -> String {
      let known = self.english[words] ?? english
      return YAMLWriter.scalar(known ?? (words.hasPrefix(Self.unfinished) ? words : "\(Self.unfinished) \(words)"))
    }
    var lines = ["language: en", "title: \(said(title))"]
    if !aliases.isEmpty { lines += ["aliases:", "  - \(said(title))"] }
    if procedure != nil { lines += ["procedure: {name: \(flow(title)), authority: \(flow(Self.authority))}"] }
    if hasPapers { lines += ["papers:", "  giay-to-1: \(said(Self.paper))"] }
    lines.append("steps:")
    func step(_ id: String, _ words: String, _ english: String? = nil) {
      lines += ["  \(id):", "    text: \(said(words, english))"]
    }
    if hasLogin {
      step("canh-bao", Self.warning, "Password, OTP and passcode are typed by the citizen alone, on their own phone.")
    }
    if hasPapers { step("giay-to", Self.papers, "See whether every paper is there") }
    for (place, words) in shownSteps.enumerated() { step("buoc-\(place + 1)", words) }
    step("xong-chua", Self.question, "Is it done?")
    lines.append("    choices: {roi: Done, chua: Not yet}")
    step("hen-lai", Self.pending)
    step("xong", Self.solved)
    return lines.map { $0 + "\n" }.joined()
  }

  private func flow(_ words: String) -> String {
    let said = english[words] ?? (words.hasPrefix(Self.unfinished) ? words : "\(Self.unfinished) \(words)")
    return YAMLWriter.scalar(said, isInside: true)
  }
}
