import Domain
import Sealing
import SyncCore
import SyncTesting

/// What keeps the journals of a simulated world: memory, or the stores that the programs use.
package protocol Platform {
  associatedtype Device: DeviceJournal
  associatedtype Server: SimulatedServer

  /// An empty server for that team, which the devices with those keys have joined.
  func server(of team: String, for devices: [DeviceKeys]) async throws -> Server
  /// An empty device that has those keys and has joined; `incarnations` may name the streams into which it writes.
  func device(
    _ keys: DeviceKeys, enrolment: Enrolment, incarnations: @escaping @Sendable () -> String
  ) throws -> Device
  /// The device lost its power and is started again: what was not durable is gone.
  func restart(_ device: Device) throws
  /// The device's disk as it is now, on its own.
  func copy(_ device: Device) throws -> Device
  /// Writes an entry at the end of the device's present stream, in one durable step.
  func write(_ entry: Entry, to device: Device) throws
  /// Everything that the device holds, in the order in which it got it.
  func entries(of device: Device) throws -> [Entry]
}

/// What keeps a team's journal in a simulated world.
package protocol SimulatedServer {
  associatedtype Backup

  /// Acts on a question in one transaction, and answers it.
  func exchange(_ question: JournalExchange.Question) async throws -> JournalExchange.Answer
  /// A copy of everything as it is now.
  func backup() async throws -> Backup
  /// Becomes what the copy was, or an empty server.
  func restore(_ backup: Backup?) async throws
  /// The chain hash of a stream after the entry with that number; nil where the stream is not held so far.
  func chainHash(of stream: StreamID, at sequence: Int) async throws -> Fingerprint?
  /// The feed from its first change on.
  func changes() async throws -> [TeamJournal.Change]
  /// The streams about which an alarm is remembered.
  func forks() async throws -> Set<StreamID>
  /// Gives up what is open. Nothing is asked after that.
  func close() async throws
}

/// Everything in memory.
package struct MemoryPlatform: Platform {
  private let rules: SyncRules

  /// Memory that keeps to those rules.
  package init(rules: SyncRules = .all) { self.rules = rules }

  package func server(of team: String, for devices: [DeviceKeys]) -> MemoryServer {
    MemoryServer(team: team, rules: rules)
  }

  package func device(
    _ keys: DeviceKeys, enrolment: Enrolment, incarnations: @escaping @Sendable () -> String
  ) -> MemoryJournal {
    let stream = StreamID(device: keys.deviceID, incarnation: incarnations())
    return MemoryJournal(stream: stream, enrolment: enrolment, rules: rules, nextIncarnation: incarnations)
  }

  /// Nothing is held that is not in the journal already.
  package func restart(_ device: MemoryJournal) {}

  package func copy(_ device: MemoryJournal) -> MemoryJournal { device.copy() }
  package func write(_ entry: Entry, to device: MemoryJournal) { device.append(entry) }
  package func entries(of device: MemoryJournal) -> [Entry] { device.entries }
}

/// A server that is a `TeamJournal`.
package final class MemoryServer: SimulatedServer {
  private let empty: TeamJournal
  private var journal: TeamJournal

  init(team: String, rules: SyncRules) {
    empty = TeamJournal(team: team, rules: rules)
    journal = empty
  }

  package func exchange(_ question: JournalExchange.Question) -> JournalExchange.Answer { journal.exchange(question) }
  package func backup() -> TeamJournal { journal }
  package func restore(_ backup: TeamJournal?) { journal = backup ?? empty }
  package func chainHash(of stream: StreamID, at sequence: Int) -> Fingerprint? {
    journal.chainHash(of: stream, at: sequence)
  }
  package func changes() -> [TeamJournal.Change] { journal.changes }
  package func forks() -> Set<StreamID> { journal.forks }
  /// There is nothing to give up.
  package func close() {}
}
