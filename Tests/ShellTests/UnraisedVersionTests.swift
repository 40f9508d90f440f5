import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncCore
import Testbed
import Testing

@testable import Shell

/// Other words under the version that came with the program would be shown by no device: they go nowhere.
@Suite struct UnraisedVersionTests {
  private let world: PublishingWorld

  init() throws { world = try PublishingWorld() }

  /// The calendar that came with the program, with another hour in it.
  private func calendar() throws -> String {
    for name in ["calendar.yaml", "calendar.en.yaml"] {
      try String(contentsOfFile: "\(Checkout.path)/guides/\(name)", encoding: .utf8).replacing(
        "hour: 15", with: "hour: 16"
      )
      .write(toFile: "\(world.work.path)/\(name)", atomically: true, encoding: .utf8)
    }
    return "\(world.work.path)/calendar.yaml"
  }

  @Test func itIsNotSigned() async throws {
    try await world.server.run { transport in
      let trainer = TeamMachine("trainer's")
      let options = try world.keys().options
      let (guide, table) = (try world.folder(1, title: "Other words"), try calendar())
      for path in [guide, table] {
        let shown = try await trainer.startUnbroken(
          ["guides sign \(path) \(options)"], on: world.server, over: transport)
        #expect(shown.contains("[guides.not-raised]"), "\(shown)")
        #expect(!FileManager.default.fileExists(atPath: WrittenContent.signaturePath(of: path)))
      }
    }
  }

  /// Somebody may have signed it with another program, and an older server have it.
  @Test func itIsNeitherSentNorTaken() async throws {
    try await world.begin()
    try await world.server.run { transport in
      let trainer = try await world.machine("trainer", .trainer, in: "01", over: transport)
      let laptop = try await world.machine("laptop", .volunteer, in: "00004", over: transport)
      let contents = [
        try WrittenContent(at: world.folder(1, title: "Other words")), try WrittenContent(at: calendar()),
      ]
      let guides = try contents.map { written in
        let package = GuidePackage(id: written.id, version: 1, files: written.files)
        return SignedGuide(package: package, signature: try world.root.sign(package))
      }
      let pack = "\(world.work.path)/one.pack"
      try Data(GuidePack(guides).bytes).write(to: URL(fileURLWithPath: pack))
      let sent = try await trainer.startUnbroken(["guides publish \(pack)"], on: world.server, over: transport)
      #expect(sent.contains("Not sent: guide tam-tru, version 1: other words came with this program"), "\(sent)")
      #expect(
        sent.contains("Not sent: table calendar, version 1: other words") && sent.contains("[guides.nothing-sent]"))
      #expect(try await world.server.store.publications().isEmpty)

      for guide in guides { try await world.server.store.publish(guide, now: 1) }
      let came = try await laptop.startUnbroken(["sync", "find tam tru"], on: world.server, over: transport)
      for name in ["guide tam-tru", "table calendar"] {
        let sentence = "Not taken: \(name), version 1: this machine has the same or a newer one."
        #expect(came.contains(sentence), "\(came)")
      }
      #expect(!came.contains("New: "))
      // Nor is it sent again and again.
      let again = try await laptop.startUnbroken(["sync"], on: world.server, over: transport)
      #expect(!again.contains("Not taken"), "\(again)")
      let stick = try await laptop.startUnbroken(["guides install \(pack)"], on: world.server, over: transport)
      #expect(stick.contains("[guides.not-all-installed]"), "\(stick)")
    }
  }
}
