import Foundation
import LocalStore
import Testbed
import Testing

/// What only a real terminal shows: keys, completion, history, odd terminals and locales.
@Suite(.serialized) struct TerminalTests {
  private let home = TemporaryFolder()

  private func shell(_ more: [String: String] = [:], columns: UInt16 = 60) throws -> PseudoTerminal {
    let environment = ["CAMTAY_HOME": home.path, "CAMTAY_CONTENT": SomeGuides.path, "NO_COLOR": "1"]
    let terminal = try PseudoTerminal(
      Checkout.program("camtay"), environment: environment.merging(more) { $1 }, columns: columns)
    try #require(terminal.expect("› ") != nil)
    return terminal
  }

  @Test func tabCompletesCommandsAndGuides() throws {
    let shell = try shell()
    shell.type("nhat\t")
    try #require(shell.expect("ật ký") != nil)
    shell.type("\r")
    try #require(shell.expect("0 lượt.") != nil)
    shell.type("vneid\t")
    try #require(shell.expect("-muc-2") != nil)
    shell.type("\r")
    try #require(shell.expect("] › ") != nil)
    shell.type("t\r")
    try #require(shell.expect("Đã tạm dừng") != nil)
    try #require(shell.wait(within: 10) { shell.shown.hasSuffix("› ") })
    shell.type("mo kh\t")
    try #require(shell.expect("ở khai-sinh") != nil)
    shell.type("\r")
    try #require(shell.expect("1/") != nil)
  }

  @Test func controlCLosesNothingAndControlDPausesAndLeaves() throws {
    let shell = try shell()
    shell.type("mo tam-tru\r")
    try #require(shell.expect("] › ") != nil)
    shell.type("1\r")
    try #require(shell.expect("] › ") != nil)
    shell.type("\u{03}")
    try #require(shell.expect("Chưa mất bước nào") != nil)
    try #require(shell.expect("] › ") != nil)
    shell.type("\u{04}")
    try #require(shell.expect("Đã tạm dừng buổi 1") != nil)
    #expect(shell.waitForExit() == 0)
    let again = try self.shell()
    again.type("tiep\r")
    try #require(again.expect("2/") != nil)
  }

  /// A network brings threads, and a thread may swallow a signal: Ctrl-C must still be seen at once.
  @Test func controlCIsSeenAfterTheNetworkWasUsed() throws {
    let shell = try shell()
    shell.type("gia nhap http://127.0.0.1:9 ABCDE-ABCDE-ABCDE-ABCDE-ABCDE\r")
    try #require(shell.expect("connection-refused") != nil)
    shell.type("mo vneid-muc-2\r")
    try #require(shell.expect("] › ") != nil)
    shell.type("\u{03}")
    try #require(shell.expect("Chưa mất bước nào") != nil)
    try #require(shell.expect("1/") != nil)
    shell.type("q\r")
    try #require(shell.expect("Bỏ buổi này") != nil)
  }

  @Test func controlCBreaksOffAnExchange() throws {
    // Somebody who listens and never answers.
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        try #require(bind(listener, address, length) == 0 && listen(listener, 1) == 0)
        getsockname(listener, address, &length)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    let shell = try shell()
    shell.type("gia nhap http://127.0.0.1:\(port) ABCDE-ABCDE-ABCDE-ABCDE-ABCDE\r")
    try #require(shell.expect("Đang liên lạc") != nil)
    shell.type("\u{03}")
    try #require(shell.expect("[sync.interrupted]", within: 5) != nil)
    shell.type("thoat\r")
    #expect(shell.waitForExit() == 0)
  }

  @Test(arguments: [SIGTERM, SIGHUP]) func aSignalToEndPausesAndLeaves(signal: Int32) throws {
    let shell = try shell()
    shell.type("mo tam-tru\r")
    try #require(shell.expect("] › ") != nil)
    kill(shell.process, signal)
    try #require(shell.expect("Đã tạm dừng buổi 1") != nil)
    #expect(shell.waitForExit() == 0)
  }

