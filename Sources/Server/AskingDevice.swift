import Hummingbird
import SyncCore

extension ServerStore {
  /// Whose request it is, by its token. Who asks comes before what is asked: a stranger's body is not even read. A
  /// device that was here before is heard out, so that what it is told reaches it while its body is still under way.
  func asking(_ request: Request, now: Int64) async throws -> (team: String, device: DeviceRecord) {
    guard let token = request.token, let device = try await device(team: token.team, token: token.secret) else {
      throw Problem(.tokenRefused)
    }
    let isExpired = now >= device.tokenExpires
    if device.isRevoked || isExpired {
      _ = try await request.wholeBody()
      throw Problem(device.isRevoked ? .deviceRevoked : .tokenExpired)
    }
    if device.seen.map({ now - $0 >= DeviceRecord.seenInterval }) ?? true {
      try await noteSeen(device: device.id, team: token.team, now: now)
    }
    return (token.team, device)
  }
}

extension DeviceRecord {
  /// After how many milliseconds it is written again that a device spoke to the server: not every exchange shall wait for
  /// a disk.
  static let seenInterval: Int64 = 3_600_000
}
