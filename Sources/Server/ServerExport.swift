import Domain
import Reporting

/// The log that the server holds, as a table. Sealed details are not part of it: the server cannot open them.
package enum ServerExport {
  /// The assistances of one team, or of all in the order of their ids, that began in the period.
  ///
  /// - Parameters:
  ///   - from: the first day; nil leaves the beginning open.
  ///   - to: the last day, included; nil leaves the end open.
  /// - Throws: `StoreFault`, also where there is no such team.
  package static func table(
    store: some ServerStore, team: String?, from: CivilDate?, to: CivilDate?
  ) async throws -> AssistanceTable {
    let teams = try await store.teams().map(\.id)
    if let team, !teams.contains(team) { throw StoreFault.teamUnknown(team) }
    var items: [Journal.Item] = []
    var persons: [Entry] = []
    for team in team.map({ [$0] }) ?? teams {
      let entries = try await store.entries(team: team).map(\.entry)
      items += Journal(entries).items
      persons += entries.filter { $0.header.kind == .person }
    }
    let chosen = items.filter { item in
      let day = CivilDate(milliseconds: AssistanceTable.time(of: item))
      return (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
    return AssistanceTable(chosen, persons: Roster(persons))
  }
}
