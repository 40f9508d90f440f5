import Domain
import GuideFormat
import Phrases
import Sealing

/// A guide or a table as it came with this program: devices show what a server or a stick brings only above its version.
struct ShippedContent {
  private let version: Int
  /// The texts by the name of their file.
  private let files: [String: String]

  /// The guide or the table that travels under that id; nil where none came with the program.
  ///
  /// - Throws: `UserFault` where the folder cannot be read.
  init?(_ id: String, in content: ContentFolder) throws(UserFault) {
    let table = ContentTable(packageID: id)
    let found = try content.shippedFiles { name in
      table.map { ContentTable(file: name) == $0 } ?? (name == id)
    }
    var files: [String: String] = [:]
    for (path, text) in found where path.hasSuffix(".yaml") {
      files[table == nil ? String(path.dropFirst(id.count + 1)) : path] = text
    }
    let number = table == nil ? GuideSheet.version(in: files).flatMap(Int.init) : nil
    guard let version = table.flatMap({ files[$0.file].flatMap(TableCheck.version) }) ?? number else { return nil }
    (self.version, self.files) = (version, files)
  }

  /// Whether devices go on showing this one, whoever signed the other.
  func stands(against package: GuidePackage) -> Bool { package.version <= version }

  /// Whether the other says something else under a version that no device would show.
  func hides(_ package: GuidePackage) -> Bool { stands(against: package) && package.files != files }
}
