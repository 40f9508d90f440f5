import Foundation
import Testbed

/// A disk of a few kilobytes that a test may fill or make read-only.
final class SmallDisk {
  /// Whether this machine lets us mount one.
  static let isPossible: Bool = {
    guard geteuid() == 0, let disk = try? SmallDisk(kilobytes: 64) else { return false }
    return disk.isMounted
  }()

  let path: String
  private let folder = TemporaryFolder()
  private var isMounted = false

  init(kilobytes: Int) throws {
    path = folder.path
    let run = try ProgramRun("/bin/mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path])
    guard run.exitCode == 0 else { throw POSIXError(.EPERM) }
    isMounted = true
  }

  deinit { _ = try? ProgramRun("/bin/umount", ["-l", path]) }

  /// Uses up every byte that is left.
  func fill() throws {
    let file = open(path + "/ballast", O_WRONLY | O_CREAT, 0o600)
    defer { close(file) }
    let block = [UInt8](repeating: 1, count: 512)
    while write(file, block, block.count) > 0 {}
  }

  /// Gives the room back.
  func empty() throws { try FileManager.default.removeItem(atPath: path + "/ballast") }

  func makeReadOnly() throws {
    guard try ProgramRun("/bin/mount", ["-o", "remount,ro", path]).exitCode == 0 else { throw POSIXError(.EPERM) }
  }
}
