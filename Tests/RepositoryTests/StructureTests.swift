import Foundation
import Testbed
import Testing

/// The rooms of the house: arrows run down only, and each room keeps its promises.
@Suite struct StructureTests {
  /// Which of the project's own targets each target may import.
  static let allowed: [String: Set<String>] = [
    "Domain": [],
    "Sealing": ["Domain"],
    "GuideFormat": ["Domain"],
    "Phrases": [],
    "CXLSXWriter": [],
    "Reporting": ["CXLSXWriter", "Domain"],
    "SyncCore": ["Domain", "Sealing"],
    "LocalStore": ["Domain", "Sealing", "SyncCore"],
    "SyncClient": ["Compression", "Domain", "Sealing", "SyncCore"],
    "CPostgreSQL": [],
    "CReadline": [],
    "CZlib": [],
    "Compression": ["CZlib"],
    "CQREncode": [],
    "QRCode": ["CQREncode"],
    "Shell": [
      "CReadline", "Domain", "GuideFormat", "LocalStore", "Phrases", "QRCode", "Reporting", "Sealing", "SyncClient",
      "SyncCore",
    ],
    "camtay": ["Domain", "Phrases", "Shell"],
    "Server": ["CPostgreSQL", "Compression", "Domain", "Reporting", "Sealing", "SyncCore"],
    "camtay-server": ["Domain", "GuideFormat", "Phrases", "QRCode", "Reporting", "Sealing", "Server", "SyncCore"],
  ]

  /// What the rooms that decide may use of the world: nothing but text and numbers.
  static let pure: [String: Set<String>] = [
    "Domain": ["Foundation"], "GuideFormat": ["Foundation", "Yams"],
    "SyncCore": ["FoundationEssentials", "Synchronization"],
    "Reporting": [], "Compression": [],
  ]

  static func imports(_ file: String) throws -> Set<String> {
    let lines = try SourceTree.text(file).split(separator: "\n")
    return Set(
      lines.compactMap { line in
        line.firstMatch(of: /^(?:@[a-zA-Z_]+ )*import (?:(?:struct|enum|func|class) )?([A-Za-z_]+)/).map {
          String($0.output.1)
        }
      })
  }

  @Test func arrowsRunDownOnly() throws {
    let targets = try FileManager.default.contentsOfDirectory(atPath: Checkout.path + "/Sources")
    #expect(Set(targets) == Set(Self.allowed.keys))
    for (target, allowed) in Self.allowed {
      for file in SourceTree.swiftFiles(in: ["Sources/" + target]) {
        let own = try Self.imports(file).intersection(Self.allowed.keys)
        #expect(own.isSubset(of: allowed), "\(file) imports \(own.subtracting(allowed).sorted())")
      }
    }
  }

  @Test func whatDecidesTouchesNoWorld() throws {
    let world = [
      "FileManager", "FileHandle", "URLSession", "Date()", "UUID()", "ProcessInfo", " print(", "SystemRandom",
    ]
    for (target, libraries) in Self.pure {
      for file in SourceTree.swiftFiles(in: ["Sources/" + target]) {
        let foreign = try Self.imports(file).subtracting(Self.allowed.keys).subtracting(libraries)
        #expect(foreign.isEmpty, "\(file) imports \(foreign.sorted())")
        let text = try SourceTree.text(file)
        for word in world { #expect(!text.contains(word), "\(file) uses \(word)") }
      }
    }
  }

  @Test func nothingUnsafeIsLeftOpen() throws {
    for file in SourceTree.swiftFiles(in: ["Sources"]) {
      let text = try SourceTree.text(file)
      for word in ["try!", "as!", "fatalError(", "TODO", "FIXME", "FoundationNetworking", "Bundle.module"] {
        #expect(!text.contains(word), "\(file) has \(word)")
      }
    }
  }

  /// Only the screen writes to the terminal: anything else could let a control character through.
  @Test func onlyTheScreenWritesToTheTerminal() throws {
    for file in SourceTree.swiftFiles(in: ["Sources/Shell"]) where !file.contains("/Terminal/") {
      let text = try SourceTree.text(file)
      for word in [" print(", "terminal.write", "StandardOutput", "FileHandle.standard"] {
        #expect(!text.contains(word), "\(file) uses \(word)")
      }
    }
  }

  @Test func everyFileHasRoomForOneThing() throws {
    for file in SourceTree.swiftFiles(in: ["Sources", "Tests"]) {
      let lines = try SourceTree.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 300, "\(file) has \(lines) lines")
    }
  }
}
