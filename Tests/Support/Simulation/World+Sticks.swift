import Domain
import SyncCore

/// Messages that people carry.
extension World {
  private func session(_ index: Int) -> DeviceSession<MortalJournal<Disk>> {
    DeviceSession(journal: machines[index].journal, team: Self.team, rules: rules)
  }

  /// The device writes onto one of the sticks, or onto a new one.
  func writeStick(_ index: Int, _ number: Int) throws {
    do {
      let requests = try session(index).carriedRequests()
      let stick = number % (sticks.count + 1)
      if stick == sticks.count {
        guard sticks.count < Self.most else { return }
        sticks.append(Stick())
      }
      if sticks[stick].requests.count < Self.most { sticks[stick].requests += requests }
    } catch is PowerCut {
      tally.powerCuts += 1
      try losePower(index)
    }
  }

  /// The server takes everything on the stick, which stays there, and answers onto it. What it cannot join to its stream
  /// the carrier hands on in its own name.
  func carryStick(_ number: Int, by index: Int, isReversed: Bool) async throws {
    guard !sticks.isEmpty else { return }
    let stick = number % sticks.count
    tally.carried += 1
    for request in isReversed ? sticks[stick].requests.reversed() : sticks[stick].requests {
      let request = circumstances.isWritten ? try wire.carry(request) : request
      let response = try await answer(request)
      sticks[stick].answers.append((response, age))
      if response.outcome != .stored, let handedOn = request.handedOn(by: machines[index].device) {
        _ = try await answer(handedOn)
      }
    }
  }

  /// The device takes the answers that are for it; they stay on the stick.
  func readStick(_ number: Int, at index: Int, isReversed: Bool) async throws {
    guard !sticks.isEmpty else { return }
    let answers = sticks[number % sticks.count].answers
    for (response, answerAge) in isReversed ? answers.reversed() : answers
    where response.stream.device == machines[index].device {
      let response = circumstances.isWritten ? try wire.carry(response) : response
      let before = try machines[index].journal.standing()
      do {
        var session = session(index)
        try session.takeCarried(response)
      } catch is PowerCut {
        tally.powerCuts += 1
        try losePower(index)
      } catch let fault as AnswerFault {
        try broken(.brokenFeed, "machine \(index), from a stick: \(fault)")
      }
      try await learned(answerAge, before, at: index)
    }
  }
}
