import Domain

/// What a device does in one exchange: events in, actions out.
///
/// The loop round it keeps the journal and the wire. It calls `start`, carries out the actions in their order, and
/// brings every answer to `answered` until an action is `finish`.
package struct DeviceExchange: Sendable {
  /// What the loop has to do.
  package enum Action: Hashable, Sendable {
    /// Send what follows that mark.
    case send(base: StreamMark)
    /// Keep that the server holds the stream so far, before anything else happens; the name of its history and its
    /// clock go with it.
    case record(StreamMark, epoch: String, time: Int64)
    /// Offer the guides to the device.
    case install([SignedGuide])
    /// The exchange is over.
    case finish(Ending)
  }

  /// How an exchange ended.
  package enum Ending: Hashable, Sendable {
    /// The server holds everything that the device has.
    case settled
    /// The server's history of the stream is not the device's. Nothing was changed on either side; the server's mark.
    case forked(StreamMark)
    /// The two sides did not come together in a bounded number of attempts; a later exchange goes on.
    case unsettled
  }

  /// How often an exchange may begin again without having come further.
  package static let maximumRenegotiations = 3

  /// How many answers with guides one exchange takes; what still waits then comes with the next exchange.
  package static let maximumGuideAnswers = 64

  /// The mark after which the last push began.
  private var base: StreamMark
  private var renegotiations = 0
  private var guideAnswers = 0

  /// An exchange of a device that believes the server to hold the stream up to that mark.
  package init(mark: StreamMark) { base = mark }

  /// Begins: what the server is missing, even if that is nothing, because guides come with the answer.
  package func start() -> [Action] { [.send(base: base)] }

  /// Goes on after an answer.
  ///
  /// - Parameters:
  ///   - own: the device's own chain hash at the number of the answer's mark; nil where the device has no such entry.
  ///   - head: the number of the device's last entry.
  package mutating func answered(_ response: SyncResponse, own: Fingerprint?, head: Int) -> [Action] {
    // A mark beyond the device's own head means that the device went back in time: a fork as well.
    guard response.outcome != .fork, own == response.mark.hash else { return [.finish(.forked(response.mark))] }
    var actions: [Action] = [.record(response.mark, epoch: response.epoch, time: response.time)]
    if !response.guides.isEmpty {
      actions.append(.install(response.guides))
      guideAnswers += 1
    }
    let cameFurther = response.mark.sequence > base.sequence
    base = response.mark
    let isBehind = base.sequence < head
    if isBehind, !cameFurther {
      renegotiations += 1
      guard renegotiations <= Self.maximumRenegotiations else { return actions + [.finish(.unsettled)] }
    }
    let guidesWait = response.moreGuides && !response.guides.isEmpty && guideAnswers < Self.maximumGuideAnswers
    return actions + [isBehind || guidesWait ? .send(base: base) : .finish(.settled)]
  }
}
