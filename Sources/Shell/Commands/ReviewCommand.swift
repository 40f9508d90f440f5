import Domain
import LocalStore

/// `kiểm tra` / `review`: what in a period's log deserves a look, and who opened what is sealed. It says what was seen and asks;
/// it judges nobody.
enum ReviewCommand: Command {
  static let id = "review"
  static let valuedOptions: Set<String> = ["from", "to"]
  static let flags: Set<String> = ["team", "own", "json", "openings"]
  /// How many entries a line names at most.
  private static let mostNamed = 12

  static func accepts(_ words: [String], in shell: Shell) -> Bool { PeriodWords.areMeant(by: words, in: shell) }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    let store = try shell.store
    let words = PeriodWords(shell.phrases, today: shell.today)
    let period = try words.period(arguments)
    let isWhole = try arguments.has("team") || (!arguments.has("own") && leadsTeam(shell))
    let scope: EntryScope = isWhole ? .team : .device
    let everything = try store.journal(.all, scope)
    let items = try store.journal(period, scope).map(\.item)
    // A day may be said for help of long ago.
    let early = Oddity.earlyDays(in: everything.map(\.item)).filter { period.contains(milliseconds: $0.time ?? 0) }
    let found = Oddity.found(in: items, streams: try store.streamsBegun(in: period)) + early
    let total = items.count { !$0.isVoid }
    var numbers: [EntryID: Int] = [:]
    for numbered in everything {
      for entry in numbered.item.entries { numbers[entry.header.id] = numbered.number }
    }
    let openings = try ReviewOpenings(shell, in: period, scope, numbers: numbers)
    let isListed = arguments.has("openings")
    guard !arguments.has("json") else {
      var answer = json(found, of: total, in: period, isWhole)
      answer["openings"] = openings.counts(.opening)
      answer["erasures"] = openings.counts(.erasure)
      if isListed { answer["opened"] = openings.each }
      return try shell.screen.writeData(String(decoding: CanonicalValue.object(answer).bytes, as: UTF8.self) + "\n")
    }
    shell.screen.heading(shell.phrases(isWhole ? "review.title-team" : "review.title", ["period": words.title(period)]))
    shell.screen.show(shell.phrases("review.questions"), .faint)
    for oddity in found {
      shell.screen.show(line(oddity, of: total, numbers: numbers, in: shell), indent: 2, hanging: 4)
    }
    shell.screen.show(
      shell.phrases(
        found.isEmpty ? "review.nothing" : "review.total",
        [
          "count": String(found.count), "total": String(total),
        ]), .strong)
    openings.show(eachOne: isListed)
  }

  private static func leadsTeam(_ shell: Shell) throws -> Bool {
    try shell.store.enrolment().flatMap { Role(rawValue: $0.role) }.map(\.leads) ?? false
  }

  private static func line(_ oddity: Oddity, of total: Int, numbers: [EntryID: Int], in shell: Shell) -> String {
    // Several changes of one assistance bear its number.
    var named: [Int] = []
    for number in oddity.entries.compactMap({ numbers[$0] }) where !named.contains(number) { named.append(number) }
    var words = named.prefix(mostNamed).map { "#\($0)" }.joined(separator: ", ")
    if named.count > mostNamed { words += " …" }
    let time = oddity.time.map {
      CivilTime.clock(milliseconds: $0) + " " + CivilDate(milliseconds: $0).slashed
    }
    return shell.phrases(
      "review.\(oddity.kind.rawValue)",
      [
        "count": String(oddity.count), "total": String(total), "entries": words, "time": time ?? "",
        "device": oddity.device.map { String($0.prefix(8)) } ?? "",
      ])
  }

  private static func json(_ found: [Oddity], of total: Int, in period: Period, _ isWhole: Bool) -> [String:
    CanonicalValue]
  {
    [
      "assistances": .integer(Int64(total)), "scope": .text(isWhole ? "team" : "device"),
      "seen": .array(
        found.map { oddity in
          var members: [String: CanonicalValue] = [
            "kind": .text(oddity.kind.rawValue), "count": .integer(Int64(oddity.count)),
            "entries": .array(oddity.entries.map { .text($0.rawValue) }),
          ]
          members["device"] = oddity.device.map { .text($0) }
          members["time"] = oddity.time.map { .text(CivilTime.iso(milliseconds: $0)) }
          return .object(members)
        }),
    ]
  }
}
