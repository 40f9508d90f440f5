import Domain
import LocalStore

/// Who opened what is sealed within a period, as `review` shows it: counted for each person and machine, or one by one.
struct ReviewOpenings {
  private let shell: Shell
  private let openings: [Entry]
  private let roster: Roster
  /// The numbers under which people know the assistances.
  private let numbers: [EntryID: Int]

  /// Those of the scope.
  init(_ shell: Shell, in period: Period, _ scope: EntryScope, numbers: [EntryID: Int]) throws {
    self.shell = shell
    self.numbers = numbers
    openings = try shell.store.openings(period, scope)
    roster = try shell.store.teamRoster()
  }

  /// Shows the counts, where there are any; and each one, where somebody asked for that.
  func show(eachOne isListed: Bool) {
    guard !openings.isEmpty || isListed else { return }
    shell.screen.show(shell.phrases(openings.isEmpty ? "review.openings-none" : "review.openings"), .strong)
    for count in OpeningCount.counted(in: openings) {
      shell.screen.show(
        shell.phrases(
          "review.opening-count",
          [
            "person": name(count.person), "device": String(count.device.prefix(8)), "times": String(count.times),
            "assistances": String(count.assistances.count), "exports": String(count.exports), "time": time(count.last),
          ]), indent: 2, hanging: 4)
    }
    for entry in isListed ? openings : [] {
      shell.screen.show(line(entry), indent: 2, hanging: 4)
    }
  }

  private func line(_ entry: Entry) -> String {
    let opening = entry.body.flatMap(Opening.init(canonical:))
    let purpose = opening.map { "review.purpose.\($0.purpose.rawValue)" } ?? "review.purpose.unknown"
    let named = (opening?.entries ?? []).map { id in numbers[id].map { "#\($0)" } ?? String(id.rawValue.prefix(8)) }
    return shell.phrases(
      "review.opening",
      [
        "time": time(entry.header.time.milliseconds), "person": name(entry.header.person),
        "device": String((entry.header.device ?? "").prefix(8)), "purpose": shell.phrases(purpose),
        "entries": named.joined(separator: ", "),
      ])
  }

  private func name(_ person: PersonID?) -> String {
    guard let person else { return shell.phrases("review.unnamed") }
    return roster[person]?.name ?? shell.phrases("journal.somebody")
  }

  private func time(_ milliseconds: Int64) -> String {
    CivilTime.clock(milliseconds: milliseconds) + " " + CivilDate(milliseconds: milliseconds).slashed
  }

  /// The counts for programs, by the ids of persons and machines.
  var counts: CanonicalValue {
    .array(
      OpeningCount.counted(in: openings).map { count in
        var members: [String: CanonicalValue] = [
          "device": .text(count.device), "times": .integer(Int64(count.times)),
          "assistances": .integer(Int64(count.assistances.count)), "exports": .integer(Int64(count.exports)),
          "last": .text(CivilTime.iso(milliseconds: count.last)),
        ]
        members["person"] = count.person.map { .text($0.rawValue) }
        return .object(members)
      })
  }

  /// Each one for programs, in the order of time.
  var each: CanonicalValue {
    .array(
      openings.map { entry in
        var members: [String: CanonicalValue] = [
          "device": .text(entry.header.device ?? ""),
          "time": .text(CivilTime.iso(milliseconds: entry.header.time.milliseconds)),
          "entries": entry.body?["entries"] ?? .array([]),
        ]
        members["person"] = entry.header.person.map { .text($0.rawValue) }
        members["purpose"] = entry.body?["purpose"]
        return .object(members)
      })
  }
}
