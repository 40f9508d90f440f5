import Compression
import Domain
import Foundation
import Sealing
import SyncCore

/// Why a stick's file was not read or written. What was on the device and on the stick is as it was.
package enum BundleFault: Error, Hashable, Sendable {
  /// The file or folder cannot be read.
  case cannotRead(path: String)
  /// The file cannot be written there.
  case cannotWrite(path: String)
  /// What was written could not be read back alike: the stick is bad, or was pulled out.
  case writtenBadly(path: String)
  /// The file is no bundle of this program.
  case notABundle(path: String)
  /// The file is cut off, or was altered.
  case damaged(path: String)
  /// A newer version of the program wrote the file.
  case newer(path: String)
  /// The file belongs to another team.
  case otherTeam(path: String)
  /// A message in the file has an entry, with that index from 0, without its body.
  case withoutBody(path: String, index: Int)
  /// There is no bundle in the folder.
  case nothingThere(path: String)

  /// A stable code for scripts and for looking up the sentence.
  package var code: String {
    switch self {
    case .cannotRead: "bundle.cannot-read"
    case .cannotWrite: "bundle.cannot-write"
    case .writtenBadly: "bundle.written-badly"
    case .notABundle: "bundle.not-a-bundle"
    case .damaged: "bundle.damaged"
    case .newer: "bundle.newer"
    case .otherTeam: "bundle.other-team"
    case .withoutBody: "bundle.entry-without-body"
    case .nothingThere: "bundle.nothing-there"
    }
  }

  /// The file or folder that is meant.
  package var path: String {
    switch self {
    case .cannotRead(let path), .cannotWrite(let path), .writtenBadly(let path), .notABundle(let path),
      .damaged(let path), .newer(let path), .otherTeam(let path), .withoutBody(let path, _), .nothingThere(let path):
      path
    }
  }
}

/// A bundle as a file: one line that says what it is, then the bundle as a zlib stream.
package enum BundleFile {
  private static let mark = Array("camtay bundle 1\n".utf8)
  private static let anyMark = Array("camtay bundle ".utf8)
  private static let ending = ".camtay"

  /// The file's bytes.
  package static func bytes(_ bundle: [UInt8]) -> [UInt8] { mark + Deflate.compress([.init(bundle)]) }

  /// The bundle in a file of that team.
  ///
  /// - Throws: `BundleFault`.
  package static func read(_ path: String, team: String) throws(BundleFault) -> SyncBundle {
    guard let file = FileHandle(forReadingAtPath: path) else { throw .cannotRead(path: path) }
    let bytes: [UInt8]
    do {
      bytes = Array(try file.read(upToCount: SyncLimits.bundleBytes) ?? Data())
    } catch {
      throw .cannotRead(path: path)
    }
    guard bytes.starts(with: anyMark) else { throw .notABundle(path: path) }
    guard !isNewer(bytes) else { throw .newer(path: path) }
    guard bytes.starts(with: mark) else { throw .damaged(path: path) }
    let bundle: SyncBundle
    do {
      bundle = try SyncBundle(bytes: Deflate.expand(Array(bytes.dropFirst(mark.count)), limit: SyncLimits.bundleBytes))
    } catch {
      throw .damaged(path: path)
    }
    guard bundle.team == team else { throw .otherTeam(path: path) }
    return bundle
  }

  /// Whether the first line is that of a later version: a file that was cut off or altered in it is none.
  private static func isNewer(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.dropFirst(anyMark.count).prefix { (0x30...0x39).contains($0) }
    guard (1...6).contains(digits.count), bytes[digits.endIndex...].first == 0x0A else { return false }
    return (Int(String(decoding: digits, as: UTF8.self)) ?? 0) > SyncBundle.version
  }

  /// The bundles at a path: the file, or all bundles in the folder, in the order of their names.
  package static func files(at path: String) throws(BundleFault) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .cannotRead(path: path) }
    guard isFolder.boolValue else { return [path] }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw .cannotRead(path: path) }
    let files = names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted().map { "\(path)/\($0)" }
    guard !files.isEmpty else { throw .nothingThere(path: path) }
    return files
  }

  /// Where a device writes its bundle: the path, or a file of its own name in the folder, so that many devices find
  /// room on one stick.
  package static func place(for device: String, at path: String) -> String {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard isThere, isFolder.boolValue else { return path }
    return "\(path)/camtay-\(device.prefix(8))\(ending)"
  }

  /// Writes a file whole or not at all, and reads it back: after this the stick may be pulled out.
  ///
  /// - Throws: `BundleFault`.
  package static func write(_ bytes: [UInt8], to path: String) throws(BundleFault) {
    let part = path + ".part"
    guard put(bytes, to: part), rename(part, path) == 0 else {
      unlink(part)
      throw .cannotWrite(path: path)
    }
    let parent = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    let folder = open(parent.isEmpty ? "/" : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
    guard let written = FileManager.default.contents(atPath: path), written.elementsEqual(bytes) else {
      throw .writtenBadly(path: path)
    }
  }

  private static func put(_ bytes: [UInt8], to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { return false }
      rest = rest.dropFirst(max(count, 0))
    }
    guard fsync(file) == 0 else { return false }
    // So that reading it back asks the stick, and not the machine's memory.
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
    return true
  }
}
