import ArgumentParser
import Domain
import Foundation
import Sealing
import Server

/// `camtay-server keys`: the key with which guides are signed.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "The key with which guides are signed.", subcommands: [Create.self])

  /// `keys create`: makes the key; its private half goes to a file, its public half to the server.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the content key: the private half in FILE, the public half in the database and printed.")

    @OptionGroup var store: DatabaseOption

    @Argument(help: "The file for the private half; it must not exist yet. Keep a copy in a safe place.")
    var file: String

    func run() async throws {
      let store = try await store.open(create: true)
      guard try await store.facts().contentKey == nil else { throw PublishingFault.contentKeyExists }
      let key = ContentKey()
      // The file first: a public half whose private half is nowhere could never be used or replaced.
      try SigningKeyFile.create(key, at: file)
      do { try await store.setContentKey(key.publicBytes) } catch {
        unlink(file)
        throw error
      }
      try await store.noteAudit(
        AuditRecord(.keyCreated, by: .here, subject: Hexadecimal.text(key.publicBytes), time: SystemClock.now()))
      try await store.close()
      print(Hexadecimal.text(key.publicBytes))
    }
  }
}
