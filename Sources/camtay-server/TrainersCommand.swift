import ArgumentParser
import Domain
import Foundation
import Sealing
import Server
import SyncCore

/// `camtay-server trainers`: whose keys may sign guides.
struct TrainersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trainers", abstract: "Vouch for trainers' keys, and revoke them.",
    subcommands: [Certify.self, Revoke.self])

  /// `trainers certify`: vouches for a trainer's key with the root key. Needs no server and no network.
  struct Certify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the certificate for a trainer's public key (`camtay guides key` shows it).")

    @Option(help: "The file with the private half of the content key, which is the province's root key.")
    var key: String

    @Option(help: "Who the trainer is.")
    var name: String

    @Option(help: "The trainer's public key, 64 hexadecimal digits.")
    var publicKey: String

    @Option(help: "For how many days from now the key may sign.")
    var days = 365

    @Option(help: "Where the server keeps its data: there it is noted in the audit that the key was vouched for.")
    var database: String?

    func run() async throws {
      guard let bytes = Hexadecimal.bytes(publicKey.lowercased()), bytes.count == 32 else {
        throw UsageFault(option: "--public-key", value: publicKey, expected: "64 × 0–9, a–f")
      }
      guard (1...1100).contains(days) else {
        throw UsageFault(option: "--days", value: String(days), expected: "1–1100")
      }
      let trainer = try UsageFault.name(name, for: "--name")
      let now = SystemClock.now()
      let certificate = try TrainerCertificate(
        trainer: trainer, publicKey: bytes, validity: now..<now + Int64(days) * 86_400_000,
        root: SigningKeyFile.read(key))
      if let database {
        let store = try await StoreAddress(database).open(create: false)
        try await store.noteAudit(
          AuditRecord(.trainerCertified, by: .here, subject: Hexadecimal.text(bytes), time: now))
        try await store.close()
      }
      print(String(decoding: certificate.canonical.bytes, as: UTF8.self))
    }
  }

  /// `trainers revoke`: what the key signed is not used any more, from every device's next sync on.
  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Revoke a trainer's key for good.")

    @OptionGroup var store: DatabaseOption

    @Option(help: "The file with the private half of the content key.")
    var key: String

    @Argument(help: "The trainer's public key.")
    var publicKey: String

    func run() async throws {
      guard let bytes = Hexadecimal.bytes(publicKey.lowercased()), bytes.count == 32 else {
        throw UsageFault(option: "PUBLIC-KEY", value: publicKey, expected: "64 × 0–9, a–f")
      }
      let root = try SigningKeyFile.read(key)
      let store = try await store.open(create: false)
      try await Publishing(store).revoke(bytes, with: root, now: SystemClock.now())
      try await store.close()
      print(ServerPhrases.said("trainer-revoked"))
    }
  }
}
