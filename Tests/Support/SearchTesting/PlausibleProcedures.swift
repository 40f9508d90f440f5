import Domain

/// Made-up procedures that look like a province's: the words are of the kind, none is copied from a catalogue.
package enum PlausibleProcedures {
  private static let verbs = [
    "Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Đăng ký", "Đăng ký lại", "Thay đổi", "Chấm dứt", "Thẩm định", "Phê duyệt",
    "Công nhận", "Xác nhận", "Thu hồi", "Điều chỉnh", "Chuyển nhượng", "Thông báo", "Bổ sung", "Miễn giảm",
  ]
  private static let objects = [
    "giấy phép khai thác nước dưới đất", "giấy phép xây dựng nhà ở riêng lẻ", "chứng chỉ hành nghề khám bệnh",
    "giấy chứng nhận vệ sinh an toàn thực phẩm", "quyền sử dụng đất nông nghiệp", "hoạt động cơ sở giữ trẻ",
    "phương tiện thủy nội địa", "tàu cá dưới mười hai mét", "giấy phép bán lẻ rượu", "cơ sở nuôi trồng thủy sản",
    "văn phòng luật sư", "trung tâm ngoại ngữ", "chế độ người có công", "trợ cấp nuôi con nhỏ", "khu du lịch sinh thái",
    "bãi đỗ xe có thu phí", "giống cây trồng mới", "thuốc bảo vệ thực vật", "lễ hội cấp xã", "câu lạc bộ thể thao",
    "điểm truy cập mạng công cộng", "hợp tác xã vận tải", "lò giết mổ tập trung", "đê điều và hành lang thoát lũ",
  ]
  private static let qualifiers = [
    "đối với cá nhân", "đối với tổ chức", "trong khu kinh tế", "tại xã đảo", "do mất hoặc hư hỏng",
    "có yếu tố nước ngoài",
    "thuộc thẩm quyền cấp tỉnh", "thuộc thẩm quyền cấp xã", "lần đầu", "trường hợp chuyển địa điểm",
    "theo kết quả thanh tra",
    "cho người đại diện", "khi sáp nhập đơn vị",
  ]

  /// What guides are about, too: the neighbours that a guide has in a real catalogue.
  private static let neighbours = [
    "khai sinh", "khai tử", "kết hôn", "tạm trú", "thường trú", "giấy phép lái xe", "hộ kinh doanh",
    "trợ cấp hưu trí xã hội", "trích lục hộ tịch", "bản sao từ bản chính", "tình trạng hôn nhân",
    "thẻ bảo hiểm y tế", "tài khoản định danh điện tử",
  ]

  /// So many procedures, each with its code, the last of them about what guides are about: each verb with each of those,
  /// plain and with a qualifier.
  package static func withNeighbours(_ count: Int) -> [ListedProcedure] {
    let names = neighbours.enumerated().flatMap { number, object in
      verbs.flatMap { ["\($0) \(object)", "\($0) \(object) \(qualifiers[number % qualifiers.count])"] }
    }
    return list(count - names.count)
      + names.enumerated().map { number, name in
        let digits = String(number + 1)
        return ListedProcedure(
          code: "4." + String(repeating: "0", count: 6 - digits.count) + digits, name: name,
          level: ServiceLevel(rawValue: "full"), authority: "Ủy ban nhân dân cấp xã")
      }
  }

  /// So many procedures, each with its code.
  package static func list(_ count: Int) -> [ListedProcedure] {
    (0..<count).map { number in
      let verb = verbs[number % verbs.count]
      let object = objects[number / verbs.count % objects.count]
      let qualifier = qualifiers[number / (verbs.count * objects.count) % qualifiers.count]
      let digits = String(number + 1)
      return ListedProcedure(
        code: "3." + String(repeating: "0", count: 6 - digits.count) + digits, name: "\(verb) \(object) \(qualifier)",
        level: ServiceLevel(rawValue: "full"), authority: "Ủy ban nhân dân cấp xã")
    }
  }

  /// So many questions about them, in a few words each, half of them without marks.
  package static func questions(_ count: Int, about procedures: [ListedProcedure]) -> [String] {
    (0..<count).map { number in
      let words = procedures[number * 977 % procedures.count].name.split(separator: " ")
      let start = number % 3
      let question = words.dropFirst(start).prefix(3 + number % 4).joined(separator: " ")
      return number % 2 == 0 ? question : FoldedText.text(question)
    }
  }
}
