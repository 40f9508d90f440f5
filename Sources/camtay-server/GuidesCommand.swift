import ArgumentParser
import Sealing
import Server
import SyncCore

/// `camtay-server guides`: what devices get as guides.
struct GuidesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guides", abstract: "Publish guides.", subcommands: [Publish.self])

  /// `guides publish`: signs a guide's folder and keeps it for the devices.
  struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Sign a guide's folder and give it to the devices.")

    @OptionGroup var store: DatabaseOption

    @Argument(help: "The guide's folder, with guide.yaml.")
    var folder: String

    @Option(help: "The file with the private half of the content key.")
    var key: String

    @Option(help: "The guide's id; else the line id: of guide.yaml.")
    var id: String?

    @Option(help: "The guide's version; else the line version: of guide.yaml.")
    var version: Int?

    func run() async throws {
      let package = try GuideFolder.package(at: folder, id: id, version: version)
      let key = try ContentKeyFile.read(key)
      let store = try await store.open(create: false)
      guard let contentKey = try await store.facts().contentKey else { throw PublishingFault.noContentKey }
      guard contentKey == key.publicBytes else { throw PublishingFault.otherKey }
      let guide = SignedGuide(package: package, signature: try key.sign(package))
      try await store.publish(guide, now: SystemClock.now())
      try await store.close()
      print(ServerPhrases.said("published", ["guide": package.id, "version": "\(package.version)"]))
    }
  }
}
