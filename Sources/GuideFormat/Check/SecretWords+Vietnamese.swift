extension SecretWords {
  static let vietnamese = SecretWords(
    codes: everywhere + phrases("pass"),
    numbers: phrases("số thẻ ngân hàng, số thẻ atm, số căn cước, số cccd"),
    veiled: [
      VeiledSecret(
        names: phrases(
          "mã, sáu số, 6 số, sáu chữ số, 6 chữ số, sáu con số, bốn số, 4 số, dãy số, dãy số ấy, mấy số"),
        harmless: phrases(
          "mã hồ sơ, mã thủ tục, mã tra cứu, mã số, mã qr, mã vạch, mã đơn, mã vận đơn, mã biên nhận, mã bưu, mã định danh"
        ),
        signs: phrases(
          """
          nhắn tới, nhắn về, nhắn đến, nhắn cho, gửi về, gửi tới, gửi đến, vừa về, mới về, vừa tới, mới tới, vừa đến, mới đến,
          về máy, tới máy, đến máy, về điện thoại, tới điện thoại, đến điện thoại, trong tin nhắn, tin nhắn có
          """)),
      VeiledSecret(
        names: phrases(
          "số thẻ, mười sáu số, 16 số, mười sáu chữ số, 16 chữ số, ba số, 3 số, ba chữ số, 3 chữ số, mặt thẻ, ngày hết hạn"
        ),
        harmless: phrases("số thẻ bhyt, số thẻ bảo hiểm, số thẻ căn cước, mặt thẻ căn cước, mặt thẻ bhyt"),
        signs: phrases("thẻ atm, ngân hàng, mặt sau, sau lưng, cvv, cvc, thẻ tín dụng, thẻ visa")),
      VeiledSecret(
        names: phrases("câu trả lời, đáp án"), harmless: [],
        signs: phrases("câu hỏi bảo mật, câu hỏi bí mật, câu trả lời bảo mật, đáp án bảo mật")),
    ],
    requests: phrases(
      "hỏi, xin, yêu cầu, đề nghị, đòi, thu thập, thu, lấy, mượn, cháu cần, em cần, tôi cần, chúng cháu cần, tổ cần"),
    questions: phrases("là gì"), amounts: phrases("là bao nhiêu, là mấy, là số nào, bao nhiêu"),
    handings: phrases(
      """
      đọc, nói, đưa, gửi, nhắn, chụp, báo, cung cấp, chuyển, tiết lộ, trao, giao, mách, chia sẻ, cho biết, cho xem, khai,
      khai báo, bảo, nhắc, nhắc lại, nộp, trình, tiết lộ, đánh vần
      """),
    news: phrases("báo, nói, bảo, khai, nhắc"),
    events: phrases("báo, bảo"), sendings: phrases("gửi, nhắn, chuyển, báo"),
    givings: phrases("cho"),
    recordings: phrases("ghi, chép, lưu, chụp, viết, giữ"), typings: phrases("nhập, gõ, điền, bấm"),
    lookings: phrases("nhìn, xem, ngó, coi, dòm"), takings: phrases("biết, xin, mượn"),
    harmless: phrases("lấy lại, lấy được, xin lại, giữ kín, giữ riêng, giữ gìn, đăng nhập"), readings: phrases("đọc"),
    services: phrases(
      "giúp, hộ, thay, giùm, dùm, vào máy cháu, vào máy của cháu, vào máy tổ, vào máy của tổ, vào máy em, vào phiếu, vào danh sách, vào sổ"
    ), lettings: phrases("để"), towards: phrases("cho, với, tới, giúp, hộ, giùm, dùm"),
    helpers: phrases(
      """
      cháu, em, con, tôi, mình, chúng cháu, chúng tôi, chúng em, chúng con, tụi cháu, tụi em, tụi con, tình nguyện viên, cán bộ
      """),
    bodies: phrases(
      """
      anh, chị, tổ, nhân viên, người hỗ trợ, đoàn viên, tổng đài, trưởng nhóm, trưởng thôn, người gọi, người lạ, người khác,
      người quen, ai, họ
      """),
    channels: phrases(
      """
      vào nhóm, lên nhóm, qua nhóm, trong nhóm, vào zalo, qua zalo, lên zalo, qua số, vào số, tới số, qua điện thoại,
      qua tin nhắn, qua facebook, qua mạng, vào sổ, vào phiếu, vào danh sách, ra sổ, cùng nghe, to lên, lớn lên, vào máy tổ,
      vào máy của tổ, vào điện thoại tổ, vào điện thoại của tổ, vào máy cháu, vào máy em, vào máy của cháu, vào máy của em
      """),
    denials: phrases(
      """
      không, đừng, chớ, chẳng, cấm, tránh, thay vì, từ chối, khỏi, hổng, ko, chưa bao giờ
      """),
    fillers: set(
      """
      ai bao giờ được phải cần nên có hay hoặc và cũng hề quyền bắt phép nào ép ghi lại to lên nhìn việc gọi điện bất kỳ
      cứ gì đâu tự
      """),
    links: set(
      """
      cho giúp hộ lại luôn ngay cả các những cái vào to lên ra rõ lớn thêm xem biết với nhé ạ mã số dãy dòng của vneid và
      hoặc hay đúng nguyên từng một này kia đó ấy nhanh giùm dùm xin sẵn nhà nó người dân hộ gia đình máy thẻ tài khoản nghe coi dòm ngó nhìn mượn nhỏ khẽ mới vừa
      """),
    citizens: phrases(
      "bác, bà con, bà, ông, cụ, cô, chú, anh, chị, dì, người dân, công dân, mình, bà cụ, ông cụ, mệ, mợ, thím, cậu"),
    heads: set(
      "còn nhưng cấp khôi phục về cách để lỗi quy tắc hướng dẫn bước ô mục trang nút chữ chỗ việc chuyện ở trong trên vào nếu ai"
    ),
    onlys: set("chỉ riêng mỗi thôi"),
    exceptions: phrases("trừ, trừ ra, ngoài, trừ mỗi, trừ có"),
    breaks: set("thì rồi"), others: set("quên nhớ đổi đặt mất sai chưa tự khi lúc xong giấy"),
    settings: set("đổi đặt"), predicates: set("là phải có gồm dài được bị do chỉ"),
    keepings: phrases(
      "giữ kín, giữ riêng, tự gõ, tự nhập, tự điền, tự đặt, tự ghi, tự đổi, cất ở nhà, cất kín"),
    alone: set("tự"),
    machines: phrases(
      "máy, điện thoại, ứng dụng, app, vneid, hệ thống, cổng, trang, màn hình, web, tin nhắn, ngân hàng, bước, ô"),
    taps: set("bấm nhấn ấn chọn nút chạm"),
    machineWays: phrases(
      "gửi lại mã, xin lại mã, về máy, về điện thoại, đến máy, đến điện thoại, trên máy, trên màn hình"),
    outsiders: phrases(
      """
      kẻ, bọn, lừa đảo, người lạ, số lạ, người gọi, ai gọi, ai hỏi, ai xin, ai nhắn, ai đòi, ai bảo, ai yêu cầu, có người, người xin, người hỏi, người đòi, kẻ nào, người nào,
      bất cứ ai, bất kỳ ai, giả danh, giả mạo, mạo danh, tự xưng, xưng là, trộm, trang giả, ứng dụng giả
      """),
    sayings: phrases("nói, bảo, dặn, xưng là, gọi đến, nhắn"),
    conditions: phrases("khi, nếu, lúc, hễ, ai, có ai, lỡ"),
    pasts: phrases("đã, lỡ, trót, bị"),
    warnings: phrases("là lừa đảo, là sai, là giả, là kẻ gian, là kẻ lừa, là vi phạm, là không được, là mất tiền"),
    reproaches: phrases("sao"),
    threats: phrases("thì không, thì chẳng, thì sẽ không"), asides: phrases("kể cả, ngay cả, dù là"),
    whethers: phrases("có, có phải"), whetherEnds: phrases("không"))
}
