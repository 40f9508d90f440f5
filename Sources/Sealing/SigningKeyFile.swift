import Domain
import Foundation

/// The file in which whoever signs guides keeps the private key: 64 hexadecimal digits.
package enum SigningKeyFile {
  /// Why a key file cannot be used.
  package enum Fault: Error, Hashable, Sendable {
    /// There is something at that path already.
    case exists(path: String)
    /// The file cannot be written or read.
    case inaccessible(path: String)
    /// The file is no key.
    case noKey(path: String)
  }

  /// Writes a new key to a file that only its owner can read.
  package static func create(_ key: ContentKey, at path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw errno == EEXIST ? Fault.exists(path: path) : Fault.inaccessible(path: path) }
    defer { close(file) }
    let bytes = Array("\(Hexadecimal.text(key.privateBytes))\n".utf8)
    guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
      throw Fault.inaccessible(path: path)
    }
  }

  /// The key in a file.
  package static func read(_ path: String) throws -> ContentKey {
    guard let data = FileManager.default.contents(atPath: path) else { throw Fault.inaccessible(path: path) }
    let text = String(decoding: data.prefix(100), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = Hexadecimal.bytes(text), let key = try? ContentKey(privateBytes: bytes) else {
      throw Fault.noKey(path: path)
    }
    return key
  }
}
