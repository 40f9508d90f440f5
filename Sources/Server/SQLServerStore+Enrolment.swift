import Domain
import SyncCore

extension SQLServerStore {
  /// Keeps an invitation to a team until `expires`, in milliseconds since 1970.
  static func invite(
    to team: String, code: Fingerprint, role: Role, holder: String?, packet: [UInt8]?, expires: Int64,
    in session: some SQLSession
  ) throws {
    let added = try session.execute(
      "INSERT INTO invitation_team (code_hash, team) VALUES ($1, $2) ON CONFLICT (code_hash) DO NOTHING",
      [.bytes(code.bytes), .text(team)])
    // Codes are random: one that is there comes from nobody who made it.
    guard added == 1 else { throw Problem(.malformedMessage) }
    try session.execute(
      "INSERT INTO invitation (team, code_hash, role, holder, expires_at, packet) VALUES ($1, $2, $3, $4, $5, $6)",
      [
        .text(team), .bytes(code.bytes), .text(role.rawValue), .optional(holder), .integer(expires),
        .optional(packet),
      ])
  }

  package func enrol(_ claim: EnrolmentClaim, now: Int64) async throws -> Joining {
    try await engine.write { session in
      guard let team = try Self.teamInvited(by: claim.code, in: session),
        let invitation = try session.row(
          """
          SELECT role, holder, expires_at, used_by, packet FROM invitation WHERE team = $1 AND code_hash = $2\(session.forUpdate)
          """, [.text(team.id), .bytes(claim.code.bytes)])
      else { throw Problem(.codeUnknown) }
      guard now < (try invitation.integer("expires_at")) else { throw Problem(.codeExpired) }
      let user = try invitation.textIfPresent("used_by")
      guard user == nil || user == claim.device else { throw Problem(.codeUsed) }
      guard try Self.belongs(claim.device, to: team.id, in: session) else { throw Problem(.deviceElsewhere) }
      guard let role = Role(rawValue: try invitation.text("role")) else { throw StoreFault.damaged }
      let grant = Grant(role: role, holder: try invitation.textIfPresent("holder"), isNew: user == nil)
      return Joining(
        team: team, role: try Self.keep(claim, grant, team: team.id, now: now, in: session),
        packet: try invitation.bytesIfPresent("packet"))
    }
  }

  private static func teamInvited(by code: Fingerprint, in session: some SQLSession) throws -> TeamRecord? {
    let row = try session.row("SELECT team FROM invitation_team WHERE code_hash = $1", [.bytes(code.bytes)])
    return try row.flatMap { try team(try $0.text("team"), in: session) }
  }

  /// Whether the device is the team's; one that is nobody's yet becomes the team's.
  private static func belongs(_ device: String, to team: String, in session: some SQLSession) throws -> Bool {
    try session.execute(
      "INSERT INTO device_team (device, team) VALUES ($1, $2) ON CONFLICT (device) DO NOTHING",
      [.text(device), .text(team)])
    let row = try session.row("SELECT team FROM device_team WHERE device = $1", [.text(device)])
    return try row?.text("team") == team
  }

  /// What an invitation gives to the device that uses it.
  private struct Grant {
    let role: Role
    let holder: String?
    /// Whether it is used for the first time.
    let isNew: Bool
  }

  /// Keeps the device; the role that it has then. It may be there already: then its earlier answer was lost, or it has a
  /// new invitation. A revoked device does not come back this way.
  private static func keep(
    _ claim: EnrolmentClaim, _ grant: Grant, team: String, now: Int64, in session: some SQLSession
  ) throws -> Role {
    let held = try session.row(
      "SELECT role, holder, revoked_at FROM device WHERE team = $1 AND device = $2\(session.forUpdate)",
      [.text(team), .text(claim.device)])
    guard try held?.integerIfPresent("revoked_at") == nil else { throw Problem(.deviceRevoked) }
    // An old invitation does not bring back a role that a newer one has replaced.
    let before = grant.isNew ? nil : try held?.text("role")
    let role = before.flatMap(Role.init(rawValue:)) ?? grant.role
    let holder = before == nil ? grant.holder : try held?.textIfPresent("holder")
    try session.execute(
      """
      INSERT INTO device (team, device, name, holder, role, token_hash, token_expires_at, signing_key, sealing_key,
        enrolled_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (team, device) DO UPDATE SET name = excluded.name, holder = excluded.holder, role = excluded.role,
        token_hash = excluded.token_hash, token_expires_at = excluded.token_expires_at,
        sealing_key = excluded.sealing_key
      """,
      [
        .text(team), .text(claim.device), .text(claim.name), .optional(holder), .text(role.rawValue),
        .bytes(claim.token.bytes), .integer(claim.tokenExpires), .bytes(claim.signingKey), .bytes(claim.sealingKey),
        .integer(now),
      ])
    try session.execute(
      "UPDATE invitation SET used_by = $1, used_at = $2 WHERE team = $3 AND code_hash = $4",
      [.text(claim.device), .integer(now), .text(team), .bytes(claim.code.bytes)])
    return role
  }
}
