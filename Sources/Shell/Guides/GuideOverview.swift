import Domain
import SyncCore

/// Which version of each guide and table how many devices have, and who they are: devices of a team, or teams.
struct GuideOverview {
  /// How many devices have a version, and in whose hands they are.
  private struct Holding {
    private(set) var devices = 0
    private(set) var names: [String] = []

    mutating func add(_ count: Int, of name: String) {
      devices += count
      names.append(name)
    }
  }

  /// By id, then by version; nil for what has none.
  private var holdings: [String: [Int?: Holding]] = [:]
  private var silent = Holding()
  private let mostNames: Int

  /// The devices of one team.
  init(devices: [TeamDevice]) {
    self.init(
      teams: devices.map { device in
        TeamGuides(
          team: device.id, name: device.name, devices: 1, silent: device.guides == nil ? 1 : 0,
          versions: (device.guides ?? [:]).mapValues { [$0: 1] })
      }, mostNames: .max)
  }

  /// Teams; of many that have one version only so many are named.
  init(teams: [TeamGuides], mostNames: Int = 10) {
    self.mostNames = mostNames
    // What else travels is the province's own matter.
    let ids = Set(teams.flatMap(\.versions.keys)).filter { !$0.hasPrefix("_") || ContentTable(packageID: $0) != nil }
    for team in teams {
      if team.silent > 0 { silent.add(team.silent, of: team.name) }
      for id in ids {
        let versions = team.versions[id] ?? [:]
        for (version, count) in versions {
          holdings[id, default: [:]][version, default: Holding()].add(count, of: team.name)
        }
        let without = team.devices - team.silent - versions.values.reduce(0, +)
        if without > 0 { holdings[id, default: [:]][nil, default: Holding()].add(without, of: team.name) }
      }
    }
  }

  /// Says it: the newest version of each first.
  func show(in shell: Shell) {
    for (id, versions) in holdings.sorted(by: { $0.key < $1.key }) {
      let newest = versions.keys.compactMap(\.self).max() ?? 0
      for (version, holding) in versions.sorted(by: { ($0.key ?? 0) > ($1.key ?? 0) }) {
        var arguments = arguments(of: holding, in: shell)
        arguments["guide"] = shell.named(id)
        if let version {
          arguments["version"] = String(version)
          shell.screen.show(shell.phrases("guides.has-version", arguments), version == newest ? .good : .warning)
        } else {
          shell.screen.show(shell.phrases("guides.has-none", arguments), .warning)
        }
      }
    }
    if holdings.isEmpty { shell.screen.show(shell.phrases("guides.none-sent"), .faint) }
    if silent.devices > 0 {
      shell.screen.show(shell.phrases("guides.silent", arguments(of: silent, in: shell)), .faint)
    }
  }

  private func arguments(of holding: Holding, in shell: Shell) -> [String: String] {
    var names = holding.names.prefix(mostNames).joined(separator: ", ")
    let more = holding.names.count - min(holding.names.count, mostNames)
    if more > 0 { names += shell.phrases("guides.more-teams", ["count": String(more)]) }
    return ["count": String(holding.devices), "devices": names]
  }
}
