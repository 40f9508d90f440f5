import Domain
import Testing

@Suite struct InvitationTests {
  private let code = InvitationCode(values: (0..<25).map { UInt8($0) })

  @Test func aCodeIsShownInGroupsOfFive() {
    #expect(code.text == "01234-56789-ABCDE-FGHJK-MNPQR")
    #expect(InvitationCode(values: [UInt8](repeating: 255, count: 25)).text == "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ")
  }

  @Test(arguments: [
    "01234-56789-ABCDE-FGHJK-MNPQR", "0123456789ABCDEFGHJKMNPQR", "o1234-56789 abcde fghjk mnpqr",
    " Oi234 – 56789 – abcde – fghjk – mnpqr\u{00A0}", "OL23456789abcdefghjkmnpqr",
  ])
  func aCodeIsReadHoweverItIsTyped(_ typed: String) {
    #expect(InvitationCode(typed) == code)
  }

  @Test(arguments: [
    "", "01234-56789-ABCDE-FGHJK-MNPQ", "01234-56789-ABCDE-FGHJK-MNPQRS", "01234-56789-ABCDE-FGHJK-MNPQU",
    "01234_56789_ABCDE_FGHJK_MNPQR", "０１２３４-56789-ABCDE-FGHJK-MNPQR",
  ])
  func whatIsNoCodeIsNone(_ typed: String) {
    #expect(InvitationCode(typed) == nil)
  }

  @Test(arguments: ["dong-bo.example.vn", "https://dong-bo.example.vn/camtay", "http://[::1]:8080"])
  func aLinkIsReadAsItIsWritten(_ server: String) throws {
    let link = InvitationLink(server: server, code: code)
    #expect(link.text == "camtay:\(server)#01234-56789-ABCDE-FGHJK-MNPQR")
    #expect(InvitationLink(link.text) == link)
    #expect(InvitationLink(" CAMTAY:\(server)#0123456789abcdefghjkmnpqr\n") == link)
  }

  @Test(arguments: [
    "", "camtay:", "camtay:#01234-56789-ABCDE-FGHJK-MNPQR", "camtay:a.vn", "camtay:a.vn#x", "https://a.vn#x",
    "a.vn#01234-56789-ABCDE-FGHJK-MNPQR",
  ])
  func whatIsNoLinkIsNone(_ text: String) {
    #expect(InvitationLink(text) == nil)
  }
}
