import Domain
import LocalStore

/// `doctor --confirm-clock`: a person vouches for the machine's clock, where the purge waits because the machine cannot.
struct ClockConfirmation {
  let shell: Shell

  /// Says what day the machine shows and how much goes by it, and keeps the moment after a yes. What is purged is gone for
  /// good, so nobody's yes is taken for granted.
  func ask(isSure: Bool) throws {
    let store = try shell.store
    let facts = ["day": shell.today.slashed, "known": try store.vouchedDay()?.slashed ?? "–"]
    guard try store.mayConfirmClock() else {
      throw UserFault("doctor.clock-behind", facts)
    }
    shell.screen.show(
      shell.phrases("doctor.confirm", facts.merging(["count": String(try store.dueCount())]) { $1 }), .warning)
    guard isSure || shell.isConfirmed(shell.phrases("doctor.confirm-clock")) else {
      shell.screen.show(shell.phrases("log.cancelled"), .faint)
      return
    }
    guard let gone = try store.confirmClock() else { throw UserFault("doctor.clock-behind", facts) }
    shell.screen.show(shell.phrases("doctor.confirmed", facts.merging(["count": String(gone)]) { $1 }), .good)
  }

  /// Tells that the purge waits, and for what.
  func tellWhetherItWaits() throws {
    guard try shell.store.isPurgeWaiting() else { return }
    let known = try shell.store.vouchedDay()?.slashed
    shell.screen.show(
      shell.phrases(
        known == nil ? "doctor.purge-waits-unknown" : "doctor.purge-waits",
        ["day": shell.today.slashed, "known": known ?? ""]), .warning)
  }
}
