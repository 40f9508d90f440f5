import Domain
import SyncCore

/// `guides status [TEAM]`: which versions of the guides that servers sent the devices of a team have, by what each said at
/// its last exchange.
enum GuidesStatus: GuidesJob {
  static let id = "status"
  static let words = 0...1

  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws {
    let devices = try await shell.teamDevices(of: words.first, after: nil).filter { $0.revoked == nil }
    let said = devices.filter { $0.guides != nil }
    let guides = Set(said.flatMap { ($0.guides ?? [:]).keys }).filter { !$0.hasPrefix("_") }.sorted()
    for guide in guides {
      let versions = Dictionary(grouping: said) { $0.guides?[guide] }
      let newest = versions.keys.compactMap(\.self).max() ?? 0
      for (version, devices) in versions.sorted(by: { ($0.key ?? 0) > ($1.key ?? 0) }) {
        let names = devices.map(\.name).joined(separator: ", ")
        let arguments = ["guide": guide, "count": String(devices.count), "devices": names]
        if let version {
          let words = shell.phrases("guides.has-version", arguments.merging(["version": String(version)]) { $1 })
          shell.screen.show(words, version == newest ? .good : .warning)
        } else {
          shell.screen.show(shell.phrases("guides.has-none", arguments), .warning)
        }
      }
    }
    if guides.isEmpty { shell.screen.show(shell.phrases("guides.none-sent"), .faint) }
    let silent = devices.filter { $0.guides == nil }.map(\.name)
    if !silent.isEmpty {
      let arguments = ["count": String(silent.count), "devices": silent.joined(separator: ", ")]
      shell.screen.show(shell.phrases("guides.silent", arguments), .faint)
    }
  }
}
