import Foundation

/// The folder that holds `guides/` and `locales/`, wherever the program was put.
package struct ContentFolder: Sendable {
  /// The language that every phrase has and that others fall back to.
  package static let base = "vi"

  /// The folder's path.
  package let path: String

  /// That folder.
  package init(path: String) { self.path = path }

  /// The folder that the environment names (`CAMTAY_CONTENT`), else `../share/camtay` beside the program, else the
  /// checkout in which the program was built; nil where there is none.
  package static func found(environment: [String: String]) -> ContentFolder? {
    if let path = environment["CAMTAY_CONTENT"], !path.isEmpty { return ContentFolder(path: path) }
    guard let program = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(program) }
    var folder = parent(of: String(cString: program))
    if isContent(folder + "/../share/camtay") { return ContentFolder(path: folder + "/../share/camtay") }
    while !folder.isEmpty {
      if isContent(folder) { return ContentFolder(path: folder) }
      folder = parent(of: folder)
    }
    return nil
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private static func isContent(_ folder: String) -> Bool {
    access(folder + "/locales/vi.yaml", R_OK) == 0 && access(folder + "/guides", R_OK) == 0
  }

  /// The folder of the shipped guides.
  package var guidesPath: String { path + "/guides" }

  /// The codes of the languages that have a phrase file, Vietnamese first.
  package func languages() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/locales")) ?? []
    let codes = names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    return codes.filter { $0 == Self.base } + codes.filter { $0 != Self.base }
  }

  /// The phrases of a language, with Vietnamese where it is silent.
  package func phrases(_ language: String) throws -> Phrases {
    let base = try texts(Self.base)
    if language == Self.base { return Phrases(language: language, texts: base) }
    return Phrases(language: language, texts: try texts(language), fallback: base)
  }

  private func texts(_ language: String) throws -> [String: String] {
    let file = "\(path)/locales/\(language).yaml"
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw PhraseFault(file: file, line: 0, reason: "cannot be read")
    }
    return try Phrases.texts(of: String(decoding: bytes, as: UTF8.self), file: file)
  }
}
