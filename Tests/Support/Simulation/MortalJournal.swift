import Domain
import SyncCore

/// The power went at a durable step of a device.
struct PowerCut: Error {}

/// A device's journal on a machine whose power may go before or after a durable step.
final class MortalJournal<Base: DeviceJournal>: DeviceJournal {
  let base: Base
  private var stepsLeft: Int?
  private var isAfter = false

  init(_ base: Base) { self.base = base }

  /// The power goes at the n-th durable step from now.
  func fail(atStep steps: Int, isAfter: Bool) {
    stepsLeft = steps
    self.isAfter = isAfter
  }

  private func durable<Result>(_ step: () throws -> Result) throws -> Result {
    guard let left = stepsLeft else { return try step() }
    stepsLeft = left - 1
    guard left <= 1 else { return try step() }
    stepsLeft = nil
    if isAfter { _ = try step() }
    throw PowerCut()
  }

  func enrolment() throws -> Enrolment? { try base.enrolment() }
  func record(_ enrolment: Enrolment) throws { try durable { try base.record(enrolment) } }
  func standing() throws -> DeviceStanding { try base.standing() }
  func chainHash(at sequence: Int) throws -> Fingerprint? { try base.chainHash(at: sequence) }
  func entries(after sequence: Int, count: Int, bytes: Int) throws -> [Entry] {
    try base.entries(after: sequence, count: count, bytes: bytes)
  }
  func checkpoints() throws -> [FeedPlace] { try base.checkpoints() }
  func take(_ receipt: ExchangeReceipt) throws -> FeedGain { try durable { try base.take(receipt) } }
  func beginIncarnation() throws { try durable { try base.beginIncarnation() } }
  func offerUnconfirmed() throws -> Int { try durable { try base.offerUnconfirmed() } }
  func setApart(_ entry: EntryID) throws { try durable { try base.setApart(entry) } }
  func guideVersions() throws -> [String: Int] { try base.guideVersions() }
  func refusedGuides() throws -> Set<Fingerprint> { try base.refusedGuides() }
  func install(_ guide: SignedGuide) throws -> GuideReception { try durable { try base.install(guide) } }
}
