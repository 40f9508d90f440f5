import ArgumentParser
import Foundation
import Server

/// `camtay-server purge`: erases what was kept as long as it was needed, as a running server does every hour, and gives the
/// room back.
struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Erase sealed parts whose day has come, and leave no byte of what was erased.")

  @OptionGroup var store: DatabaseOption

  @Flag(help: "The clock of this machine is right, even if it moved on by more than a month.")
  var confirmClock = false

  func run() async throws {
    let store = try await store.open(create: false)
    let outcome = try await SealedRetention(store).run(now: SystemClock.now(), isConfirmed: confirmClock)
    guard case .purged(let count) = outcome else { throw ClockDoubted() }
    try await store.reclaim(fully: true)
    try await store.close()
    print(ServerPhrases.said("purged", ["count": "\(count)"]))
  }
}

/// The machine's clock lies too far ahead of the last run's to purge by it.
struct ClockDoubted: Error {}
