import Domain
import Foundation
import Sealing
import SyncCore
import Testing

@testable import LocalStore

/// The province's catalogue on a device: parts that were signed, tables of its own, words that are found.
@Suite struct ProcedureTests {
  private let bench = Bench()
  private let key = ContentKey()

  private func store() throws -> Store {
    let store = try bench.open()
    try store.record(
      Enrolment(
        server: "http://s", device: store.keys.deviceID, token: "t", team: "t", teamName: "Tổ", unitName: nil,
        contentKey: key.publicBytes, epoch: "e"))
    return store
  }

  private func procedure(_ number: Int, _ name: String) -> ListedProcedure {
    let digits = String(number)
    return ListedProcedure(
      code: "1." + String(repeating: "0", count: 6 - digits.count) + digits, name: name,
      level: ServiceLevel(rawValue: "full"))
  }

  /// Installs a catalogue as that version.
  @discardableResult
  private func install(
    _ procedures: [ListedProcedure], version: Int, in store: Store, by key: ContentKey? = nil
  ) throws -> Set<GuideReception> {
    try Set(
      ProcedurePart.parts(of: procedures).map { part in
        let package = part.package(version: version)
        return try store.install(SignedGuide(package: package, signature: (key ?? self.key).sign(package)))
      })
  }

  private func found(_ words: String..., in store: Store) throws -> [String] {
    try store.procedures(ProcedureQuery(lines: [words.map { [$0] }]), .shortest, limit: 9).map(\.name)
  }

  @Test func aCatalogueIsFoundByItsFoldedWords() throws {
    let store = try store()
    let receptions = try install(
      [procedure(1, "Đăng ký khai thác nước"), procedure(2, "Cấp giấy phép xây dựng")], version: 1, in: store)
    #expect(receptions == [.installed])
    #expect(try found("dang", "ky", in: store) == ["Đăng ký khai thác nước"])
    #expect(try found("giay", in: store) == ["Cấp giấy phép xây dựng"])
    #expect(try found("1000002", in: store) == ["Cấp giấy phép xây dựng"])
    #expect(try found("đăng", in: store).isEmpty)
    #expect(try store.procedure("1.000001")?.name == "Đăng ký khai thác nước")
    #expect(try store.procedureWords().isSuperset(of: ["dang", "phep", "1000001"]))
    #expect(try store.guideVersions().count == ProcedurePart.count)
    #expect(try store.installedGuides().isEmpty)
  }

  /// A catalogue that an earlier version of the program installed is searched as one of today.
  @Test func theNamesOfAnOldCatalogueAreReadAnew() throws {
    let store = try store()
    try install([procedure(1, "Đăng ký khai thác nước")], version: 1, in: store)
    let words = try #require(try store.procedures(ProcedureQuery(lines: [[["nuoc"]]]), .shortest, limit: 1).first).words
    #expect(words == SearchText.words("Đăng ký khai thác nước"))
    try store.write { try $0.execute(sql: "UPDATE procedure SET folded = '', marked = ''") }
    #expect(try store.procedures(ProcedureQuery(lines: [[["nuoc"]]]), .shortest, limit: 1).map(\.words) == [[]])
    try store.write(Store.readProcedureNames)
    #expect(try store.procedures(ProcedureQuery(lines: [[["nuoc"]]]), .shortest, limit: 1).map(\.words) == [words])
  }

  @Test func aLaterCatalogueReplacesAndRemoves() throws {
    let store = try store()
    try install([procedure(1, "Một việc"), procedure(2, "Hai việc")], version: 1, in: store)
    try install([procedure(2, "Hai điều"), procedure(3, "Ba việc")], version: 2, in: store)
    #expect(try found("viec", in: store) == ["Ba việc"])
    #expect(try found("dieu", in: store) == ["Hai điều"])
    #expect(try store.procedure("1.000001") == nil)
    let receptions = try install([procedure(1, "Một việc")], version: 1, in: store)
    #expect(receptions == [.older])
    #expect(try store.procedure("1.000001") == nil)
  }

  @Test func whatIsNotSignedOrNoPartIsNotKept() throws {
    let store = try store()
    let forged = try install([procedure(1, "Một việc")], version: 1, in: store, by: ContentKey())
    #expect(forged == [.untrusted])
    for files in [["guide.yaml": "x"], ["procedures.json": "[]", "b": ""], ["procedures.json": "[{}]"], [:]] {
      let package = GuidePackage(id: "_procedures-01", version: 1, files: files)
      let reception = try store.install(SignedGuide(package: package, signature: key.sign(package)))
      #expect(reception == .unreadable, "\(files)")
    }
    #expect(try store.guideVersions().isEmpty)
  }

  @Test(arguments: ["\"", "OR", "a* NEAR(b", "(", "\u{0}", "-x", "", "🙂"]) func noWordBreaksTheQuery(word: String)
    throws
  {
    let store = try store()
    try install([procedure(1, "Một việc")], version: 1, in: store)
    #expect(try found(word, in: store).isEmpty)
  }

  @Test func theKeptSearchIsOfThatContentOnly() throws {
    let store = try store()
    try store.keepSearch([1, 2], madeFrom: ["a 1"])
    #expect(try store.keptSearch(madeFrom: ["a 1"]) == [1, 2])
    #expect(try store.keptSearch(madeFrom: ["a 2"]) == nil)
    try store.keepSearch([3], madeFrom: ["a 2"])
    #expect(try store.keptSearch(madeFrom: ["a 1"]) == nil)
  }
}
