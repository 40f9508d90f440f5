import Domain

/// A province's catalogue of procedures on its way to the devices: parts that are signed, published and carried as
/// guides are, under ids that no guide may have and for which only the root key signs.
///
/// A procedure is always in the part that its code says, so that a list in which little changed sends little.
package struct ProcedurePart: Hashable, Sendable {
  /// How many parts a catalogue has: of 5,000 procedures each is then some 30 KB, a few once compressed.
  package static let count = 40
  private static let prefix = "_procedures-"
  private static let file = "procedures.json"

  /// The id under which the part travels.
  package let id: String
  /// In the order of their codes; none where the province has none any more.
  package let procedures: [ListedProcedure]

  /// Whether the id is kept for parts of the catalogue.
  package static func isReserved(_ id: String) -> Bool { id.hasPrefix(prefix) }

  /// All parts of a catalogue, in the order of their ids.
  package static func parts(of procedures: [ListedProcedure]) -> [ProcedurePart] {
    let byPart = Dictionary(grouping: procedures) { number(of: $0.code) }
    return (1...count).map { number in
      ProcedurePart(id: id(number), procedures: (byPart[number] ?? []).sorted { $0.code < $1.code })
    }
  }

  private init(id: String, procedures: [ListedProcedure]) {
    self.id = id
    self.procedures = procedures
  }

  /// The part that a package holds; nil where it holds none.
  package init?(_ package: GuidePackage) {
    guard Self.isReserved(package.id), package.files.count == 1, let text = package.files[Self.file],
      let values = (try? CanonicalValue(bytes: Array(text.utf8)))?.array
    else { return nil }
    let procedures = values.compactMap(ListedProcedure.init(canonical:))
    guard procedures.count == values.count else { return nil }
    self.init(id: package.id, procedures: procedures)
  }

  /// The part as it is signed.
  package func package(version: Int) -> GuidePackage {
    let bytes = CanonicalValue.array(procedures.map(\.canonical)).bytes
    return GuidePackage(id: id, version: version, files: [Self.file: String(decoding: bytes, as: UTF8.self)])
  }

  private static func id(_ number: Int) -> String { prefix + (number < 10 ? "0" : "") + String(number) }

  /// The part, from 1, of the procedure with that code.
  private static func number(of code: String) -> Int {
    code.utf8.reduce(7) { ($0 * 31 + Int($1)) % 100_003 } % count + 1
  }
}
