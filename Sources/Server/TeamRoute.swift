import Domain
import Hummingbird
import Sealing
import SyncCore

/// `POST /v1/team`: a leader or an administrator lists a team's devices, invites, renames and revokes.
struct TeamRoute {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  let admission: Admission
  /// The largest request, in bytes.
  static let requestBytes = 4096

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let (home, device) = try await admission.asking(request, context: context)
    let body = try await request.wholeBody(maximum: Self.requestBytes)
    let message = try TeamRequest(bytes: SignedMessage.open(body, for: .team, from: device.signingKey))
    func allow(_ deed: Deed) async throws {
      guard try await store.lets(device.role, of: home, do: deed, for: message.team) else { throw Problem(.notAllowed) }
    }
    try await allow(.listDevices)
    if let deed = message.deed {
      try await allow(try await store.permission(for: deed, in: message.team))
      let origin = DeedOrigin(id: message.id, device: device.id, time: clock())
      try await store.carryOut(deed, for: message.team, by: origin)
    }
    let response = TeamResponse(request: message.id, devices: try await store.teamDevices(message.team))
    let key = try await store.facts().signingKey.privateBytes
    return Response(
      [.init(try SignedMessage.sign(response.bytes, for: .answer, with: key))], to: request,
      mediaType: SyncMessage.mediaType)
  }
}

extension ServerStore {
  /// What one has to be allowed for the deed, by the role of the device that it is done to.
  fileprivate func permission(for deed: TeamDeed, in team: String) async throws -> Deed {
    switch deed {
    case .invite(_, let role, _, _, _): return .invite(role)
    case .rename(let device, _), .revoke(let device):
      guard let subject = try await self.device(team: team, id: device) else { throw Problem(.deviceUnknown) }
      return .manage(subject.role)
    }
  }

  /// Whether a device of that role and team may do something for a team, which need not be there.
  fileprivate func lets(_ role: Role, of home: String, do deed: Deed, for target: String) async throws -> Bool {
    // Only another team's place in the country matters.
    if target == home {
      let place = TeamPlace(team: home, unit: nil)
      return role.may(deed, from: place, for: place, in: UnitRegister())
    }
    guard role.reach(of: deed) == .ownUnit || role.reach(of: deed) == .everywhere else { return false }
    let (register, teams) = (try await units(), try await teams())
    guard let own = teams.first(where: { $0.id == home }), let other = teams.first(where: { $0.id == target }) else {
      return false
    }
    return role.may(deed, from: own.place(in: register), for: other.place(in: register), in: register)
  }
}
