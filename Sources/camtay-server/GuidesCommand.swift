import ArgumentParser
import Domain
import Foundation
import GuideFormat
import Sealing
import Server
import SyncCore

/// `camtay-server guides`: what devices get as guides.
struct GuidesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guides", abstract: "Publish and list guides.", subcommands: [Publish.self, List.self])

  /// `guides publish`: signs a guide's folder with the root key, or takes a pack that trainers signed.
  struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give guides to the devices: a folder that the content key signs now, or a pack that trainers signed.",
      discussion: """
        With --unit only the teams of these units and of the units below get the version; publishing the same version \
        again without it gives it to everybody.
        """)

    @OptionGroup var store: DatabaseOption

    @Argument(help: "The guide's folder, with guide.yaml, or the file of a pack.")
    var path: String

    @Option(help: "The file with the private half of the content key; for a folder.")
    var key: String?

    @Option(help: "The guide's id; else the line id: of guide.yaml.")
    var id: String?

    @Option(help: "The guide's version; else the line version: of guide.yaml.")
    var version: Int?

    @Option(name: .customLong("unit"), help: "The code of a unit whose teams get it first; may be repeated.")
    var units: [String] = []

    func run() async throws {
      let guides = try signedGuides()
      try review(guides)
      let store = try await store.open(create: false)
      let register = try await store.units()
      let audience = try units.map { try register.known($0).code }
      var refused = false
      for guide in guides {
        let outcome = try await Publishing(store).publish(
          guide, for: audience.isEmpty ? nil : audience, now: SystemClock.now())
        let arguments = ["guide": guide.package.id, "version": "\(guide.package.version)"]
        if outcome == .published {
          print(ServerPhrases.said("published", arguments))
        } else {
          refused = true
          let sentence = ServerPhrases.said("publish-\(outcome.rawValue)", arguments)
          try FileHandle.standardError.write(contentsOf: Data("camtay-server: \(sentence)\n".utf8))
        }
      }
      try await store.close()
      if refused { throw ExitCode(1) }
    }

    /// Refuses what every device would for its words, before any of it is stored.
    private func review(_ guides: [SignedGuide]) throws {
      let sites = try ShippedSites.judge()
      var isSafe = true
      for guide in guides where !guide.isForRootOnly {
        for danger in GuideReview.dangers(in: guide.package.named, sites: sites) {
          isSafe = false
          let arguments = [
            "guide": guide.package.id, "version": "\(guide.package.version)",
            "place": "\(danger.file):\(danger.line):\(danger.column)",
          ]
          let sentence = ServerPhrases.said("publish-\(danger.code.rawValue)", arguments)
          try FileHandle.standardError.write(contentsOf: Data("camtay-server: \(sentence)\n".utf8))
        }
      }
      guard isSafe else { throw ExitCode(1) }
    }

    private func signedGuides() throws -> [SignedGuide] {
      guard let key else {
        guard let data = FileManager.default.contents(atPath: path) else { throw WorldFault.notRead(path: path) }
        guard let pack = try? GuidePack(bytes: Array(data)) else {
          throw UsageFault(option: "--key", value: "", expected: "FILE")
        }
        return pack.guides
      }
      let package = try PublishedFolder.package(at: path, id: id, version: version)
      return [SignedGuide(package: package, signature: try SigningKeyFile.read(key).sign(package))]
    }
  }

  /// `guides list`: prints every version that was published, tab-separated.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print guide, version, signer (a trainer, or the province), units and time of every publication.")

    @OptionGroup var store: DatabaseOption

    func run() async throws {
      let store = try await store.open(create: false)
      let publications = try await store.publications()
      try await store.close()
      for published in publications {
        print(
          published.guide, published.version, published.trainer ?? "-",
          published.units.map { $0.map(\.rawValue).joined(separator: ",") } ?? "-",
          CivilDate(milliseconds: published.time).iso, separator: "\t")
      }
    }
  }
}
