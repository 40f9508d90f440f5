import Domain
import SyncCore

/// A device of a team.
package struct DeviceRecord: Hashable, Sendable {
  package let id: String
  package internal(set) var name: String
  /// Whom it was meant for, where the invitation said so.
  package internal(set) var holder: String?
  package internal(set) var role: Role
  /// The key with which the device signs its messages, and the one to which secrets for it are sealed.
  package let signingKey: [UInt8]
  package internal(set) var sealingKey: [UInt8]
  /// Until when its token is good, in milliseconds since 1970.
  package internal(set) var tokenExpires: Int64
  /// When it joined, when it last spoke to the server, and when it was revoked.
  package let enrolled: Int64
  package internal(set) var seen: Int64?
  package internal(set) var revoked: Int64?

  /// Whether it is a member no more.
  package var isRevoked: Bool { revoked != nil }
}

extension ServerStore {
  /// A team's devices as whoever answers for it sees them, in the order in which they joined.
  package func teamDevices(_ team: String) async throws -> [TeamDevice] {
    let forks = try await forks(team: team)
    let aside = try await asideCounts(team: team)
    let guides = try await guideVersions(team: team)
    return try await devices(team: team).map { device in
      TeamDevice(
        id: device.id, name: device.name, holder: device.holder, role: device.role.rawValue, enrolled: device.enrolled,
        seen: device.seen, revoked: device.revoked,
        forked: forks.filter { $0.stream.device == device.id }.map(\.last).max(),
        aside: aside[device.id] ?? 0, guides: guides[device.id])
    }
  }
}
