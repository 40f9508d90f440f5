import Domain
import Sealing
import ServerTesting
import Simulation
import SyncCore

/// The stores that the programs use: each device has a folder with a file of its own, and the server one of its stores.
package struct StorePlatform: Platform {
  private let makeServer: (_ team: String, _ devices: [DeviceKeys]) async throws -> StoreServer
  private let copiesAreImages: Bool

  /// A platform with that server's store.
  ///
  /// - Parameter copiesAreImages: whether disks are copied block by block, so that a device cannot know that it was
  ///   restored or cloned until the server tells. A file that was copied its store knows by itself.
  package init(_ kind: StoreKind, copiesAreImages: Bool = true) {
    makeServer = { try await StoreServer(kind, team: $0, devices: $1) }
    self.copiesAreImages = copiesAreImages
  }

  /// A platform on whose server everything arrives by that courier. It cannot go back.
  package init(_ courier: Courier) {
    makeServer = { try await StoreServer(courier, team: $0, devices: $1) }
    copiesAreImages = true
  }

  package func server(of team: String, for devices: [DeviceKeys]) async throws -> StoreServer {
    try await makeServer(team, devices)
  }

  package func device(
    _ keys: DeviceKeys, enrolment: Enrolment, incarnations: @escaping @Sendable () -> String
  ) throws -> StoreDevice {
    try StoreDevice(keys, enrolment: enrolment)
  }

  package func restart(_ device: StoreDevice) { device.restart() }
  package func copy(_ device: StoreDevice) throws -> StoreDevice { try device.copy(isImage: copiesAreImages) }
  package func write(_ entry: Entry, to device: StoreDevice) throws { try device.write(entry) }
  package func entries(of device: StoreDevice) throws -> [Entry] { try device.held() }
}

extension Search {
  /// A search among short histories on the devices' files and a SQLite server. With every other seed a device knows by
  /// itself that its file was copied.
  package static func onStores(
    watching watched: Set<Violation.Rule> = Set(Violation.Rule.allCases)
  ) -> Search {
    Search(watching: watched) { history, watched in
      let platform = StorePlatform(.sqlite, copiesAreImages: history.circumstances.seed.isMultiple(of: 2))
      return try await Run.play(history, on: platform, watching: watched)
    }
  }
}
