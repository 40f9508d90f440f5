import Hummingbird
import SyncCore

/// Lets devices in by their tokens.
struct Admission: Sendable {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  /// How often one device may ask.
  let limit: RateLimit<String>
  /// How often tokens from one address may be refused before that is kept, and how often it is kept then. Nobody is kept
  /// out by it: a token has 256 random bits, and behind an address may be a village whose server went back.
  let refusals: RateLimit<PeerAddress?>
  let notes: RateLimit<PeerAddress?>

  /// Whose request it is, by its token. Who asks comes before what is asked: a stranger's body is not even read. A
  /// device that was here before is heard out, so that what it is told reaches it while its body is still under way.
  func asking(
    _ request: Request, context: ServerRequestContext
  ) async throws -> (team: String, device: DeviceRecord) {
    let now = clock()
    guard let token = request.token, let device = try await store.device(team: token.team, token: token.secret) else {
      try await noteRefusal(of: context.address, now: now)
      throw Problem(.tokenRefused)
    }
    do {
      try limit.take(device.id)
      if device.isRevoked { throw Problem(.deviceRevoked) }
      if now >= device.tokenExpires { throw Problem(.tokenExpired) }
    } catch {
      _ = try await request.wholeBody()
      throw error
    }
    if device.seen.map({ now - $0 >= DeviceRecord.seenInterval }) ?? true {
      try await store.noteSeen(device: device.id, team: token.team, now: now)
    }
    return (token.team, device)
  }

  private func noteRefusal(of address: PeerAddress?, now: Int64) async throws {
    let household = address?.household
    guard (try? refusals.take(household)) == nil, (try? notes.take(household)) != nil else { return }
    try await store.noteAudit(
      AuditRecord(.tokenRefusedOften, by: Doer(device: nil, address: address), time: now))
  }
}

extension DeviceRecord {
  /// After how many milliseconds it is written again that a device spoke to the server: not every exchange shall wait for
  /// a disk.
  static let seenInterval: Int64 = 3_600_000
}
