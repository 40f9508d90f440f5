import Domain
import Sealing
import Server
import SyncCore

/// Teams and invitations, made straight in the server's store.
enum Joining {
  /// The code of a new invitation to a team.
  static func code(for team: String, of server: any ServerStore) async throws -> InvitationCode {
    let code = InvitationCode.random()
    let deed = TeamDeed.invite(code: code.digest, role: .volunteer, holder: nil, days: 1)
    try await server.carryOut(deed, for: team, by: DeedOrigin(device: nil, time: SystemClock.now()))
    return code
  }

  /// A device that has joined without asking the server's routes.
  static func join(_ keys: DeviceKeys, team: String, of server: any ServerStore) async throws {
    let code = try await code(for: team, of: server)
    let claim = EnrolmentClaim(
      code: code.digest, device: keys.deviceID, name: "Máy", signingKey: keys.signingPublic,
      sealingKey: keys.sealingPublic, token: Fingerprint(of: Randomness.bytes(32)), tokenExpires: .max)
    _ = try await server.enrol(claim, now: 0)
  }

  /// A server's SQLite with a team, and an invitation to it.
  static func database(_ path: String) async throws -> (address: String, code: String) {
    let server = try SQLServerStore(path: path, create: true)
    try await server.createTeam(TeamRecord(id: "thon3", name: "Tổ thôn 3", unit: nil), now: 0)
    let code = try await code(for: "thon3", of: server).text
    try await server.close()
    return ("sqlite:\(path)", code)
  }
}
