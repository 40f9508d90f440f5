import Foundation
import Sealing
import ServerTesting
import SyncCore
import Testbed
import Testing

@testable import Shell

/// A province's own tables and guides count in every job of trainers as they count on the devices.
@Suite struct ProvinceContentTests {
  private let world: PublishingWorld
  private var work: String { world.work.path }

  init() throws { world = try PublishingWorld() }

  private func write(_ files: [String: String], to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files { try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8) }
  }

  /// The list of blockers as version 2 with one of the province's own, in that folder; the path of its Vietnamese file.
  private func blockers(in folder: String) throws -> String {
    let files = try ["blockers.yaml", "blockers.en.yaml"].reduce(into: [:]) { files, name in
      files[name] = try String(contentsOfFile: "\(Checkout.path)/guides/\(name)", encoding: .utf8)
        .replacing("\nversion: 1\n", with: "\nversion: 2\n")
        .replacing("\nblockers:\n  # Tài", with: "\nblockers:\n  - {code: ACC-TINH, name: Việc, remedy: Hỏi.}\n  # Tài")
        .replacing("\nblockers:\n  ACC", with: "\nblockers:\n  ACC-TINH: {name: A matter, remedy: Ask.}\n  ACC")
    }
    try write(files, to: folder)
    return folder + "/blockers.yaml"
  }

  /// The guide to temporary residence as version 2, with a trouble that only that list has.
  private func guide(in folder: String) throws -> String {
    let place = try world.folder(2, title: "Second words")
    let files = try ["guide.yaml", "en.yaml", "walks.yaml"].reduce(into: [:]) { files, name in
      files[name] = try String(contentsOfFile: "\(place)/\(name)", encoding: .utf8)
        .replacing("ACC-FORGOT-PASSCODE", with: "ACC-TINH")
    }
    try write(files, to: folder + "/tam-tru")
    return folder + "/tam-tru"
  }

  /// A pack of what the province itself signed, in a file.
  private func pack(_ paths: [String], version: Int) throws -> String {
    let guides = try paths.map { path in
      let written = try WrittenContent(at: path)
      let package = GuidePackage(id: written.id, version: version, files: written.files)
      return SignedGuide(package: package, signature: try world.root.sign(package))
    }
    let path = "\(work)/\(UUID().uuidString).pack"
    try Data(GuidePack(guides).bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Whether the list lies beside the guide, or was installed and lies beside none.
  @Test(arguments: [true, false]) func aBlockerOfItsOwnIsKnownToEveryJob(liesBeside: Bool) async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let place = "\(work)/own"
      let guide = try guide(in: place)
      let table = try blockers(in: liesBeside ? place : "\(work)/tables")
      let before = liesBeside ? [] : ["guides install \(try pack([table], version: 2))"]
      for folder in [guide, place] {
        let sheet = "\(folder)-sheet.csv"
        let shown = try await trainer.startUnbroken(
          before + [
            "guides check \(folder)", "guides preview tam-tru --from \(folder)",
            "guides print tam-tru --from \(folder)",
            "guides diff tam-tru \(folder) --guide tam-tru", "guides sheet export tam-tru \(sheet) --from \(folder)",
            "guides sheet import \(sheet) --into \(folder)",
          ], on: world.server, over: transport)
        #expect(!shown.contains("[unknown-blocker]") && !shown.contains("[guides.unsound]"), "\(shown)")
        #expect(shown.contains("1 guides, no faults.") && shown.contains("rows written"), "\(shown)")
        #expect(shown.contains("says all of that already"), "\(shown)")
      }
    }
  }

  @Test func aGuideOfItsOwnThatWasInstalledCanBeIncluded() async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let sound = HostileGuides.Attack.sound
      func files(_ id: String, _ changes: [(String, String)]) -> [String: String] {
        sound.mapValues { text in
          changes.reduce(text.replacing("id: bay", with: "id: \(id)").replacing("bẫy thử", with: "bẫy \(id)")) {
            $0.replacing($1.0, with: $1.1)
          }
        }
      }
      try write(files("trong", []), to: "\(work)/first/trong")
      try write(
        files(
          "ngoai",
          [
            ("do: Bấm nút", "guide: trong\n    text: Làm tiếp"), ("{text: Press}", "{text: Go on}"),
            ("[bam, xong]", "[bam/bam, xong]"),
          ]), to: "\(work)/second/ngoai")
      let (folder, options) = ("\(work)/second/ngoai", try world.keys().options)
      let shown = try await trainer.startUnbroken(
        [
          "guides install \(try pack(["\(work)/first/trong"], version: 1))", "guides check \(folder)",
          "guides check \(work)/second", "guides preview ngoai --from \(folder)", "guides sign \(folder) \(options)",
        ], on: world.server, over: transport)
      #expect(!shown.contains("[unknown-guide]"), "\(shown)")
      #expect(shown.ranges(of: "1 guides, no faults.").count == 2, "\(shown)")
      #expect(shown.contains("Signed guide ngoai, version 1."), "\(shown)")
    }
  }

  /// Without a certificate it is the province's key that tells.
  @Test func whatChangedAfterTheProvinceSignedIsNotPacked() async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      try SigningKeyFile.create(world.root, at: "\(work)/root.key")
      let folder = try world.folder(2, title: "Second words")
      let signed = try await trainer.startUnbroken(
        ["guides sign \(folder) --key \(work)/root.key", "guides pack \(work)/one.pack \(folder)"], on: world.server,
        over: transport)
      #expect(signed.contains("Packed 1 guide(s)") && !signed.contains("not compared"), "\(signed)")
      let path = "\(folder)/en.yaml"
      try (String(contentsOfFile: path, encoding: .utf8) + "# \n").write(
        toFile: path, atomically: true, encoding: .utf8)
      let changed = try await trainer.startUnbroken(
        ["guides pack \(work)/two.pack \(folder)"], on: world.server, over: transport)
      #expect(changed.contains("[guides.not-the-provinces]"), "\(changed)")
      #expect(!FileManager.default.fileExists(atPath: "\(work)/two.pack"))
    }
  }
}
