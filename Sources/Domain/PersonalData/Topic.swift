/// What the words of a sentence say a number or a secret is.
enum Topic: CaseIterable {
  case identity, oldIdentity, phone, socialInsurance, healthInsurance, taxCode, card
  case otp, passcode, password
  /// The three or four digits on the back of a card.
  case cardCode
  /// A bare “mã”, which may be a one-time code.
  case someCode
  /// Numbers that may be stored: of cases, orders, accounts, errors, places.
  case other

  /// What opens an account or a payment.
  static let secrets: Set<Topic> = [.otp, .passcode, .password, .cardCode]

  /// The folded phrases that say so.
  var phrases: [String] {
    switch self {
    case .identity:
      [
        "can cuoc", "cccd", "cc", "dinh danh", "ddcn", "cancuoc", "dinhdanh", "ma dd", "so giay to", "cmnd", "cmt",
        "c c c d", "c m n d",
      ]
    case .oldIdentity: ["cmnd", "cmt", "cmtnd", "chung minh", "chungminh", "cm nd", "can cuoc cu"]
    case .phone:
      [
        "sdt", "dt", "dien thoai", "dienthoai", "so may", "goi", "alo", "zalo", "sim", "lien he", "lien lac", "mobile",
        "phone", "di dong", "cho so", "nhan tin", "gui lai tin",
      ]
    case .socialInsurance:
      ["bhxh", "bao hiem xa hoi", "bh xa hoi", "so bao hiem", "ma bao hiem", "bao hiem", "vssid"]
    case .healthInsurance: ["bhyt", "bao hiem y te", "bh y te", "the y te"]
    case .taxCode: ["mst", "ma so thue", "ma thue"]
    case .card: ["the", "card", "visa", "mastercard", "atm"]
    case .otp:
      [
        "otp", "ma xac thuc", "ma xac nhan", "ma xac minh", "ma kich hoat", "ma dang nhap", "verification code",
        "ma dung mot lan", "o t p",
      ]
    case .passcode:
      [
        "passcode", "pascode", "pass code", "passcod", "ma pin", "pin", "ma bao mat", "ma mo khoa", "ma khoa",
        "mat ma",
      ]
    case .password: ["mat khau", "matkhau", "mk", "pass", "password", "pw", "pwd"]
    case .cardCode: ["cvv", "cvc", "c v v", "c v c"]
    case .someCode: ["ma"]
    case .other:
      [
        "ma giao dich", "tai khoan", "so tai khoan", "stk", "ma don", "van don", "khach hang", "tham chieu",
        "hop dong", "cong to", "bien lai", "buu chinh", "seri", "so seri", "ma ho so", "ma thu tuc", "ma loi", "loi",
        "thu tu", "giay hen", "phieu hen", "tong dai", "hotline", "duong day nong", "ma nganh", "ma xa", "ma tinh",
        "nganh nghe",
      ]
    }
  }

  /// After a bare “mã”, the words that make it the code of something else.
  static let thingsWithCodes: Set<String> = [
    "xa", "thu", "ho", "don", "buu", "giao", "van", "hoc", "khach", "so", "tinh", "phieu", "vung", "dia", "bien",
    "qr", "nganh", "loi", "dd", "dinh", "bhxh", "bhyt", "bao", "hang", "lop", "truong", "to", "doi", "the", "thue",
    "phuong", "huyen", "nha", "may", "cuoc", "hop", "hoa", "san", "lo", "vach", "chuong", "quoc", "benh", "ca",
  ]
}
