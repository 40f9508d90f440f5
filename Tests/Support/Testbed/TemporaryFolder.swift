import Foundation

/// A folder that goes away with this value.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// A new, empty folder.
  package init() {
    var template = Array((NSTemporaryDirectory() + "camtay-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("no temporary folder") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Where this checkout and its built programs are.
package enum Checkout {
  /// The folder with `guides/` and `locales/`.
  package static let path: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.path
  }()

  /// A program that was built beside these tests.
  package static func program(_ name: String) -> String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name).path
  }
}
