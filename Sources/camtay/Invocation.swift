import Domain
import Foundation
import Phrases
import Shell

/// One start of the program: its flags, its surroundings, and the exit code it ends with.
///
/// Exit codes: 0 done, 1 refused (the user can mend it), 2 wrong usage, 3 the world failed and nothing was lost.
struct Invocation {
  private let environment: [String: String]
  private var language: String?
  private var home: String?
  private var words: [String] = []
  private var fault: UserFault?

  /// The start with these arguments. Flags stand before the command, with their value after a space or `=`.
  init(_ arguments: [String], environment: [String: String]) {
    self.environment = environment
    language = environment["CAMTAY_LANGUAGE"].flatMap { $0.isEmpty ? nil : $0 }
    var rest = arguments.dropFirst()
    while let word = rest.first, word.hasPrefix("-"), word != "-", fault == nil {
      rest = rest.dropFirst()
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      switch parts[0] {
      case "--help", "-h": words = ["help"]
      case "--version": words = ["version"]
      case "--language", "--home":
        guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
          fault = UserFault("usage.no-value", ["option": word], kind: .usage)
          return
        }
        if parts[0] == "--home" { home = value } else { language = value }
      default:
        fault = UserFault(
          "usage.unknown-option", ["option": word, "known": "--help, --home, --language, --version"], kind: .usage)
      }
    }
    words += rest
  }

  /// Runs the shell, or the one command, to its end.
  func run() async -> Int32 {
    // What this program writes is for its owner's eyes only.
    umask(0o077)
    SecretLine.guardMemory()
    guard let content = ContentFolder.found(environment: environment) else {
      // Without the content folder there are no phrases to say it with.
      write("camtay: không tìm thấy thư mục guides/ và locales/. Đặt CAMTAY_CONTENT vào thư mục chứa chúng.\n")
      write("camtay: no folder with guides/ and locales/ found. Set CAMTAY_CONTENT to the folder that holds them.\n")
      return UserFault.Kind.world.rawValue
    }
    let isConversation = words.isEmpty && fault == nil
    let terminal: any Terminal =
      isatty(0) == 1 && isatty(1) == 1
      ? ReadlineTerminal(environment: environment) : PipeTerminal(environment: environment)
    do {
      var parts = Shell.Parts(
        terminal: terminal, content: content, language: known(language, in: content), homePath: homePath,
        deviceName: ProcessInfo.processInfo.hostName, connectivity: .kernel, wallClock: Self.wallClock)
      if let path = environment["CAMTAY_PASSPHRASE_FILE"], !path.isEmpty {
        parts.passphrase = { Self.firstLine(of: path) }
      }
      let shell = try Shell(parts)
      if !isConversation { shell.useSavedLanguage() }
      do throws(UserFault) {
        if let fault { throw fault }
        if let language, known(language, in: content) == nil {
          throw UserFault(
            "language.unknown", ["code": language, "known": content.languages().joined(separator: ", ")], kind: .usage)
        }
        if isConversation {
          try await shell.converse()
        } else {
          try await shell.perform(words.map { CleanText.line($0) })
        }
        return 0
      } catch {
        write(error.sentence(shell.phrases) + "\n")
        return error.kind.rawValue
      }
    } catch {
      let place = (error as? PhraseFault).map { "\($0.file):\($0.line): \($0.reason)" } ?? "\(content.path)/locales"
      write(
        "camtay: tệp lời bị lỗi, nhật ký không bị ảnh hưởng / a phrase file is broken, the journal is not affected\n")
      write("\(place)\n")
      return UserFault.Kind.world.rawValue
    }
  }

  private func known(_ language: String?, in content: ContentFolder) -> String? {
    language.flatMap { content.languages().contains($0) ? $0 : nil }
  }

  private var homePath: String {
    if let home { return home }
    if let home = environment["CAMTAY_HOME"], !home.isEmpty { return home }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/camtay" }
    return (environment["HOME"] ?? ".") + "/.local/share/camtay"
  }

  /// The passphrase for scripts; empty where the file cannot be read, which is then refused as too short.
  private static func firstLine(of path: String) -> String {
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0.prefix(4096), as: UTF8.self) }
    return text?.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
  }

  private static func wallClock() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Writes to standard error; where that is closed, there is nobody to tell.
  private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