  @Test func commandsAreRememberedAndAnswersAreNot() throws {
    let shell = try shell()
    shell.type("ghi\r")
    try #require(shell.expect("Việc gì") != nil)
    shell.type("\r")
    try #require(shell.expect("Kết quả") != nil)
    shell.type("\r")
    try #require(shell.expect("Ghi chú") != nil)
    // Nothing of the command history can be reached from an answer.
    shell.type("\u{1B}[A")
    shell.type("bí mật của bà Tư\r")
    try #require(shell.expect("đồng ý không") != nil)
    shell.type("c\r")
    try #require(shell.expect("Đã lưu #1") != nil)
    for line in [
      "tim cccd 001099012345", "khai sinh cho chị Lan", "gia nhap http://127.0.0.1:9 ABCDE-FGHJK",
      "tim khai sinh cho chị Lan", "soat chu bà Tư ở ấp 3", "sua 1 --note \"bà Tư hỏi lại\"",
    ] {
      shell.type(line + "\r")
      try #require(shell.expect("[") != nil || shell.expect("› ") != nil)
      try #require(shell.wait(within: 10) { shell.shown.hasSuffix("› ") })
    }
    shell.type("\u{1B}[A")
    try #require(shell.wait(within: 10) { shell.shown.hasSuffix("› ghi") })
    shell.type("\u{15}thoat\r")
    #expect(shell.waitForExit() == 0)
    let history = try String(contentsOfFile: home.path + "/history", encoding: .utf8)
    #expect(history == "ghi\nthoat\n")
    let store = try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 0 })
    let entry = try #require(try store.entries().first { $0.entry.header.kind == .assistance }?.entry)
    #expect(try store.openDetails(of: entry)?.note == "bí mật của bà Tư")
  }

  @Test(arguments: ["C", "POSIX", "vi_VN.UTF-8", "en_US.ISO-8859-1"]) func aLocaleThatIsNotThereCutsNoCharacter(
    locale: String
  ) throws {
    let shell = try shell(["LC_ALL": locale, "LANG": locale])
    // Two letters with marks, erased one by one; what is left must still be text.
    shell.type("ghi\r")
    try #require(shell.expect("Việc gì") != nil)
    shell.type("\r")
    try #require(shell.expect("Kết quả") != nil)
    shell.type("\r")
    try #require(shell.expect("Ghi chú") != nil)
    // Only once the prompt stands there are keys that erase read by the shell, and not by the terminal.
    try #require(shell.wait(within: 10) { shell.shown.hasSuffix("› ") })
    shell.type("xong ễữ\u{7F}\u{7F}\u{7F} ổn\r")
    try #require(shell.expect("đồng ý không") != nil)
    shell.type("c\r")
    try #require(shell.expect("Đã lưu #1") != nil)
    shell.kill()
    let store = try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 0 })
    let entry = try #require(try store.entries().first { $0.entry.header.kind == .assistance }?.entry)
    #expect(try store.openDetails(of: entry)?.note == "xong ổn")
  }

  @Test func aDumbTerminalGetsPlainWords() throws {
    let shell = try shell(["TERM": "dumb", "NO_COLOR": ""])
    shell.type("mo vneid-muc-2\r")
    let screen = try #require(shell.expect("phím] ›"))
    #expect(!screen.contains("\u{1B}"))
    #expect(screen.contains("1/"))
    try #require(shell.wait(within: 10) { shell.shown.hasSuffix("› ") })
  }

  @Test func colourIsUsedUnlessUnwanted() throws {
    let plain = try shell()
    plain.type("mo vneid-muc-2\r")
    #expect(try #require(plain.expect("] › ")).contains("\u{1B}[1m") == false)
    plain.kill()
    let coloured = try shell(["NO_COLOR": ""])
    coloured.type("tiep\r")
    #expect(try #require(coloured.expect("] › ")).contains("\u{1B}[1m"))
  }

  @Test func linesFitIntoSixtyColumns() throws {
    let shell = try shell()
    shell.type("mo khai-sinh\r")
    let screen = try #require(shell.expect("] › "))
    for line in screen.split(whereSeparator: \.isNewline) where !line.contains("›") {
      #expect(line.count <= 60, "\(line)")
    }
  }

  @Test func aPasteOfSeveralLinesIsOneLine() throws {
    let shell = try shell()
    shell.type("\u{1B}[200~tim khai sinh\nthoat\u{1B}[201~\r")
    let screen = try #require(shell.expect("› "))
    #expect(!screen.contains("Tạm biệt"))
    try #require(shell.wait(within: 10) { shell.shown.contains("khai-sinh") })
  }
}
