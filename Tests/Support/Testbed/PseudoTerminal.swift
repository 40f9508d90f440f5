import Foundation

/// A program on a real pseudo-terminal: it sees a terminal, and what it shows can be read.
package final class PseudoTerminal {
  /// The program's process.
  package let process: pid_t
  /// Everything that it has shown so far.
  package private(set) var shown = ""
  /// Up to where `expect` has waited.
  private var awaited: String.Index
  private let controller: Int32
  private var pending: [UInt8] = []
  private var isReaped = false

  /// Starts the program on a new terminal of that size.
  package init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], columns: UInt16 = 80,
    rows: UInt16 = 24
  ) throws {
    awaited = shown.startIndex
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    // Linux's requests TIOCSPTLCK and TIOCGPTN, whose macros Swift does not see.
    guard controller >= 0, ioctl(controller, 0x4004_5431, &isLocked) == 0, ioctl(controller, 0x8004_5430, &number) == 0
    else { throw POSIXError(.ENODEV) }
    let terminal = "/dev/pts/\(number)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // A session leader that opens a terminal gets it as its own.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGINT)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(0x80))

    var complete = ProcessInfo.processInfo.environment
    complete["TERM"] = "xterm"
    complete["SWIFT_BACKTRACE"] = "enable=no"
    complete.merge(TestPassphrase.environment) { $1 }
    complete.merge(environment) { $1 }
    var child: pid_t = 0
    let result = Self.withCStrings([program] + arguments) { arguments in
      Self.withCStrings(complete.map { "\($0.key)=\($0.value)" }) { environment in
        posix_spawn(&child, program, &actions, &attributes, arguments, environment)
      }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .ENOENT) }
    process = child
  }

  deinit {
    if !isReaped { kill() }
    close(controller)
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { copies.forEach { free($0) } }
    return body(copies)
  }

  /// Types the text.
  package func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return }
      bytes = bytes.dropFirst(max(count, 0))
    }
  }

  /// Reads until the text has been shown after what the call before waited for, and gives what came up to its end; nil
  /// where it did not come in time, or the program ended.
  package func expect(_ text: String, within seconds: Double = 20) -> String? {
    let start = awaited
    guard wait(within: seconds, until: { shown[start...].contains(text) }),
      let range = shown.range(of: text, range: start..<shown.endIndex)
    else { return nil }
    awaited = range.upperBound
    return String(shown[start..<range.upperBound])
  }

  /// Reads what comes until the condition holds; false where it does not in time.
  package func wait(within seconds: Double, until condition: () -> Bool) -> Bool {
    let deadline = Date().addingTimeInterval(seconds)
    while !condition() {
      let rest = deadline.timeIntervalSinceNow
      guard rest > 0, readMore(milliseconds: Int32(min(rest, 1) * 1000)) else { return condition() }
    }
    return true
  }

  /// Reads what is there, waiting no longer than that; false where the program's end of the terminal is closed.
  package func readMore(milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    guard Foundation.poll(&poll, 1, milliseconds) > 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = read(controller, &chunk, chunk.count)
    guard count > 0 else { return count < 0 && errno == EINTR }
    pending += chunk[..<count]
    // A character may have been cut; its rest comes with the next read.
    var whole = pending.count
    while whole > 0, pending.count - whole < 4, String(validating: pending[..<whole], as: UTF8.self) == nil {
      whole -= 1
    }
    if whole > 0 {
      shown += String(decoding: pending[..<whole], as: UTF8.self)
      pending.removeFirst(whole)
    }
    return true
  }

  /// Ends the program as a power cut would.
  package func kill() {
    Foundation.kill(process, SIGKILL)
    _ = waitForExit()
  }

  /// Waits for the end: the exit code, or minus the signal that ended it; a program that goes on for half a minute is
  /// killed.
  package func waitForExit() -> Int32 {
    var status: Int32 = 0
    let deadline = Date().addingTimeInterval(30)
    while waitpid(process, &status, WNOHANG) == 0 {
      if Date() > deadline { Foundation.kill(process, SIGKILL) }
      // Where the terminal is closed already, the end is a matter of microseconds.
      if !readMore(milliseconds: 50) { usleep(20) }
    }
    isReaped = true
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }
}
