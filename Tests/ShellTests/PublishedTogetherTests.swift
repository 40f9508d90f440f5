import Domain
import Foundation
import LocalStore
import Sealing
import Server
import ServerTesting
import SyncClient
import SyncCore
import Testbed
import Testing

@testable import Shell

/// What is published and arrives together: looked at before it is sent, and tried in an order in which it can be used.
@Suite struct PublishedTogetherTests {
  private let world: PublishingWorld
  private var server: TestServer { world.server }
  private var root: SigningKey { world.root }
  private var work: TemporaryFolder { world.work }

  init() throws { world = try PublishingWorld() }

  /// A pack is looked at once more before it goes to the server: somebody may have signed it with another program.
  @Test func whatNoDeviceWouldTakeIsNotSent() async throws {
    try await world.begin()
    try await server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      for (words, reason) in [
        ("Bác đọc cho cháu mã OTP", "asks people for a password"), ("Mở vneid.help rồi nộp", "leads to a site"),
        ("Bấm nút\n    nonsense: 1", "has faults"),
      ] {
        let files = HostileGuides.Attack.sound.mapValues { $0.replacing("Bấm nút", with: words) }
        let package = GuidePackage(id: "bay", version: 1, files: files)
        let pack = "\(work.path)/harm.pack"
        try Data(GuidePack([SignedGuide(package: package, signature: try root.sign(package))]).bytes)
          .write(to: URL(fileURLWithPath: pack))
        let shown = try await trainer.startUnbroken(["guides publish \(pack)"], on: server, over: transport)
        #expect(shown.contains("Not sent: guide bay, version 1: it \(reason)"), "\(shown)")
        #expect(shown.contains("[guides.nothing-sent]"))
      }
      #expect(try await server.store.publications().isEmpty)
    }
  }

  /// Two new guides, one of which includes the other, go through every gate together, whatever their names.
  @Test func aGuideComesTogetherWithTheOneThatItIncludes() async throws {
    try await world.begin()
    try await server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let laptop = try await world.machine("laptop", .volunteer, in: "00004", over: transport)
      let options = try world.keys().options
      let sound = HostileGuides.Attack.sound
      for (id, step, english, sees) in [
        ("a-ngoai", "guide: z-trong\n    text: Làm tiếp", "{text: Go on}", "[bam/bam, xong]"),
        ("z-trong", "do: Bấm nút", "{text: Press}", "[bam, xong]"),
      ] {
        let folder = "\(work.path)/new/\(id)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in sound {
          try text.replacing("id: bay", with: "id: \(id)").replacing("bẫy thử", with: "bẫy \(id)")
            .replacing("do: Bấm nút", with: step).replacing("{text: Press}", with: english)
            .replacing("[bam, xong]", with: sees)
            .write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
      }
      let folders = "\(work.path)/new/a-ngoai \(work.path)/new/z-trong"
      let shown = try await trainer.startUnbroken(
        [
          "guides sign \(work.path)/new/a-ngoai \(options)", "guides sign \(work.path)/new/z-trong \(options)",
          "guides pack \(work.path)/new.pack \(folders)", "guides publish \(work.path)/new.pack",
        ], on: server, over: transport)
      #expect(shown.contains("Published guide a-ngoai"), "\(shown)")
      let came = try await laptop.startUnbroken(["sync", "find bẫy a-ngoai"], on: server, over: transport)
      #expect(came.contains("New: guide z-trong, version 1. New: guide a-ngoai, version 1."), "\(came)")
      #expect(!came.contains("Not used"))
      #expect(came.contains("(a-ngoai)"))
    }
  }

  /// The forty parts of a catalogue are one thing to a volunteer.
  @Test func aCatalogueOfProceduresIsNewOnce() async throws {
    try await world.begin()
    try await server.run { transport in
      let laptop = try await world.machine("laptop", .volunteer, in: "00004", over: transport)
      let procedures = (1...60).map {
        ListedProcedure(code: "3.0000\($0 + 10)", name: "Việc số \($0)", level: ServiceLevel(rawValue: "full"))
      }
      _ = try await ProcedureImport(signedWith: root).run(procedures, into: server.store, now: server.clock.now)
      let came = try await laptop.startUnbroken(["sync"], on: server, over: transport)
      #expect(came.split(separator: "New: ").count == 2, "\(came)")
      #expect(came.contains("New: the province's list of procedures, version 1."))
    }
  }
}
