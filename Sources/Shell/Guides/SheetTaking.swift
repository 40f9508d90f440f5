import Foundation
import GuideFormat
import Phrases
import Reporting

/// Takes a guide's sheet into its folder: everything that is wrong is said with its row, and then nothing is written.
struct SheetTaking {
  /// A sheet that is larger is none of a guide, in bytes.
  private static let largest = 8 << 20

  let shell: Shell
  let path: String
  /// The folder that holds the guide's folder, or that folder itself.
  let into: String

  /// Reads, checks, and writes the files that changed.
  func run(renewingWalks: Bool) throws {
    let (sheet, numbers) = try read()
    let id = sheet.guide
    guard GuideID(checking: id) != nil else { throw UserFault("guides.bad-id", ["id": id]) }
    let folder = parent(of: id) + "/" + id
    let old = try Self.files(at: folder)
    let taken: SheetImport
    do throws(SheetImportRefusal) { taken = try SheetImport(sheet, numbers: numbers, into: old) } catch {
      throw UserFault("guides.sheet.cannot-edit", ["file": "\(id)/\(error.file)"])
    }
    var files = taken.files
    if renewingWalks || files["walks.yaml"] == nil { files["walks.yaml"] = try walks(of: id, files) }
    try check(id, files, taken)
    let changed = files.keys.filter { files[$0] != old[$0] }.sorted()
    let rounds = changed.isEmpty ? nil : try self.rounds(of: sheet, over: old, into: files, at: folder)
    try GuideWriting.write(files.filter { changed.contains($0.key) }, to: folder)
    if let rounds { try GuideWriting.write([Self.roundsFile: rounds.text], to: folder) }
    if changed.isEmpty {
      shell.screen.show(shell.phrases("guides.sheet.unchanged", ["id": id]), .good)
    } else {
      shell.screen.show(
        shell.phrases("guides.sheet.imported", ["id": id, "files": changed.joined(separator: ", ")]), .good)
      if changed.contains("walks.yaml") { shell.screen.show(shell.phrases("guides.sheet.walks")) }
    }
  }

  /// Where a folder keeps what sheets have changed in it; no part of the guide.
  private static let roundsFile = ".sheet"

  /// What to keep of this import. Refuses a sheet where the folder's guide is another than the one that it was made from, unless
  /// an earlier round of the same sheet alone made it so: what was written since would be undone. A sheet that does not say
  /// what it was made from is taken as made from the version that it gives.
  private func rounds(
    of sheet: GuideSheet, over old: [String: String], into new: [String: String], at folder: String
  ) throws(UserFault) -> SheetRounds? {
    guard old["guide.yaml"] != nil else { return nil }
    let version = GuideSheet.version(in: old) ?? "?"
    guard let origin = sheet.origin else {
      guard sheet.version != version else { return nil }
      throw UserFault(
        "guides.sheet.other-version", ["id": sheet.guide, "sheet": sheet.version ?? "?", "version": version])
    }
    let place = URL(fileURLWithPath: path).standardizedFileURL.path
    let changed = origin.changed(in: old, languages: sheet.languages)
    guard !changed.isEmpty else { return SheetRounds(sheet, at: place, changing: old, into: new) }
    let kept = try? String(contentsOfFile: "\(folder)/\(Self.roundsFile)", encoding: .utf8)
    if let rounds = kept.flatMap(SheetRounds.init(text:)), rounds.continues(sheet, at: place, over: old) {
      return rounds.next(sheet, at: place, into: new)
    }
    throw UserFault(
      "guides.sheet.moved-on",
      [
        "id": sheet.guide, "files": changed.joined(separator: ", "), "sheet": origin.version, "version": version,
      ])
  }

  /// The texts of a folder; none where there is no folder yet.
  private static func files(at folder: String) throws(UserFault) -> [String: String] {
    FileManager.default.fileExists(atPath: folder) ? try ContentFolder.guideFiles(at: folder) : [:]
  }

  /// The folder that holds the guide's: one that is called as the guide and holds its `guide.yaml` is the guide's own.
  private func parent(of id: String) -> String {
    let isOwn =
      URL(fileURLWithPath: into).standardizedFileURL.lastPathComponent == id
      && FileManager.default.fileExists(atPath: into + "/guide.yaml")
    return isOwn ? into + "/.." : into
  }

  private func read() throws -> (sheet: GuideSheet, numbers: [Int]) {
    guard let data = FileManager.default.contents(atPath: path), data.count <= Self.largest else {
      throw UserFault("guides.sheet.cannot-read", ["path": path])
    }
    let rows: [CSVReader.Row]
    do { rows = try CSVReader.rows(Array(data)) } catch {
      let code = error.isEncoding ? "guides.sheet.not-utf8" : "guides.sheet.unreadable"
      throw UserFault(code, ["path": path, "line": String(error.line)])
    }
    do {
      return try GuideSheet.read(rows.map { ($0.number, $0.cells.map(SpreadsheetText.unguarded)) })
    } catch {
      throw try refused(error.faults)
    }
  }

  /// Checks the guide as if it were written already.
  private func check(_ id: String, _ files: [String: String], _ taken: SheetImport) throws {
    let faults = try source(id, files).faults(of: id)
    guard !faults.isEmpty else { return }
    var ofRows: [SheetFault] = []
    for fault in faults {
      if let found = taken.fault(of: fault, in: String(fault.file.dropFirst(id.count + 1))) {
        ofRows.append(found)
      } else {
        try shell.show(fault)
      }
    }
    if ofRows.isEmpty { throw UserFault("guides.sheet.walks-differ", ["count": String(faults.count)]) }
    throw try refused(SheetFaults(ofRows).faults)
  }

  /// Says every fault with its row, and gives the refusal as a whole.
  private func refused(_ faults: [SheetFault]) throws -> UserFault {
    for fault in faults {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      var sentence = shell.phrases(
        "fault.sheet.\(fault.code.rawValue)", ["found": fault.found, "column": fault.column])
      var code = "sheet.\(fault.code.rawValue)"
      if let inner = fault.inner {
        sentence = FaultSentence(shell.phrases).words(inner)
        code = inner.code.rawValue
      }
      let place = fault.column.isEmpty ? "\(fault.row)" : "\(fault.row):\(fault.column)"
      try shell.screen.showLine("\(name):\(place): \(sentence) [\(code)]")
    }
    return UserFault("guides.sheet.faulty", ["count": String(faults.count)])
  }

  private func walks(of id: String, _ files: [String: String]) throws -> String? {
    // The guide counts as sound for this, whatever its walks say: they are what is to be written.
    let source = try source(id, files)
    guard source.faults(of: id).allSatisfy({ $0.file.hasSuffix("/walks.yaml") || $0.code == .unwalkedEnd }),
      let guide = Catalogue.draft(id, in: source.files)
    else { return files["walks.yaml"] }
    return GuideWalks.file(guide, in: source.catalogue)
  }

  private func source(_ id: String, _ files: [String: String]) throws(UserFault) -> GuideSource {
    var laid = try Self.files(at: parent(of: id))
    laid = laid.filter { !$0.key.hasPrefix(id + "/") && $0.key.contains("/") || $0.key.hasPrefix("blockers.") }
    for (name, text) in files { laid["\(id)/\(name)"] = text }
    return try GuideSource(laying: laid, in: shell)
  }
}
