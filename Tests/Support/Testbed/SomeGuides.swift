import Foundation
import Synchronization

/// Content folders with a few of the shipped guides: a program that starts hundreds of times in a test need not read all
/// of them each time, and what a test shows does not change with every guide that is added.
package enum SomeGuides {
  private static let folders = Mutex<[[String]: String]>([:])

  /// Where all those folders stand; gone with the process.
  private static let home: String = {
    atexit { try? FileManager.default.removeItem(atPath: SomeGuides.home) }
    return "\(NSTemporaryDirectory())camtay-guides-\(UUID().uuidString)"
  }()

  /// The folder for tests that need no guide in particular.
  package static var path: String { path(["khai-sinh", "tam-tru", "vneid-muc-2"]) }

  /// A folder with the phrases, the tables of the guides' folder, and the guides with those ids.
  package static func path(_ ids: [String]) -> String {
    folders.withLock { folders in
      if let path = folders[ids.sorted()] { return path }
      let path = "\(home)/\(folders.count)"
      let manager = FileManager.default
      try? manager.createDirectory(atPath: path + "/guides", withIntermediateDirectories: true)
      try? manager.createSymbolicLink(atPath: path + "/locales", withDestinationPath: Checkout.path + "/locales")
      let guides = Checkout.path + "/guides"
      let tables = (try? manager.contentsOfDirectory(atPath: guides))?.filter { $0.hasSuffix(".yaml") } ?? []
      for name in tables + ids {
        try? manager.createSymbolicLink(atPath: "\(path)/guides/\(name)", withDestinationPath: "\(guides)/\(name)")
      }
      folders[ids.sorted()] = path
      return path
    }
  }
}
