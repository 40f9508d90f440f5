import Domain
import SyncCore

/// What becomes of the messages of a revoked device that are kept aside, once a person has decided.
package struct AsideSettlement: Sendable {
  private let store: any ServerStore
  private let team: String
  private let device: String

  /// For the messages of that device of the team.
  package init(store: any ServerStore, team: String, device: String) {
    self.store = store
    self.team = team
    self.device = device
  }

  /// Gives the messages up; how many they were.
  package func discard(now: Int64) async throws -> Int {
    let records = try await waiting()
    try await settle(records, as: .discarded, now: now)
    return records.count
  }

  /// Takes the messages in as if they had come in time. What cannot be taken in stays aside.
  ///
  /// - Returns: how many were taken in, and why others were not.
  package func accept(now: Int64) async throws -> (accepted: Int, refused: [AsideObstacle]) {
    guard let key = try await store.device(team: team, id: device)?.signingKey else { throw Problem(.deviceUnknown) }
    let answering = AnsweringRequest(store: store, team: team, device: device)
    var accepted: [AsideRecord] = []
    var refused: [AsideObstacle] = []
    for record in try await waiting() {
      do {
        let message = try SignedMessage.open(record.message, for: .request, from: key)
        try await answering.takeIn(message, now: now)
        accepted.append(record)
      } catch let obstacle as AsideObstacle {
        refused.append(obstacle)
      } catch let refusal as any RefusingError { refused.append(.problem(refusal.problem.code)) }
    }
    try await settle(accepted, as: .accepted, now: now)
    return (accepted.count, refused)
  }

  private func waiting() async throws -> [AsideRecord] {
    try await store.keptAside(team: team).filter { $0.device == device }
  }

  private func settle(_ records: [AsideRecord], as decision: AsideDecision, now: Int64) async throws {
    try await store.settleAside(
      records.map(\.fingerprint), of: device, as: decision, team: team, by: DeedOrigin(device: nil, time: now))
  }
}

/// Why a message that was kept aside could not be taken in.
package enum AsideObstacle: Error, Hashable, Sendable {
  /// The server refuses it.
  case problem(ProblemCode)
  /// Its entries join neither their stream nor a new one.
  case notJoined(SyncResponse.Outcome)

  /// The stable code that people can quote.
  package var code: String {
    switch self {
    case .problem(let code): code.rawValue
    case .notJoined(let outcome): outcome.rawValue
    }
  }
}

extension AnsweringRequest {
  /// Takes a request's entries in, for nobody who waits for an answer. Where they do not join their stream, they go into
  /// a new one of the same device: whoever could begin anew will not come back.
  fileprivate func takeIn(_ message: [UInt8], now: Int64) async throws {
    let answer = try SyncResponse(
      bytes: SignedMessage.unchecked(try await self.answer(message, admitting: .revokedToo, now: now)))
    guard answer.outcome != .stored, let onward = try SyncRequest(bytes: message).handedOn(by: device) else { return }
    let second = try SyncResponse(
      bytes: SignedMessage.unchecked(try await self.answer(onward.bytes, admitting: .revokedToo, now: now)))
    // What was not taken in stays aside.
    guard second.outcome == .stored else { throw AsideObstacle.notJoined(second.outcome) }
  }
}
