import CReadline
import Domain
import Foundation

/// Asks for a secret at the terminal that a person sits at.
package enum SecretLine {
  /// The answer; nil where there is no terminal to ask at.
  static func read(_ prompt: String) -> Reply? {
    var bytes: UnsafeMutablePointer<CChar>?
    let reading = UInt32(camtay_read_secret(prompt, &bytes))
    defer {
      if let bytes { explicit_bzero(bytes, strlen(bytes)) }
      free(bytes)
    }
    if reading == CAMTAY_INTERRUPTED.rawValue { return .interrupted }
    guard reading == CAMTAY_LINE.rawValue, let bytes else { return nil }
    do {
      let line = Array(UnsafeBufferPointer(start: bytes, count: strlen(bytes))).map(UInt8.init(bitPattern:))
      return .line(try CleanText.line(line))
    } catch {
      return .refused(error)
    }
  }

  /// Keeps what is typed out of files and away from other processes, as long as this one lives.
  package static func guardMemory() { camtay_keep_memory_private() }
}
