import Domain
import Hummingbird
import Sealing
import SyncCore

/// `POST /v1/guides/status`: which versions of guides and tables the devices of all teams have for which a trainer's or an
/// administrator's device answers, some teams at a time.
struct GuideStatusRoute {
  let store: any ServerStore
  let admission: Admission
  /// The largest request, in bytes.
  static let requestBytes = 4096
  /// How many teams one answer has.
  static let teamsAtOnce = 100

  func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    let (home, device) = try await admission.asking(request, context: context)
    let body = try await request.wholeBody(maximum: Self.requestBytes)
    let message = try GuideStatusRequest(bytes: SignedMessage.open(body, for: .guideStatus, from: device.signingKey))
    guard device.role.reach(of: .publishGuides) != .none else { throw Problem(.notAllowed) }
    let waiting = try await store.teams(answeredFor: device.role, from: home).filter { team in
      message.after.map { $0 < team.id } ?? true
    }
    let page = waiting.prefix(Self.teamsAtOnce)
    var teams: [TeamGuides] = []
    for team in page { teams.append(try await store.guides(of: team)) }
    let response = GuideStatusResponse(
      request: message.id, teams: teams, next: page.count < waiting.count ? page.last?.id : nil)
    let key = try await store.facts().signingKey.privateBytes
    return Response(
      [.init(try SignedMessage.sign(response.bytes, for: .answer, with: key))], to: request,
      mediaType: SyncMessage.mediaType)
  }
}

extension ServerStore {
  /// The teams whose devices a device of that role and team may list, in the order of their ids.
  fileprivate func teams(answeredFor role: Role, from home: String) async throws -> [TeamRecord] {
    let (register, teams) = (try await units(), try await teams().sorted { $0.id < $1.id })
    guard let own = teams.first(where: { $0.id == home })?.place(in: register) else { return [] }
    return teams.filter { role.may(.listDevices, from: own, for: $0.place(in: register), in: register) }
  }

  /// How many of a team's devices have which versions.
  fileprivate func guides(of team: TeamRecord) async throws -> TeamGuides {
    let said = try await guideVersions(team: team.id)
    let members = try await devices(team: team.id).filter { !$0.isRevoked }
    var versions: [String: [Int: Int]] = [:]
    for device in members {
      for (guide, version) in said[device.id] ?? [:] { versions[guide, default: [:]][version, default: 0] += 1 }
    }
    return TeamGuides(
      team: team.id, name: team.name, devices: members.count, silent: members.count { said[$0.id] == nil },
      versions: versions)
  }
}
