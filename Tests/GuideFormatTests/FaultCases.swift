@testable import GuideFormat

private let guide = "khai-sinh/guide.yaml"
private let english = "khai-sinh/en.yaml"
private let walks = "khai-sinh/walks.yaml"
private let inner = "dang-nhap/guide.yaml"

extension FaultCase {
  /// At least one case for every code.
  static let all = ofFiles + ofValues + ofReferences + ofSteps + ofTranslations + ofGuides + ofWalks

  static let ofFiles = [
    FaultCase(
      .tooLarge, guide, "", String(repeating: "# big\n", count: 50_000),
      "khai-sinh/guide.yaml:1:1: too-large"),
    FaultCase(
      .forbiddenCharacter, guide, "Bấm nộp", "Bấm \u{1B}[2J nộp",
      "khai-sinh/guide.yaml:54:13: forbidden-character"),
    FaultCase(
      .forbiddenCharacter, guide, "do: Bấm nộp hồ sơ", "do: \"Bấm \\e[2J nộp\"",
      "khai-sinh/guide.yaml:54:9: forbidden-character"),
    FaultCase(
      .forbiddenCharacter, guide, "steps:\n", "steps:  # \u{202E} nộp\n",
      "khai-sinh/guide.yaml:35:11: forbidden-character"),
    FaultCase(
      .forbiddenCharacter, guide, "Bấm nộp", "\u{9B} nộp",
      "khai-sinh/guide.yaml:54:9: forbidden-character"),
    FaultCase(
      .syntax, guide, "title: Đăng ký", "title: [Đăng ký",
      "khai-sinh/guide.yaml:5:5: syntax"),
    FaultCase(
      .syntax, guide, "title: Đăng ký", "title: a: Đăng ký",
      "khai-sinh/guide.yaml:4:9: syntax"),
    FaultCase(
      .anchor, guide, "title: Đăng ký khai sinh", "title: &a Đăng ký khai sinh",
      "khai-sinh/guide.yaml:4:8: anchor"),
    FaultCase(
      .anchor, guide, "title: Đăng ký khai sinh", "title: *a",
      "khai-sinh/guide.yaml:4:8: anchor"),
    FaultCase(
      .tag, guide, "title: Đăng ký khai sinh", "title: !!str Đăng ký khai sinh",
      "khai-sinh/guide.yaml:4:8: tag"),
    FaultCase(
      .tooDeep, guide, "facts: [le-phi]",
      "facts: \(String(repeating: "[", count: 30))\(String(repeating: "]", count: 30))",
      "khai-sinh/guide.yaml:45:13: wrong-type",
      "khai-sinh/guide.yaml:45:25: too-deep"),
    FaultCase(
      .unsupportedFormat, guide, "format: 1", "format: 2",
      "khai-sinh/guide.yaml:1:9: unsupported-format"),
    FaultCase(
      .unsupportedFormat, "blockers.yaml", "format: 1", "format: 9",
      "blockers.yaml:1:9: unsupported-format"),
    FaultCase(
      .unknownFile, "khai-sinh/walk.yaml", "", "walks: []",
      "khai-sinh/walk.yaml:1:1: unknown-file"),
    FaultCase(
      .missingFile, "moi/walks.yaml", "", "walks: []",
      "moi/en.yaml:1:1: missing-file",
      "moi/guide.yaml:1:1: missing-file"),
  ]

