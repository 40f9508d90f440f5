@testable import GuideFormat

/// A small sound catalogue: a guide that includes another, with a taxonomy of blockers.
enum Fixture {
  static let files: [String: String] = [
    "blockers.yaml": """
    format: 1
    blockers:
      - code: ACC-OTP-MISSING
        name: Không nhận được mã OTP
        remedy: Kiểm tra sóng
    """,
    "blockers.en.yaml": """
    language: en
    blockers:
      ACC-OTP-MISSING: {name: OTP missing, remedy: Check the signal}
    """,
    "dang-nhap/guide.yaml": """
    format: 1
    id: dang-nhap
    version: 1
    title: Đăng nhập Cổng dịch vụ công
    kind: account
    service: submit
    review_by: 2027-05-01
    steps:
      - id: co-tai-khoan
        ask: Bác có tài khoản chưa?
        choices:
          - {id: co, text: Có}
          - {id: chua, text: Chưa}
      - id: nhap-otp
        wait: Bác tự gõ mã OTP
        for: otp
        when: {equals: {co-tai-khoan: co}}
      - id: khong-duoc
        end: Đến Công an cấp xã
        outcome: referred
        when: {equals: {co-tai-khoan: chua}}
      - id: vao-duoc
        end: Đã đăng nhập
        outcome: solved
    """,
    "dang-nhap/en.yaml": """
    language: en
    title: Signing in to the public-service portal
    steps:
      co-tai-khoan: {text: Is there an account?, choices: {co: "Yes", chua: Not yet}}
      nhap-otp: {text: The citizen types the OTP}
      khong-duoc: {text: See the commune police}
      vao-duoc: {text: Signed in}
    """,
    "dang-nhap/walks.yaml": """
    walks:
      - name: with an account
        answers: {co-tai-khoan: co}
        sees: [co-tai-khoan, nhap-otp, vao-duoc]
        end: vao-duoc
      - name: without
        answers: {co-tai-khoan: chua}
        sees: [co-tai-khoan, khong-duoc]
        end: khong-duoc
    """,
    "khai-sinh/guide.yaml": """
    format: 1
    id: khai-sinh
    version: 3
    title: Đăng ký khai sinh
    kind: submission
    service: submit
    aliases:
      - làm giấy khai sinh cho cháu
    procedure:
      code: "1.001193"
      name: Đăng ký khai sinh
      authority: Ủy ban nhân dân cấp xã
      level: full
    papers:
      - id: chung-sinh
        name: Giấy chứng sinh
      - id: cam-doan
        name: Giấy cam đoan
        when: {not: {equals: {noi-sinh: benh-vien}}}
    sources:
      - id: cong
        title: Cổng dịch vụ công quốc gia
        url: https://dichvucong.gov.vn/khai-sinh
        seen: 2026-11-20
    facts:
      - id: le-phi
        label: Lệ phí
        value: Không thu
        source: cong
        mark: to-verify
        verify_with: Công an cấp xã
        valid_from: 2026-01-01
        valid_to: 2027-02-28
    review_by: 2027-05-01
    steps:
      - id: noi-sinh
        ask: Cháu sinh ở đâu?
        choices:
          - id: benh-vien
            text: Bệnh viện
          - id: o-nha
            text: Ở nhà
      - id: giay-to
        papers: Xem giấy tờ
        facts: [le-phi]
      - id: dang-nhap
        guide: dang-nhap
        text: Đăng nhập
      - id: di-cong-an
        end: Ra Công an trước
        outcome: referred
        when: {equals: {dang-nhap: khong-duoc}}
      - id: nop
        do: Bấm nộp hồ sơ
        say: Bác bấm nút Nộp giúp cháu
        trouble:
          - blocker: ACC-OTP-MISSING
            remedy: Bấm gửi lại
      - id: ma-ho-so
        record: Ghi mã hồ sơ
        value: dossier-code
        optional: true
      - id: trang
        link: Mở trang theo dõi
        url: https://dichvucong.gov.vn/tra-cuu
        when: {any: [{equals: {noi-sinh: o-nha}}, {all: [{equals: {noi-sinh: benh-vien}}]}]}
      - id: xong
        end: Chờ kết quả
        outcome: pending
    """,
    "khai-sinh/en.yaml": """
    language: en
    title: Birth registration
    aliases: [register a birth]
    procedure: {name: Birth registration, authority: Commune People's Committee}
    papers:
      chung-sinh: Certificate of birth
      cam-doan: Declaration
    facts:
      le-phi: {label: Fee, value: Free of charge, verify_with: Commune police}
    steps:
      noi-sinh:
        text: Where was the child born?
        choices: {benh-vien: In hospital, o-nha: At home}
      giay-to: {text: Look through the papers}
      dang-nhap: {text: Sign in}
      di-cong-an: {text: See the police first}
      nop:
        text: Press submit
        say: Please press Submit
        trouble: {ACC-OTP-MISSING: Press resend}
      ma-ho-so: {text: Note the dossier code}
      trang: {text: Open the tracking page}
      xong: {text: Wait for the result}
    """,
    "khai-sinh/walks.yaml": """
    walks:
      - name: everything goes well
        answers: {noi-sinh: benh-vien, dang-nhap/co-tai-khoan: co}
        sees:
          - noi-sinh
          - giay-to
          - dang-nhap/co-tai-khoan
          - dang-nhap/nhap-otp
          - nop
          - ma-ho-so
          - trang
          - xong
        end: xong
      - name: no account
        answers: {noi-sinh: o-nha, dang-nhap/co-tai-khoan: chua}
        sees: [noi-sinh, giay-to, dang-nhap/co-tai-khoan, di-cong-an]
        end: di-cong-an
    """,
  ]

  /// The catalogue of the sound files.
  static let catalogue = Catalogue.build(files).catalogue

  /// A guide of the sound catalogue.
  static func guide(_ id: String) throws -> Guide {
    guard let guide = catalogue[GuideID(rawValue: id)] else { throw Missing(id: id) }
    return guide
  }

  /// A guide that the fixture lacks.
  struct Missing: Error { let id: String }

  /// The faults of the files after one change, which must find its place.
  static func faults(in file: String, replacing old: String, with new: String) -> [Fault] {
    Catalogue.build(files(in: file, replacing: old, with: new)).faults
  }

  /// The files after one change, which must find its place.
  static func files(in file: String, replacing old: String, with new: String) -> [String: String] {
    var files = files
    let text = files[file] ?? ""
    if old.isEmpty {
      files[file] = new
    } else {
      let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
      precondition(parts.count == 2, "the fixture has no \(old)")
      files[file] = parts.joined(separator: new)
    }
    return files
  }
}
