import Domain
import SyncClient
import SyncCore

/// `guides status [TEAM]`: which versions of the guides and tables that servers sent the devices of a team have, by what
/// each said at its last exchange; with `--all` the devices of every team that the own role reaches.
enum GuidesStatus: GuidesJob {
  static let id = "status"
  static let words = 0...1
  static let flags: Set<String> = ["all"]

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    guard options["all"] == nil || words.isEmpty else { throw UserFault("guides.status-usage", kind: .usage) }
    let overview: GuideOverview
    if options["all"] != nil {
      overview = GuideOverview(teams: try await teams(in: shell))
    } else {
      let devices = try await shell.teamDevices(of: words.first, after: nil).filter { $0.revoked == nil }
      overview = GuideOverview(devices: devices)
    }
    overview.show(in: shell)
  }

  private static func teams(in shell: Shell) async throws -> [TeamGuides] {
    let store = try shell.store
    guard let enrolment = try store.enrolment() else { throw UserFault(SyncFault.notEnrolled) }
    guard let role = Role(rawValue: enrolment.role), role.reach(of: .publishGuides) != .none else {
      throw UserFault("team.not-allowed", ["role": shell.roleWords(enrolment.role)])
    }
    return try await shell.reach(enrolment.server) { _, transport in
      try await GuideStatusInquiry(store, keys: store.keys, over: transport).teams()
    }
  }
}
