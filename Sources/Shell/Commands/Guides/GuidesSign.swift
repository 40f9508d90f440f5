import SyncCore

/// `guides sign FOLDER --key FILE --certificate FILE`: checks a guide, or a table where a file such as `calendar.yaml` is
/// named, and keeps the trainer's signature beside it.
enum GuidesSign: GuidesJob {
  static let id = "sign"
  static let words = 1...1
  static let valuedOptions: Set = ["key", "certificate"]

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let files = TrainerFiles(shell)
    let guide = try files.signed(files.package(at: words[0]), options)
    try files.keep(guide, beside: words[0])
    let arguments = ["guide": shell.named(guide.package.id), "version": String(guide.package.version)]
    shell.screen.show(shell.phrases("guides.signed", arguments), .good)
  }
}
