import Domain
import SyncCore

extension MemoryServerStore {
  package func exchange(
    _ question: JournalExchange.Question, team id: String, admitting authors: AdmittedAuthors, now: Int64
  ) throws -> JournalExchange.Answer {
    let vouched = state.withLock(\.vouchedTime)
    return try changing(id) { team in
      if authors == .members, team.devices[question.stream.device]?.record.isRevoked == true {
        throw Problem(.deviceRevoked)
      }
      for entry in question.push.entries { team.received[entry.header.id] = team.received[entry.header.id] ?? now }
      let answer = team.journal.exchange(
        question, purgedBy: vouched.map(CivilDate.init(milliseconds:)), received: team.received)
      if answer.outcome == .fork {
        let first = team.forks[question.stream]?.first ?? now
        team.forks[question.stream] = ForkRecord(stream: question.stream, first: first, last: now)
      }
      return answer
    }
  }

  package func entries(team: String) -> [StoredEntry] {
    state.withLock { state in
      (state.teams[team]?.journal.changes ?? []).filter { $0.standing == .counted }.map { change in
        StoredEntry(entry: change.entry.withoutSealed, device: change.stream.device)
      }
    }
  }

  package func forks(team: String) -> [ForkRecord] {
    state.withLock { state in
      (state.teams[team]?.forks ?? [:]).values.sorted {
        ($0.first, $0.stream.device, $0.stream.incarnation) < ($1.first, $1.stream.device, $1.stream.incarnation)
      }
    }
  }

  package func keepAside(_ message: [UInt8], of device: String, team: String, now: Int64) throws {
    try changing(team) { team in
      guard !team.settled.contains(Fingerprint(of: message)), !team.aside.contains(where: { $0.message == message })
      else { return }
      team.aside.append(AsideRecord(device: device, received: now, message: message))
    }
  }

  package func keptAside(team: String) -> [AsideRecord] { state.withLock { $0.teams[team]?.aside ?? [] } }

  package func asideCounts(team: String) -> [String: Int] {
    keptAside(team: team).reduce(into: [:]) { $0[$1.device, default: 0] += 1 }
  }

  package func settleAside(
    _ messages: [Fingerprint], of device: String, as decision: AsideDecision, team: String, by origin: DeedOrigin
  ) throws {
    try changing(team) { team in
      let before = team.aside.count
      team.aside.removeAll { $0.device == device && messages.contains($0.fingerprint) }
      guard team.aside.count < before else { return }
      team.settled.formUnion(messages)
      team.deeds[origin.id] = DeedRecord(
        origin: origin, what: decision.word, subject: device, detail: String(before - team.aside.count))
    }
  }
}