  static let ofValues = [
    FaultCase(
      .duplicateKey, guide, "service: submit\n", "service: submit\nkind: submission\n",
      "khai-sinh/guide.yaml:7:1: duplicate-key"),
    FaultCase(
      .duplicateKey, guide, "    do: Bấm nộp hồ sơ\n", "    do: Bấm nộp hồ sơ\n    \"do\": lại\n",
      "khai-sinh/guide.yaml:55:5: duplicate-key"),
    FaultCase(
      .duplicateKey, english, "benh-vien: In hospital,", "benh-vien: In hospital, \"o-nha\": x,",
      "khai-sinh/en.yaml:13:51: duplicate-key"),
    FaultCase(
      .missingKey, guide, "kind: submission\n", "",
      "khai-sinh/guide.yaml:1:1: missing-key"),
    FaultCase(
      .unknownKey, guide, "papers:\n", "paper:\n",
      "khai-sinh/en.yaml:6:3: unknown-translation",
      "khai-sinh/guide.yaml:14:1: unknown-key",
      "khai-sinh/guide.yaml:44:5: no-papers"),
    FaultCase(
      .unknownKey, guide, "    do: Bấm nộp hồ sơ", "    do: Bấm nộp hồ sơ\n    url: https://a.vn",
      "khai-sinh/guide.yaml:55:5: unknown-key"),
    FaultCase(
      .wrongType, guide, "title: Đăng ký khai sinh", "title: [Đăng ký]",
      "khai-sinh/guide.yaml:4:8: wrong-type"),
    FaultCase(
      .wrongType, guide, "facts: [le-phi]", "facts: le-phi",
      "khai-sinh/guide.yaml:45:12: wrong-type"),
    FaultCase(
      .emptyText, guide, "title: Đăng ký khai sinh", "title:",
      "khai-sinh/guide.yaml:4:7: empty-text"),
    FaultCase(
      .textTooLong, guide, "do: Bấm nộp", "do: Bấm \(String(repeating: "nộp ", count: 120))",
      "khai-sinh/guide.yaml:54:9: text-too-long"),
    FaultCase(
      .badID, guide, "- id: nop\n", "- id: Nộp\n",
      "khai-sinh/en.yaml:17:3: unknown-translation",
      "khai-sinh/guide.yaml:53:9: bad-id"),
    FaultCase(
      .badID, "blockers.yaml", "code: ACC-OTP-MISSING", "code: acc otp",
      "blockers.en.yaml:3:3: unknown-translation",
      "blockers.yaml:3:11: bad-id",
      "khai-sinh/guide.yaml:57:18: unknown-blocker"),
    FaultCase(
      .badDate, guide, "seen: 2026-11-20", "seen: 2026-02-30",
      "khai-sinh/guide.yaml:24:11: bad-date"),
    FaultCase(
      .badWord, guide, "kind: submission", "kind: submision",
      "khai-sinh/guide.yaml:5:7: bad-word"),
    FaultCase(
      .badWord, guide, "optional: true", "optional: yes",
      "khai-sinh/guide.yaml:62:15: bad-word"),
    FaultCase(
      .badNumber, guide, "version: 3", "version: 03",
      "khai-sinh/guide.yaml:3:10: bad-number"),
    FaultCase(
      .badURL, guide, "url: https://dichvucong.gov.vn/tra-cuu", "url: http://dichvucong.gov.vn/",
      "khai-sinh/guide.yaml:65:10: bad-url"),
    FaultCase(
      .badURL, guide, "url: https://dichvucong.gov.vn/tra-cuu", "url: https://dichvucong.gov.vn@evil.com/",
      "khai-sinh/guide.yaml:65:10: bad-url"),
    FaultCase(
      .notQuoted, guide, "code: \"1.001193\"", "code: 1.001193",
      "khai-sinh/guide.yaml:10:9: not-quoted"),
    FaultCase(
      .duplicateID, guide, "- id: ma-ho-so", "- id: nop",
      "khai-sinh/en.yaml:21:3: unknown-translation",
      "khai-sinh/guide.yaml:59:9: duplicate-id"),
    FaultCase(
      .folderName, guide, "id: khai-sinh", "id: khai-tu",
      "khai-sinh/guide.yaml:2:5: folder-name"),
  ]

