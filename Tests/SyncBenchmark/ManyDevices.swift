import Domain
import Foundation
import Sealing
import Server
import SyncClient
import SyncCore
import SyncTesting
import Testbed

/// A thousand devices of a hundred teams that come back at the same moment, each with a day's work.
struct ManyDevices {
  private static let teams = 100
  private static let devices = 10
  private static let entries = 20

  private struct Device: Sendable {
    let journal: MemoryJournal
    let keys: DeviceKeys
  }

  func report() async throws {
    let folder = TemporaryFolder()
    let database = "\(folder.path)/server.sqlite"
    let server = try SQLServerStore(path: database, create: true)
    var codes: [String] = []
    for team in 0..<Self.teams {
      try await server.createTeam(TeamRecord(id: "t\(team)", name: "Tổ \(team)", unit: nil), now: 0)
      for _ in 0..<Self.devices { codes.append(try await Joining.code(for: "t\(team)", of: server).text) }
    }
    try await server.close()
    let running = try ServedProgram(database: "sqlite:\(database)")
    let address = try ServerAddress(running.address)
    let devices = try await joined(codes, at: address)
    let before = running.peakMemory
    let seconds = try await Timing.seconds {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for device in devices {
          group.addTask {
            _ = try await HTTPTransport.reaching(address) { transport in
              try await SyncExchange(over: transport, keys: device.keys).run(on: device.journal)
            }
          }
        }
        try await group.waitForAll()
      }
    }
    let after = running.peakMemory
    running.stop()
    let reopened = try SQLServerStore(path: database, create: false)
    var stored = 0
    var ids: Set<EntryID> = []
    for team in try await reopened.teams() {
      let entries = try await reopened.entries(team: team.id)
      stored += entries.count
      ids.formUnion(entries.map(\.entry.header.id))
    }
    let written = Set(devices.flatMap { $0.journal.entries.prefix(Self.entries).map(\.header.id) })
    print("\(devices.count) devices of \(Self.teams) teams at once, \(Self.entries) entries each")
    print("  served in \(String(format: "%.1f", seconds)) s")
    print("  the server's peak memory: \(before) MB before, \(after) MB after")
    print("  entries lost: \(written.subtracting(ids).count); counted twice: \(stored - ids.count)")
  }

  private func joined(_ codes: [String], at address: ServerAddress) async throws -> [Device] {
    var village = Village(seed: 9)
    var devices: [Device] = []
    try await HTTPTransport.reaching(address) { transport in
      for code in codes {
        let keys = DeviceKeys()
        let enrolment = try await Enrolling.enrol(at: address, code: code, name: "Máy", keys: keys, over: transport)
        let stream = StreamID(device: keys.deviceID, incarnation: Randomness.incarnation())
        let journal = MemoryJournal(stream: stream, enrolment: enrolment)
        let sealer = try Sealer(to: keys.sealingPublic)
        for _ in 0..<Self.entries { journal.append(try village.entry(of: keys.deviceID, sealer: sealer)) }
        devices.append(Device(journal: journal, keys: keys))
      }
    }
    return devices
  }
}
