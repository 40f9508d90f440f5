import Domain
import GuideFormat
import LocalStore
import Sealing

/// A session's events on the disk: what was confirmed is there before it is shown.
struct SessionLog {
  let record: SessionRecord
  private let store: Store
  private(set) var events: [SessionEvent]
  /// The answers to the closing form, the latest of each field; an answer that was taken back is missing.
  private(set) var closing = FormAnswers()

  /// The log of a session that began or goes on.
  init(_ record: SessionRecord, in store: Store) throws {
    self.record = record
    self.store = store
    events = try store.events(of: record)
    for event in events { note(Self.fields(event)) }
  }

  /// Makes one more event durable.
  mutating func append(_ fields: [String], text: String? = nil) throws {
    let event = CanonicalValue.array(fields.map { .text($0) }).bytes
    let line = String(decoding: event, as: UTF8.self)
    let time = try store.append(event: line, text: text, number: events.count + 1, to: record)
    events.append(SessionEvent(time: time, event: line, text: text.map { .open($0) }))
    note(fields)
  }

  /// Takes in an event of the closing form; others are passed over.
  private mutating func note(_ fields: [String]) {
    guard fields.first == Self.closingWord, fields.count >= 2, let field = FormField(rawValue: fields[1]) else {
      return
    }
    if fields.count == 3 { closing[field] = fields[2] } else { closing.forget(field) }
  }

  /// The procedure of the catalogue for which the common flow is walked, as the catalogue had it when the session began.
  var procedure: ListedProcedure? {
    for event in events {
      let fields = Self.fields(event)
      guard fields.count >= 3, fields[0] == Self.procedureWord else { continue }
      // An older program noted no more than the name.
      func said(_ place: Int) -> String? { fields.count > place && !fields[place].isEmpty ? fields[place] : nil }
      return ListedProcedure(
        code: fields[1], name: fields[2], level: ServiceLevel(rawValue: said(3) ?? "unknown"), authority: said(4),
        url: said(5))
    }
    return nil
  }

  /// The event that says for which procedure the flow is walked.
  static func procedureEvent(_ procedure: ListedProcedure) -> [String] {
    [
      procedureWord, procedure.code, procedure.name, procedure.level.rawValue, procedure.authority ?? "",
      procedure.url ?? "",
    ]
  }

  private static let procedureWord = "procedure"

  /// The walk's events, in order.
  var walkEvents: [WalkEvent] { events.compactMap { WalkEvent(fields: Self.fields($0)) } }

  /// Whether there is text that was sealed when the session was paused.
  var isSealed: Bool {
    events.contains { if case .sealed = $0.text { true } else { false } }
  }

  /// Opens the texts that were sealed when the session was paused; how many stay closed, since they were sealed to a key that
  /// is no more.
  mutating func open(with keys: Keyring) -> Int {
    events = events.map { (try? $0.opened(with: keys)) ?? $0 }
    return events.count { if case .sealed = $0.text { true } else { false } }
  }

  /// The text that belongs to a reference, once it is open.
  func text(_ reference: String) -> String? {
    guard let number = Int(reference), events.indices.contains(number - 1) else { return nil }
    guard case .open(let text) = events[number - 1].text else { return nil }
    return text
  }

  /// The reference under which the next event's text can be found.
  var nextReference: String { String(events.count + 1) }

  /// The event that answers a field of the closing form, or takes the answer back where it is nil.
  static func closingEvent(_ field: FormField, _ answer: String?) -> [String] {
    [closingWord, field.rawValue] + (answer.map { [$0] } ?? [])
  }

  private static let closingWord = "closing"

  private static func fields(_ event: SessionEvent) -> [String] {
    (try? CanonicalValue(bytes: Array(event.event.utf8)))?.texts ?? []
  }

  /// When the help of that day began: the session's start, or, where it was taken up again on another day, the first
  /// event of the day. The log counts help on the day on which it was finished.
  func startedToday(_ today: CivilDate) -> Int64 {
    let times = [record.startedAt] + events.map(\.time)
    return times.first { CivilDate(milliseconds: $0) == today } ?? record.startedAt
  }

  /// Whole minutes that were spent, at least 1: the time between one event and the next, where a longer rest than
  /// `longestRest` counts as that, since a session may be paused over night and a clock may jump.
  var measuredMinutes: Int {
    // The questions at the end are not counted, so that what is offered stays the same while they are answered.
    let walked = events.filter { Self.fields($0).first != Self.closingWord }
    let times = [record.startedAt] + walked.map(\.time)
    let spent = zip(times, times.dropFirst()).map { min(max($1 - $0, 0), Self.longestRest) }.reduce(0, +)
    return min(max(1, Int((spent + 30_000) / 60_000)), Assistance.Minutes.maximum)
  }

  private static let longestRest: Int64 = 10 * 60_000
}