  static let ofReferences = [
    FaultCase(
      .unknownSource, guide, "source: cong", "source: cogn",
      "khai-sinh/guide.yaml:29:13: unknown-source"),
    FaultCase(
      .unknownFact, guide, "[le-phi]", "[le-phi, le-phí]",
      "khai-sinh/guide.yaml:45:21: unknown-fact"),
    FaultCase(
      .unknownBlocker, guide, "blocker: ACC-OTP-MISSING", "blocker: ACC-OTP-MISING",
      "khai-sinh/en.yaml:20:14: missing-translation",
      "khai-sinh/en.yaml:20:15: unknown-translation",
      "khai-sinh/guide.yaml:57:18: unknown-blocker"),
    FaultCase(
      .missingVerifier, guide, "    verify_with: Công an cấp xã\n", "",
      "khai-sinh/en.yaml:9:47: unknown-translation",
      "khai-sinh/guide.yaml:26:5: missing-verifier"),
    FaultCase(
      .datesReversed, guide, "valid_to: 2027-02-28", "valid_to: 2025-02-28",
      "khai-sinh/guide.yaml:33:15: dates-reversed"),
    FaultCase(
      .badCondition, guide, "when: {equals: {dang-nhap: khong-duoc}}", "when: {}",
      "khai-sinh/guide.yaml:52:11: bad-condition"),
    FaultCase(
      .badCondition, guide, "when: {equals: {dang-nhap: khong-duoc}}",
      "when: {equals: {dang-nhap: khong-duoc, noi-sinh: o-nha}}",
      "khai-sinh/guide.yaml:52:20: bad-condition"),
    FaultCase(
      .unknownStep, guide, "{noi-sinh: o-nha}", "{noi-sihn: o-nha}",
      "khai-sinh/guide.yaml:66:28: unknown-step"),
    FaultCase(
      .laterStep, guide, "facts: [le-phi]", "when: {equals: {dang-nhap: vao-duoc}}",
      "khai-sinh/guide.yaml:45:21: later-step"),
    FaultCase(
      .stepWithoutAnswer, guide, "{noi-sinh: o-nha}", "{nop: o-nha}",
      "khai-sinh/guide.yaml:66:28: step-without-answer"),
    FaultCase(
      .unknownChoice, guide, "{noi-sinh: o-nha}", "{noi-sinh: o-nhà}",
      "khai-sinh/guide.yaml:66:38: unknown-choice"),
    FaultCase(
      .unknownEnd, guide, "{dang-nhap: khong-duoc}", "{dang-nhap: khong-duok}",
      "khai-sinh/guide.yaml:52:32: unknown-end"),
  ]

  static let ofSteps = [
    FaultCase(
      .noKind, guide, "    do: Bấm nộp hồ sơ\n", "",
      "khai-sinh/guide.yaml:53:5: no-kind"),
    FaultCase(
      .severalKinds, guide, "    do: Bấm nộp hồ sơ\n", "    do: Bấm nộp hồ sơ\n    warn: Cẩn thận\n",
      "khai-sinh/guide.yaml:55:5: several-kinds"),
    FaultCase(
      .choiceCount, inner, "      - {id: chua, text: Chưa}\n", "",
      "dang-nhap/en.yaml:4:67: unknown-translation",
      "dang-nhap/guide.yaml:12:7: choice-count",
      "dang-nhap/guide.yaml:20:35: unknown-choice",
      "khai-sinh/guide.yaml:47:12: broken-guide"),
    FaultCase(
      .noPapers, inner, "wait: Bác tự gõ mã OTP\n    for: otp", "papers: Bác tự gõ mã OTP",
      "dang-nhap/guide.yaml:15:5: no-papers",
      "khai-sinh/guide.yaml:47:12: broken-guide"),
    FaultCase(
      .noFinalEnd, guide, "outcome: pending", "outcome: pending\n    when: {equals: {noi-sinh: o-nha}}",
      "khai-sinh/guide.yaml:67:5: no-final-end"),
    FaultCase(
      .unreachableStep, guide, "    when: {equals: {dang-nhap: khong-duoc}}\n", "",
      "khai-sinh/guide.yaml:52:5: unreachable-step",
      "khai-sinh/guide.yaml:58:5: unreachable-step",
      "khai-sinh/guide.yaml:62:5: unreachable-step",
      "khai-sinh/guide.yaml:66:5: unreachable-step"),
    FaultCase(
      .tooManySteps, guide, "  - id: nop\n", manySteps + "  - id: nop\n",
      "khai-sinh/guide.yaml:1:1: too-many-steps"),
  ]

  static let ofTranslations = [
    FaultCase(
      .wrongLanguage, english, "language: en", "language: fr",
      "khai-sinh/en.yaml:1:11: wrong-language"),
    FaultCase(
      .missingTranslation, english, "  nop:\n", "  nopp:\n",
      "khai-sinh/en.yaml:11:3: missing-translation",
      "khai-sinh/en.yaml:17:3: unknown-translation"),
    FaultCase(
      .missingTranslation, english, "    say: Please press Submit\n", "",
      "khai-sinh/en.yaml:17:3: missing-translation"),
    FaultCase(
      .missingTranslation, english, "aliases: [register a birth]\n", "",
      "khai-sinh/en.yaml:1:1: missing-translation"),
    FaultCase(
      .unknownTranslation, english, "cam-doan: Declaration", "cam-doan: Declaration\n  cam-dona: Twice",
      "khai-sinh/en.yaml:8:3: unknown-translation"),
    FaultCase(
      .unknownTranslation, english, "{text: Sign in}", "{text: Sign in, say: Hello}",
      "khai-sinh/en.yaml:15:35: unknown-translation"),
    FaultCase(
      .missingTranslation, "blockers.en.yaml", ", remedy: Check the signal", "",
      "blockers.en.yaml:3:3: missing-translation"),
  ]

