import Domain
import SyncCore

/// The loop round `DeviceExchange`: it keeps the journal and the wire. After any fault it is enough to run again.
package struct SyncExchange {
  private let transport: any Transport
  private let batchEntries: Int

  /// An exchange over that transport, with at most so many entries in one push.
  package init(over transport: some Transport, batchEntries: Int = SyncLimits.batchEntries) {
    self.transport = transport
    self.batchEntries = batchEntries
  }

  /// Syncs a journal with the server at which it is enrolled, over HTTP.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package static func run(on journal: some DeviceJournal) async throws -> SyncSummary {
    guard let enrolment = try journal.enrolment() else { throw SyncFault.notEnrolled }
    return try await HTTPTransport.reaching(try ServerAddress(enrolment.server)) { transport in
      try await SyncExchange(over: transport).run(on: journal)
    }
  }

  /// Syncs a journal: sends what the server is missing, takes the guides it has.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func run(on journal: some DeviceJournal) async throws -> SyncSummary {
    guard let enrolment = try journal.enrolment() else { throw SyncFault.notEnrolled }
    let stream = try journal.stream()
    guard stream.device == enrolment.device else { throw SyncFault.wrongDevice }
    var summary = SyncSummary(mark: try journal.serverMark())
    var exchange = DeviceExchange(mark: summary.mark)
    var actions = exchange.start()
    while !actions.isEmpty {
      switch actions.removeFirst() {
      case .send(let base):
        let request = try request(after: base, on: journal, stream: stream, summary: summary)
        let response = try await answer(to: request, token: enrolment.token)
        let own = try journal.chainHash(at: response.mark.sequence)
        actions = exchange.answered(response, own: own, head: try journal.head().sequence)
      case .record(let mark, let epoch, let time):
        try journal.record(serverMark: mark, epoch: epoch, time: time)
        summary.note(mark)
      case .install(let guides):
        for guide in guides { summary.guides.append(try arrival(of: guide, on: journal)) }
      case .finish(.settled): return summary
      case .finish(.forked(let mark)): throw SyncFault.forked(mark)
      case .finish(.unsettled): throw SyncFault.unsettled
      }
    }
    return summary
  }

  private func arrival(of guide: SignedGuide, on journal: some DeviceJournal) throws -> GuideArrival {
    // A signature vouches for the content; where it lands on the disk is not left to it.
    let reception = guide.hasSafeNames ? try journal.install(guide) : .unreadable
    return GuideArrival(id: guide.package.id, version: guide.package.version, reception: reception)
  }

  private func request(
    after base: StreamMark, on journal: some DeviceJournal, stream: StreamID, summary: SyncSummary
  ) throws -> SyncRequest {
    let entries = try journal.entries(
      after: base.sequence, count: batchEntries, bytes: SyncLimits.batchBytes)
    // What the device refused must not come again in the same exchange, or it would stand before what follows.
    var versions = try journal.guideVersions()
    for guide in summary.guides { versions[guide.id] = max(guide.version, versions[guide.id] ?? 0) }
    return SyncRequest(stream: stream, push: .init(base: base, entries: entries), guides: versions)
  }

  private func answer(to request: SyncRequest, token: String) async throws -> SyncResponse {
    let reply = try await transport.send(Route.sync, body: request.bytes, token: token)
    guard let response = try? SyncResponse(bytes: try reply.granted()) else {
      _ = try reply.granted()
      throw SyncFault.badAnswer(status: reply.status)
    }
    return response
  }
}
