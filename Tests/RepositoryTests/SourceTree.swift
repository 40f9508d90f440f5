import Foundation
import Testbed

/// The files of this checkout.
enum SourceTree {
  /// The paths, from the checkout, of the Swift files below these folders.
  static func swiftFiles(in folders: [String]) -> [String] { files(in: folders).filter { $0.hasSuffix(".swift") } }

  /// The paths, from the checkout, of all files below these folders.
  static func files(in folders: [String]) -> [String] {
    folders.flatMap { folder in
      (FileManager.default.enumerator(atPath: Checkout.path + "/" + folder)?.allObjects ?? [])
        .compactMap { $0 as? String }.sorted().map { folder + "/" + $0 }
    }
  }

  /// A file's text.
  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: Checkout.path + "/" + path, encoding: .utf8)
  }
}