  static let ofGuides = [
    FaultCase(
      .unknownGuide, guide, "guide: dang-nhap", "guide: dang-nhapp",
      "khai-sinh/guide.yaml:47:12: unknown-guide"),
    FaultCase(
      .circularGuide, guide, "guide: dang-nhap", "guide: khai-sinh",
      "khai-sinh/guide.yaml:47:12: circular-guide",
      "khai-sinh/guide.yaml:52:32: unknown-end"),
    FaultCase(
      .circularGuide, inner, "wait: Bác tự gõ mã OTP\n    for: otp", "guide: khai-sinh\n    text: Vòng",
      "dang-nhap/guide.yaml:15:12: circular-guide",
      "khai-sinh/guide.yaml:47:12: circular-guide"),
    FaultCase(
      .brokenGuide, "dang-nhap/en.yaml", "title: Signing in to the public-service portal\n", "",
      "dang-nhap/en.yaml:1:1: missing-translation",
      "khai-sinh/guide.yaml:47:12: broken-guide"),
  ]

  static let ofWalks = [
    FaultCase(
      .unwalkedEnd, "dang-nhap/walks.yaml", "", "walks: []",
      "dang-nhap/guide.yaml:19:5: unwalked-end",
      "dang-nhap/guide.yaml:23:5: unwalked-end",
      "khai-sinh/guide.yaml:47:12: broken-guide"),
    FaultCase(
      .unansweredQuestion, walks, "noi-sinh: benh-vien, ", "",
      "khai-sinh/walks.yaml:2:5: unanswered-question"),
    FaultCase(
      .stepWithoutAnswer, "dang-nhap/walks.yaml", "{co-tai-khoan: chua}", "{co-tai-khoan: chua, nhap-otp: x}",
      "dang-nhap/walks.yaml:7:35: step-without-answer",
      "khai-sinh/guide.yaml:47:12: broken-guide"),
    FaultCase(
      .unusedAnswer, guide, "guide: dang-nhap\n", "guide: dang-nhap\n    when: {equals: {noi-sinh: benh-vien}}\n",
      "khai-sinh/walks.yaml:15:32: unused-answer",
      "khai-sinh/walks.yaml:16:31: walk-differs",
      "khai-sinh/walks.yaml:17:10: walk-ends-elsewhere"),
    FaultCase(
      .walkDiffers, walks, "      - ma-ho-so\n", "",
      "khai-sinh/walks.yaml:10:9: walk-differs"),
    FaultCase(
      .walkDiffers, walks, ", di-cong-an]", ", di-cong-an, xong]",
      "khai-sinh/walks.yaml:16:67: walk-differs"),
    FaultCase(
      .walkDiffers, walks, ", di-cong-an]", "]",
      "khai-sinh/walks.yaml:16:11: walk-differs"),
    FaultCase(
      .walkEndsElsewhere, walks, "end: xong", "end: di-cong-an",
      "khai-sinh/guide.yaml:68:5: unwalked-end",
      "khai-sinh/walks.yaml:13:10: walk-ends-elsewhere"),
    FaultCase(
      .unknownStep, walks, "- ma-ho-so", "- ma-hoso",
      "khai-sinh/walks.yaml:10:9: unknown-step"),
    FaultCase(
      .unknownChoice, walks, "noi-sinh: benh-vien", "noi-sinh: benh-vine",
      "khai-sinh/walks.yaml:3:25: unknown-choice"),
    FaultCase(
      .unknownEnd, walks, "end: xong", "end: xogn",
      "khai-sinh/guide.yaml:68:5: unwalked-end",
      "khai-sinh/walks.yaml:13:10: unknown-end"),
  ]

  private static let manySteps = (0..<520).map { "  - id: them-\($0)\n    do: Thêm\n" }.joined()
}
