import Domain
import SyncCore

extension MemoryServerStore {
  package func enrol(_ claim: EnrolmentClaim, now: Int64) throws -> Joining {
    try state.withLock { state in
      guard let invitation = state.invitations[claim.code], let team = state.teams[invitation.team] else {
        throw Problem(.codeUnknown)
      }
      guard now < invitation.expires else { throw Problem(.codeExpired) }
      guard invitation.user == nil || invitation.user == claim.device else { throw Problem(.codeUsed) }
      let elsewhere = state.teams.values.contains { $0.record != team.record && $0.devices[claim.device] != nil }
      guard !elsewhere else { throw Problem(.deviceElsewhere) }
      let held = team.devices[claim.device]?.record
      guard held?.isRevoked != true else { throw Problem(.deviceRevoked) }
      let kept = invitation.user == nil ? nil : held
      let record = DeviceRecord(
        id: claim.device, name: claim.name, holder: kept == nil ? invitation.holder : kept?.holder,
        role: kept?.role ?? invitation.role, signingKey: held?.signingKey ?? claim.signingKey,
        sealingKey: claim.sealingKey, tokenExpires: claim.tokenExpires, enrolled: held?.enrolled ?? now,
        seen: held?.seen, revoked: nil)
      state.invitations[claim.code]?.user = claim.device
      state.teams[invitation.team]?.devices[claim.device] = Device(record: record, token: claim.token)
      return Joining(team: team.record, role: record.role, packet: invitation.packet)
    }
  }

  package func device(team: String, token: Fingerprint) -> DeviceRecord? {
    state.withLock { state in state.teams[team]?.devices.values.first { $0.token == token }?.record }
  }

  package func device(team: String, id: String) -> DeviceRecord? {
    state.withLock { $0.teams[team]?.devices[id]?.record }
  }

  package func devices(team: String) -> [DeviceRecord] {
    state.withLock { state in
      (state.teams[team]?.devices.values.map(\.record) ?? []).sorted { ($0.enrolled, $0.id) < ($1.enrolled, $1.id) }
    }
  }

  package func noteSeen(device: String, team: String, now: Int64) {
    state.withLock { $0.teams[team]?.devices[device]?.record.seen = now }
  }

  package func replaceToken(of device: String, team: String, token: Fingerprint, expires: Int64) {
    state.withLock { state in
      state.teams[team]?.devices[device]?.token = token
      state.teams[team]?.devices[device]?.record.tokenExpires = expires
    }
  }

  package func carryOut(_ deed: TeamDeed, for id: String, by origin: DeedOrigin) throws {
    try state.withLock { state in
      guard let team = state.teams[id] else { throw StoreFault.teamUnknown(id) }
      guard team.deeds[origin.id] == nil else { return }
      switch deed {
      case .invite(let code, let role, let holder, let days, let packet):
        guard state.invitations[code] == nil else { throw Problem(.malformedMessage) }
        state.invitations[code] = Invitation(
          team: id, role: role, holder: holder, expires: origin.time + Int64(days) * 86_400_000,
          packet: packet)
      case .rename(let device, let name):
        guard team.devices[device] != nil else { throw Problem(.deviceUnknown) }
        state.teams[id]?.devices[device]?.record.name = name
      case .revoke(let device):
        guard let held = team.devices[device] else { throw Problem(.deviceUnknown) }
        state.teams[id]?.devices[device]?.record.revoked = held.record.revoked ?? origin.time
      }
      state.teams[id]?.deeds[origin.id] = deed.record(origin)
    }
  }

  package func deeds(team: String) -> [DeedRecord] {
    state.withLock { state in
      (state.teams[team]?.deeds.values.map(\.self) ?? []).sorted {
        ($0.origin.time, $0.origin.id) < ($1.origin.time, $1.origin.id)
      }
    }
  }
}
