import Domain
import Sealing

/// `guides key FILE`: makes a trainer's key, and shows the public half, for which the province gives a certificate.
enum GuidesKey: GuidesJob {
  static let id = "key"
  static let words = 1...1

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let key = SigningKey()
    do { try SigningKeyFile.create(key, at: words[0]) } catch SigningKeyFile.Fault.exists {
      throw UserFault("guides.key-exists", ["path": words[0]])
    } catch { throw UserFault("guides.not-written", ["path": words[0]], kind: .world) }
    shell.screen.show(shell.phrases("guides.key-made", ["path": words[0]]), .good)
    try shell.screen.writeData(Hexadecimal.text(key.publicBytes) + "\n")
  }
}
