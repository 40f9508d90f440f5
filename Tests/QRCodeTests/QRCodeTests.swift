import Foundation
import Testbed
import Testing

@testable import QRCode

@Suite struct QRCodeTests {
  private static let link = "camtay:https://dong-bo.example.vn#7K3QX-0ABCD-EFGHJ-KMNPQ-RSTVW"

  /// The picture that a terminal shows, as a bitmap file: each module is four dots wide.
  private func bitmap(_ lines: [String]) throws -> Data {
    var rows: [[Bool]] = []
    for line in lines {
      let start = try #require(line.hasPrefix(TerminalQR.colours) && line.hasSuffix(TerminalQR.ending) ? line : nil)
      let shown = start.dropFirst(TerminalQR.colours.count).dropLast(TerminalQR.ending.count)
      rows.append(shown.map { "█▀".contains($0) })
      rows.append(shown.map { "█▄".contains($0) })
    }
    let width = try #require(rows.first?.count)
    var text = "P1\n\(width * 4) \(rows.count * 4)\n"
    for row in rows {
      let dots = row.map { String(repeating: $0 ? "1" : "0", count: 4) }.joined()
      for _ in 0..<4 { text += dots + "\n" }
    }
    return Data(text.utf8)
  }

  /// What is shown is read by a program that knows nothing of how it was made.
  @Test(arguments: [link, "a", "Tổ công nghệ số cộng đồng ấp 3", String(repeating: "long ", count: 100)])
  func anotherProgramReadsWhatIsShown(_ text: String) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/code.pbm"
    try bitmap(try #require(TerminalQR.lines(text, columns: 500))).write(to: URL(fileURLWithPath: path))
    let run = try ProgramRun("/usr/bin/env", ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path])
    #expect(run.text == text + "\n", "\(run.errors)")
  }

  @Test func anInvitationFitsOnEveryTerminal() throws {
    let lines = try #require(TerminalQR.lines(Self.link, columns: 80))
    #expect(lines.count <= 24)
  }

  @Test func aQuietZoneIsAllRound() throws {
    let lines = try #require(TerminalQR.lines(Self.link, columns: 80))
    let shown = lines.map { $0.dropFirst(TerminalQR.colours.count).dropLast(TerminalQR.ending.count) }
    let width = try #require(shown.first?.count)
    for line in shown { #expect(line.hasPrefix("    ") && line.hasSuffix("    ") && line.count == width) }
    for line in shown.prefix(2) + shown.suffix(2) { #expect(line.allSatisfy { $0 == " " }) }
  }

  @Test func whereItDoesNotFitThereIsNone() throws {
    let width = try #require(QRMatrix(Self.link)).size + 2 * TerminalQR.quietZone
    #expect(TerminalQR.lines(Self.link, columns: width) != nil)
    #expect(TerminalQR.lines(Self.link, columns: width - 1) == nil)
    #expect(TerminalQR.lines("", columns: 80) == nil)
    #expect(TerminalQR.lines(String(repeating: "x", count: 3000), columns: 500) == nil)
  }
}
