import Domain
import Foundation
import Server

/// Every sentence that the server program says, in the language of `CAMTAY_LANGUAGE`: `en`, else Vietnamese.
enum ServerPhrases {
  private static let isEnglish = ProcessInfo.processInfo.environment["CAMTAY_LANGUAGE"]?.hasPrefix("en") ?? false

  private static func said(_ vietnamese: String, _ english: String) -> String { isEnglish ? english : vietnamese }

  static func ready(_ address: String) -> String {
    said("camtay-server đã sẵn sàng tại \(address)", "camtay-server is ready at \(address)")
  }

  static func published(_ id: String, _ version: Int) -> String {
    said("Đã phát hành cẩm nang \(id), phiên bản \(version).", "Published guide \(id), version \(version).")
  }

  /// What is wrong with a value on the command line.
  static func badValue(_ option: String, _ value: String, expected: String) -> String {
    said(
      "\(option): không hiểu \"\(value)\". Cần: \(expected).",
      "\(option): cannot read \"\(value)\". Expected: \(expected).")
  }

  static func fileNotWritten(_ path: String) -> String {
    said(
      "Không ghi được tệp \(path). Kiểm tra thư mục và chỗ trống.",
      "Cannot write \(path). Check the folder and the space left.")
  }

  static func cannotListen(_ address: String) -> String {
    said(
      "Không mở được cổng \(address): có chương trình khác đang dùng, hoặc địa chỉ không thuộc máy này.",
      "Cannot listen on \(address): another program uses it, or the address is not this machine's.")
  }

  static func unexpected(_ kind: String) -> String {
    said(
      "Lỗi không lường trước (\(kind)). Dữ liệu đã lưu vẫn còn nguyên.",
      "Unexpected failure (\(kind)). What was stored is intact.")
  }

  static func sentence(_ fault: StoreFault) -> String {
    switch fault {
    case .badAddress(let text):
      badValue("--database", text, expected: "sqlite:\(said("ĐƯỜNG-DẪN", "PATH"))")
    case .missing(let path):
      said(
        "Không có cơ sở dữ liệu \(path). Tạo bằng: camtay-server team create.",
        "There is no database \(path). Create it with: camtay-server team create.")
    case .locked:
      said(
        "Cơ sở dữ liệu đang bị chương trình khác giữ. Hãy thử lại sau.",
        "Another program keeps the database locked. Try again later.")
    case .damaged:
      said(
        "Cơ sở dữ liệu bị hỏng hoặc không phải là cơ sở dữ liệu. Không thay đổi gì. Hãy khôi phục từ bản sao lưu.",
        "The database is damaged, or is no database. Nothing was changed. Restore it from a backup.")
    case .foreign:
      said(
        "Tệp này thuộc về một chương trình khác. Không thay đổi gì.",
        "This file belongs to another program. Nothing was changed.")
    case .newer(let version):
      said(
        "Cơ sở dữ liệu do phiên bản mới hơn ghi (\(version)). Không thay đổi gì. Hãy cập nhật camtay-server.",
        "A newer version has written the database (\(version)). Nothing was changed. Update camtay-server.")
    case .readOnly:
      said(
        "Không mở hoặc không ghi được cơ sở dữ liệu. Kiểm tra quyền của tệp và thư mục.",
        "The database cannot be opened or written. Check the permissions of the file and its folder.")
    case .diskFailed:
      said(
        "Ổ đĩa đầy hoặc bị lỗi. Những gì đã xác nhận vẫn còn nguyên.",
        "The disk is full or fails. What was confirmed is intact.")
    case .notDurable(let setting):
      said(
        "SQLite trên máy này không bảo đảm dữ liệu bền vững (\(setting)).",
        "SQLite on this machine does not promise durable data (\(setting)).")
    case .teamUnknown(let team):
      said("Không có tổ nào mang mã \(team).", "There is no team \(team).")
    case .failed(let code):
      said("Cơ sở dữ liệu báo lỗi \(code).", "The database failed with code \(code).")
    }
  }

  static func sentence(_ fault: PublishingFault) -> String {
    switch fault {
    case .notNewer(let published):
      said(
        "Máy chủ đã có phiên bản \(published). Hãy tăng số phiên bản.",
        "The server already has version \(published). Raise the version.")
    case .contentKeyExists:
      said(
        "Máy chủ đã có khóa phát hành. Khóa mới sẽ làm các máy đã ghi danh không nhận được cẩm nang.",
        "The server has a content key already. With another, enrolled devices would get no guides.")
    case .otherKey:
      said("Khóa này không phải là khóa phát hành của máy chủ.", "This key is not the server's content key.")
    case .noContentKey:
      said(
        "Máy chủ chưa có khóa phát hành. Tạo bằng: camtay-server keys create.",
        "The server has no content key. Create one with: camtay-server keys create.")
    }
  }

  static func sentence(_ fault: GuideFolder.Fault) -> String {
    switch fault {
    case .unreadable(let path):
      said("Không đọc được \(path), hoặc thiếu guide.yaml.", "Cannot read \(path), or guide.yaml is missing.")
    case .notText(let file): said("\(file) không phải văn bản UTF-8.", "\(file) is not UTF-8 text.")
    case .unnamed:
      said(
        "guide.yaml thiếu dòng id: hoặc version:. Có thể dùng --id và --version.",
        "guide.yaml has no id: or version: line. You may give --id and --version.")
    case .badName:
      said(
        "Mã cẩm nang và tên tệp chỉ được có a–z, 0–9 và - _ .",
        "The guide's id and the names of its files may have only a–z, 0–9 and - _ .")
    case .tooLarge(let limit):
      said("Cẩm nang lớn hơn \(limit) byte.", "The guide is larger than \(limit) bytes.")
    }
  }

  static func sentence(_ fault: ContentKeyFile.Fault) -> String {
    switch fault {
    case .exists(let path): said("Đã có \(path); không ghi đè.", "\(path) exists already; it was not overwritten.")
    case .inaccessible(let path): said("Không đọc hoặc ghi được \(path).", "Cannot read or write \(path).")
    case .noKey(let path): said("\(path) không phải là tệp khóa.", "\(path) is no key file.")
    }
  }

  /// The Vietnamese titles of the exported columns; data programs read JSON lines instead.
  static func columnTitle(_ key: String) -> String { columnTitles[key] ?? key }

  private static let columnTitles = [
    "entry_id": "Mã lượt", "time": "Thời điểm", "date": "Ngày", "state": "Trạng thái", "service": "Loại hỗ trợ",
    "outcome": "Kết quả", "minutes": "Số phút", "minutes_source": "Cách tính phút", "place": "Địa điểm",
    "operated_by": "Người thao tác", "satisfaction": "Hài lòng (1–5)", "consent": "Đồng ý ghi", "guide": "Cẩm nang",
    "guide_version": "Phiên bản cẩm nang", "guide_end": "Điểm kết thúc", "procedure": "Mã thủ tục",
    "level": "Mức dịch vụ công", "blockers": "Vướng mắc", "skipped": "Bước bỏ qua", "device": "Thiết bị",
    "sequence": "Số thứ tự", "note": "Ghi chú", "dossier": "Mã hồ sơ",
  ]
}
