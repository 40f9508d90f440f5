import Domain
import GuideFormat

/// The files of a folder of guides as somebody has them on the disk, faulty or not: each guide's in a folder of its own, tables
/// beside them.
struct WrittenFolder {
  private let files: [String: String]
  /// The names of the folders of guides.
  let guides: Set<String>
  private let tables: Set<ContentTable>

  /// A folder of those files, by name below it.
  init(_ files: [String: String]) {
    self.files = files
    guides = Set(files.keys.filter { $0.contains("/") }.compactMap { $0.split(separator: "/").first.map(String.init) })
    tables = Set(files.keys.compactMap { ContentTable(file: $0) })
  }

  /// Whether nothing that guides or tables consist of is in it.
  var isEmpty: Bool { guides.isEmpty && tables.isEmpty }

  /// Whether it has every table, so that it stands for itself.
  var isWhole: Bool { ContentTable.allCases.allSatisfy { files[$0.file] != nil } }

  /// The guides of this device and its tables, with the folder's own in their place.
  func laid(over shipped: [String: String], _ tables: [String: String]) -> [String: String] {
    let others = shipped.filter { name, _ in
      guard let slash = name.firstIndex(of: "/") else { return false }
      return !guides.contains(String(name[..<slash]))
    }
    let beside = tables.filter { name, _ in ContentTable(file: name).map { !self.tables.contains($0) } ?? true }
    return others.merging(beside) { $1 }.merging(files) { $1 }
  }

  /// Whether a fault lies here: in its own files or, where the list of blockers is among them, in a guide whose code it lacks.
  func owns(_ fault: Fault) -> Bool {
    guard let slash = fault.file.firstIndex(of: "/") else {
      return ContentTable(file: fault.file).map(tables.contains) ?? (files[fault.file] != nil)
    }
    return guides.contains(String(fault.file[..<slash])) || tables.contains(.blockers) && fault.code == .unknownBlocker
  }
}
