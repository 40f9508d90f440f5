import ArgumentParser
import Domain
import Foundation
import Reporting
import Server

/// `camtay-server units`: the administrative units.
struct UnitsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "units", abstract: "Load and show administrative units.",
    subcommands: [Import.self, List.self, Show.self])

  /// `units import`: takes over a newer list, and prints what it changed.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take over a list of units.",
      discussion: """
        The file is CSV in UTF-8 with the columns code, name, kind, parent and, where units were merged, merged_into. It \
        is whole for each level that it has rows of: a unit of such a level that it does not name has ended. A list with \
        a fault changes nothing.
        """)

    @OptionGroup var store: DatabaseOption

    @Argument(help: "The list.")
    var file: String

    @Flag(help: "Print what the list would change, and change nothing.")
    var dryRun = false

    func run() async throws {
      guard let data = FileManager.default.contents(atPath: file) else { throw WorldFault.notRead(path: file) }
      let (bytes, day) = (Array(data), CivilDate(milliseconds: SystemClock.now()))
      let store = try await store.open(create: !dryRun)
      var units = try await store.units()
      let report =
        if dryRun { try units.load(csv: bytes, on: day) } else {
          try await store.changeUnits { try $0.load(csv: bytes, on: day) }
        }
      if !dryRun {
        units = try await store.units()
        try await store.noteAudit(
          AuditRecord(.unitsImported, by: .here, subject: String(units.all.count), time: SystemClock.now()))
      }
      try await store.close()
      for line in UnitLines(units).lines(report) { print(line) }
      if dryRun { print(ServerPhrases.said("units.trial")) }
    }
  }

  /// `units list`: prints the units that stand, tab-separated.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print code, name, kind and parent of every unit that stands.")

    @OptionGroup var store: DatabaseOption

    @Option(help: "Only the unit of this code and the units below it.")
    var under: String?

    func run() async throws {
      let store = try await store.open(create: false)
      let units = try await store.units()
      try await store.close()
      let outer = try under.map { try units.known($0).code }
      for unit in units.all where unit.ended == nil && (outer.map { units.contains(unit.code, in: $0) } ?? true) {
        print(
          unit.code.rawValue, unit.state.name, unit.state.kind.rawValue, unit.state.parent?.rawValue ?? "",
          separator: "\t")
      }
    }
  }

  /// `units show`: prints what a unit is, was, and became.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a unit with the units above it, its former names, and what it became part of.")

    @OptionGroup var store: DatabaseOption

    @Argument(help: "The unit's code.")
    var code: String

    func run() async throws {
      let store = try await store.open(create: false)
      let units = try await store.units()
      try await store.close()
      for line in UnitLines(units).lines(try units.known(code)) { print(line) }
    }
  }
}

/// Says units and what became of them.
struct UnitLines {
  private let units: UnitRegister

  /// Lines about these units.
  init(_ units: UnitRegister) { self.units = units }

  /// What a unit is, was, and became.
  func lines(_ unit: AdministrativeUnit) -> [String] {
    var lines = ["\(unit.code.rawValue) \(words(unit.state))"]
    for above in units.lineage(of: unit.code) where above.code != units.present(unit.code)?.code {
      lines.append(said("within", ["unit": name(above.code)]))
    }
    for former in unit.former {
      lines.append(said("former", ["unit": words(former.state), "day": former.until.slashed]))
    }
    if let ended = unit.ended { lines.append(said("ended-on", ["day": ended.slashed])) }
    if let successor = unit.mergedInto { lines.append(said("merged-into", ["unit": name(successor)])) }
    return lines
  }

  /// What a list changed: how much of each kind, then each change of what was known before.
  func lines(_ report: UnitReport) -> [String] {
    var lines = [
      said(
        "report",
        [
          "added": "\(report.added.count)", "renamed": "\(report.renamed.count)", "moved": "\(report.moved.count)",
          "merged": "\(report.merged.count)", "ended": "\(report.ended.count)",
          "returned": "\(report.returned.count)", "unchanged": "\(report.unchanged)",
        ])
    ]
    for renaming in report.renamed {
      let facts = ["code": renaming.code.rawValue, "before": words(renaming.before), "after": words(renaming.after)]
      lines.append(said("renamed", facts))
    }
    lines += report.moved.map { said("moved", ["unit": name($0), "parent": units[$0]?.state.parent.map(name) ?? ""]) }
    lines += report.merged.map { said("merged", ["unit": name($0), "into": units[$0]?.mergedInto.map(name) ?? ""]) }
    lines += report.ended.map { said("ended", ["unit": name($0)]) }
    lines += report.returned.map { said("returned", ["unit": name($0)]) }
    return lines
  }

  private func said(_ key: String, _ facts: [String: String]) -> String { ServerPhrases.said("units.\(key)", facts) }

  private func words(_ state: AdministrativeUnit.State) -> String { "\(state.name) (\(state.kind.rawValue))" }

  private func name(_ code: UnitCode) -> String {
    [code.rawValue, units[code]?.state.name].compactMap(\.self).joined(separator: " ")
  }
}
