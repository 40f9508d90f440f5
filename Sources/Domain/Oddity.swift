/// Something in a team's log that deserves a look: a question to people, never a verdict. There may be a good reason for each,
/// and who asks is to ask those who were there.
package struct Oddity: Hashable, Sendable {
  /// What was seen.
  package enum Kind: String, CaseIterable, Sendable {
    /// One dossier was logged more than once.
    case sameDossier = "same-dossier"
    /// One device logged many assistances within an hour.
    case crowdedHour = "crowded-hour"
    /// Something was written between 23:00 and 05:00 in Viet Nam.
    case night
    /// A device began another stream: it was restored from a copy, or its folder was cloned.
    case forked
    /// The author's clock was plainly wrong.
    case suspectClock = "suspect-clock"
    /// One piece of help took more than eight hours.
    case longHelp = "long-help"
    /// What was sealed was to go sooner than the rule says (`Retention`): as good as an erasure, and nobody said why.
    case earlyDay = "early-day"
  }

  package let kind: Kind
  /// The device that wrote the entries; nil where the kind is not about one device.
  package let device: String?
  /// The entries, in the order of display.
  package let entries: [EntryID]
  /// How many were seen of the kind: entries, streams; of long help the minutes, of an early day the days.
  package let count: Int
  /// When it began, in milliseconds since 1970 as the authors' clocks said; nil where no time belongs to it.
  package let time: Int64?

  /// That was seen.
  package init(_ kind: Kind, device: String? = nil, entries: [EntryID], count: Int, time: Int64? = nil) {
    self.kind = kind
    self.device = device
    self.entries = entries
    self.count = count
    self.time = time
  }
}

extension Oddity {
  /// From how many assistances of one device within an hour on the hour is crowded.
  package static let crowd = 40
  /// More minutes than this for one piece of help are long: eight hours.
  package static let longMinutes = 480
  /// The first hour of the night, and the first that is not night any more.
  package static let night = (from: 23, to: 5)
  private static let hour: Int64 = 3_600_000

  /// What deserves a look among the assistances, in the order of the kinds. What was voided counts nowhere, and is not
  /// looked at.
  ///
  /// - Parameter streams: How many streams each device is known to have begun.
  package static func found(in items: [Journal.Item], streams: [String: Int] = [:]) -> [Oddity] {
    let counted = items.filter { !$0.isVoid }
    return sameDossiers(counted) + crowdedHours(counted) + nights(counted) + forks(streams) + suspectClocks(counted)
      + longHelps(counted)
  }

  private static func sameDossiers(_ items: [Journal.Item]) -> [Oddity] {
    let named = items.flatMap { item in Set(indexes(of: item)).map { (index: $0, item: item) } }
    return Dictionary(grouping: named) { $0.index }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .filter { $0.value.count > 1 }
      .map { Oddity(.sameDossier, entries: $0.value.map(\.item.entry.header.id), count: $0.value.count) }
  }

  /// By what two assistances are known to be about the same dossier, without saying which (`SealedPart`).
  private static func indexes(of item: Journal.Item) -> [[UInt8]] {
    ([item.entry] + item.changes).compactMap { $0.sealed.flatMap { SealedPart(bytes: $0).index } }
  }

  /// The hours, none of which overlaps another of the same device, in which a device logged `crowd` or more.
  private static func crowdedHours(_ items: [Journal.Item]) -> [Oddity] {
    byDevice(items.map(\.entry)).flatMap { device, entries in
      var found: [Oddity] = []
      var rest = entries.sorted(by: Journal.precedes)[...]
      while let first = rest.first {
        let begin = first.header.time.milliseconds
        let within = rest.prefix { $0.header.time.milliseconds - begin < hour }
        if within.count >= crowd {
          found.append(
            Oddity(.crowdedHour, device: device, entries: within.map(\.header.id), count: within.count, time: begin))
          rest = rest.dropFirst(within.count)
        } else {
          rest = rest.dropFirst()
        }
      }
      return found
    }
  }

  /// What each device wrote in each night: assistances, changes and voids.
  private static func nights(_ items: [Journal.Item]) -> [Oddity] {
    let written = items.flatMap(\.entries).filter { isNight($0.header.time.milliseconds) }
    return byDevice(written).flatMap { device, entries in
      // An evening and the morning after it are one night.
      Dictionary(grouping: entries) { CivilDate(milliseconds: $0.header.time.milliseconds - 12 * hour) }
        .sorted { $0.key < $1.key }
        .map { _, entries in
          let entries = entries.sorted(by: Journal.precedes)
          return Oddity(
            .night, device: device, entries: entries.map(\.header.id), count: entries.count,
            time: entries.first?.header.time.milliseconds)
        }
    }
  }

  private static func isNight(_ milliseconds: Int64) -> Bool {
    let hours = (milliseconds - CivilDate(milliseconds: milliseconds).startMilliseconds) / hour
    return hours >= night.from || hours < night.to
  }

  private static func forks(_ streams: [String: Int]) -> [Oddity] {
    streams.filter { $0.value > 1 }.sorted { $0.key < $1.key }.map { device, count in
      Oddity(.forked, device: device, entries: [], count: count)
    }
  }

  private static func suspectClocks(_ items: [Journal.Item]) -> [Oddity] {
    byDevice(items.flatMap(\.entries).filter { $0.header.clock == .suspect }).map { device, entries in
      let entries = entries.sorted(by: Journal.precedes)
      return Oddity(.suspectClock, device: device, entries: entries.map(\.header.id), count: entries.count)
    }
  }

  private static func longHelps(_ items: [Journal.Item]) -> [Oddity] {
    items.compactMap { item in
      guard let minutes = item.assistance?.minutes?.value, minutes > longMinutes else { return nil }
      return Oddity(.longHelp, device: item.entry.header.device, entries: [item.entry.header.id], count: minutes)
    }
  }

  /// The days on which what is sealed was to go that are sooner than the rule gives for the day on which they were said. What
  /// was voided is looked at, too: its sealed part is gone all the same.
  package static func earlyDays(in items: [Journal.Item]) -> [Oddity] {
    items.flatMap { item in
      item.entries.compactMap { entry in
        guard let said = SealedAbsence.said(in: entry), let least = leastDay(for: entry, saying: said, in: item),
          said < least
        else { return nil }
        return Oddity(
          .earlyDay, device: entry.header.device, entries: [entry.header.id], count: least.dayNumber - said.dayNumber,
          time: entry.header.time.milliseconds)
      }
    }
  }

  /// The soonest day that the rule allows the entry to say; nil where it says again what was said before and is still to come.
  private static func leastDay(for entry: Entry, saying said: CivilDate, in item: Journal.Item) -> CivilDate? {
    let written = max(CivilDate(milliseconds: entry.header.time.milliseconds), Retention.earliestDay)
    let isChange = entry.header.kind == .amendment
    let outcome = (isChange ? entry.body?["changes"] : entry.body)?["outcome"]?.text.map(Outcome.init(rawValue:))
    if let outcome { return Retention.until(outcome, from: written) }
    let others = item.entries.filter { $0.header.id != entry.header.id }.compactMap(SealedAbsence.said)
    if isChange, said > written, others.contains(said) { return nil }
    return written.adding(days: Retention.daysAfterClosing)
  }

  private static func byDevice(_ entries: [Entry]) -> [(device: String, entries: [Entry])] {
    Dictionary(grouping: entries) { $0.header.device ?? "" }.sorted { $0.key < $1.key }
      .map { (device: $0.key, entries: $0.value) }
  }
}
