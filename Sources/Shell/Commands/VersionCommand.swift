/// `phiên bản` / `version`: which version this is.
enum VersionCommand: Command {
  static let id = "version"
  /// The version, as CHANGELOG.md has it.
  static let number = "0.1.0"

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    shell.screen.show("camtay \(number)")
  }
}
