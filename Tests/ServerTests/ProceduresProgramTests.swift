import Foundation
import ServerTesting
import Testing

/// `camtay-server procedures`, as administrators meet it.
@Suite(.timeLimit(.minutes(2))) struct ProceduresProgramTests {
  private let server: ServerFile

  init() async throws { server = try await ServerFile() }

  private func load(_ text: String) throws -> ServerProgram.Run {
    let path = "\(server.folder)/list.csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try ServerProgram.run(
      ["procedures", "import", "--database", server.database, "--key", "\(server.folder)/content.key", path])
  }

  @Test func aCatalogueIsTakenOverAndReplaced() throws {
    _ = try ServerProgram.run(["keys", "create", "--database", server.database, "\(server.folder)/content.key"])
    #expect(
      try load("code,name,level,authority,url\r\n1.000001,Một,full,,\r\n1.000002,Hai,,,\r\n").output
        == "Procedures: added 2, changed 0, removed 0, unchanged 0. Devices will fetch 2 parts at their next sync.\n")
    #expect(
      try load("mã,tên\n1.000002,Hai\n").output
        == "Procedures: added 0, changed 0, removed 1, unchanged 1. Devices will fetch 1 parts at their next sync.\n")
  }

  @Test func everyBadRowIsSaid() throws {
    _ = try ServerProgram.run(["keys", "create", "--database", server.database, "\(server.folder)/content.key"])
    let run = try load("code,name\n1.1,A\n1.000001,\n1.000002,B\n")
    #expect(run.output.isEmpty)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.contains("Line 2: “1.1” is no code") == true)
    #expect(lines.last?.contains("nothing changed") == true)
  }
}
