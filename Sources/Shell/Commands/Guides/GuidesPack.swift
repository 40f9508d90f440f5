import SyncCore

/// `guides pack FILE FOLDER…`: puts signed guides into one file, for a stick or for publishing. No file is overwritten.
enum GuidesPack: GuidesJob {
  static let id = "pack"
  static let words = 2...1000

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let files = TrainerFiles(shell)
    let guides = try words.dropFirst().map { try files.signedGuide(at: $0) }
    let pack = GuidePack(guides)
    guard pack.bytes.count <= GuidePack.maximumBytes else {
      throw UserFault("guides.pack-too-large", ["path": words[0]])
    }
    try NewFile.write(pack.bytes, to: words[0])
    shell.screen.show(shell.phrases("guides.packed", ["count": String(guides.count), "path": words[0]]), .good)
  }
}
