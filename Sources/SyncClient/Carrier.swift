import Domain
import Sealing
import SyncCore

/// The way by stick: a device writes what it has to say into a file, takes what a file has for it, and brings on for
/// others what they gave it.
package struct Carrier<Journal: DeviceJournal & CarriedMessages> {
  /// What a stick brought.
  package struct Reading: Hashable, Sendable {
    /// What answers to this device brought.
    package var summary = SyncSummary()
    /// How many answers were for this device.
    package var answers = 0
    /// How many messages of others were kept to be brought on.
    package var carried = 0
    /// How many answers were not signed by this device's server; they were passed over.
    package var foreign = 0
    /// How many messages of others found no room; they are on the stick still.
    package var withoutRoom = 0
    /// Why files of a folder were not taken; each was passed over whole.
    package var refused: [BundleFault] = []
  }

  /// What became of the messages that were brought to the server for others.
  package struct Delivery: Hashable, Sendable {
    /// How many reached the server.
    package var delivered = 0
    /// How many of those came from a revoked device, and are kept aside.
    package var keptAside = 0
    /// Why the server refused messages. What nobody can have written is gone; the others stay.
    package var refused: [ProblemCode] = []
  }

  private let journal: Journal
  private let keys: DeviceKeys
  private let enrolment: Enrolment
  private let serverKey: [UInt8]

  /// The carrier of a device that has joined.
  ///
  /// - Throws: `SyncFault.notEnrolled`, `SyncFault.enrolAgain`, or what the journal throws.
  package init(_ journal: Journal, keys: DeviceKeys) throws {
    guard let enrolment = try journal.enrolment() else { throw SyncFault.notEnrolled }
    guard let serverKey = enrolment.serverKey else { throw SyncFault.enrolAgain }
    self.journal = journal
    self.keys = keys
    self.enrolment = enrolment
    self.serverKey = serverKey
  }

  /// Everything that this device has to say, and what it brings on for others.
  package func bundle() throws -> SyncBundle {
    let session = DeviceSession(journal: journal, team: enrolment.team)
    let own = try session.carriedRequests().map { request in
      try SyncBundle.Frame(
        kind: .request, device: keys.deviceID,
        message: SignedMessage.sign(request.bytes, for: .request, with: keys.signingPrivate))
    }
    let frames = try own + journal.carried(.answer).map(\.frame) + requests()
    // Nobody reads a larger one; what finds no room goes with the next.
    var size = 0
    let fitting = frames.prefix(SyncLimits.bundleFrames).prefix { frame in
      size += frame.message.count + Self.frameBytes
      return size <= SyncLimits.bundleBytes
    }
    return SyncBundle(team: enrolment.team, frames: Array(fitting))
  }

  /// More than a bundle's list says about one message, in bytes.
  private static var frameBytes: Int { 256 }

  /// Writes the bundle to a file, or into a folder under the device's own name; where it stands. What a bundle that stands
  /// there says, and this device does not hold, is taken up first: a clone of this device has the same name.
  ///
  /// - Throws: `BundleFault`, or what the journal throws.
  package func write(to path: String) throws -> String {
    let place = BundleFile.place(for: keys.deviceID, at: path)
    if let earlier = try? BundleFile.read(place, team: enrolment.team) {
      // Its answers may be older than those that are carried.
      _ = try journal.carry(forOthers(earlier).filter { frame in try frame.kind == .request && isNews(frame) })
    }
    try BundleFile.write(BundleFile.bytes(try bundle().bytes(signedBy: keys)), to: place)
    return place
  }

  /// Takes what the bundle at the path, or all bundles in the folder, have for this device, and keeps the rest. In a
  /// folder a bad file is passed over where there are good ones.
  ///
  /// - Throws: `BundleFault`, before anything was taken; or what the journal throws.
  package func read(_ path: String) throws -> Reading {
    let files = try BundleFile.files(at: path)
    var reading = Reading()
    var session = DeviceSession(journal: journal, team: enrolment.team)
    for file in files {
      do {
        try take(BundleFile.read(file, team: enrolment.team), from: file, with: &session, noting: &reading)
      } catch let fault as BundleFault {
        reading.refused.append(fault)
      }
    }
    if reading.refused.count == files.count, let fault = reading.refused.first { throw fault }
    reading.summary = session.summary
    return reading
  }

  private func take(
    _ bundle: SyncBundle, from file: String, with session: inout DeviceSession<Journal>, noting reading: inout Reading
  ) throws {
    let answers = try bundle.frames.filter { $0.kind == .answer && $0.device == keys.deviceID }
      .compactMap { frame in try signed(frame.message).map { try Self.answer($0, from: file) } }
    for frame in bundle.frames where frame.kind == .request { try Self.checkBodies(in: frame, from: file) }
    reading.foreign += bundle.frames.count { $0.kind == .answer && signed($0.message) == nil }
    let gain = try journal.carry(forOthers(bundle))
    reading.carried += gain.kept
    reading.withoutRoom += gain.withoutRoom
    for answer in answers { try session.takeCarried(answer) }
    reading.answers += answers.count
  }

  private static func answer(_ message: [UInt8], from file: String) throws(BundleFault) -> SyncResponse {
    do {
      return try SyncResponse(bytes: message)
    } catch {
      if case .withoutBody(let index, _) = error { throw .withoutBody(path: file, index: index) }
      throw .newer(path: file)
    }
  }

  /// A request with an entry that has no body no server would take, nor whoever carries it. What else its server makes of it
  /// is for the server to say: a newer program may have written it.
  private static func checkBodies(in frame: SyncBundle.Frame, from file: String) throws(BundleFault) {
    do {
      _ = try SyncRequest(bytes: SignedMessage.unchecked(frame.message))
    } catch {
      if case .withoutBody(let index, _) = error { throw .withoutBody(path: file, index: index) }
    }
  }

  /// The answer in a message of this device's server; nil of an earlier team's, and of somebody who would like to be it.
  private func signed(_ message: [UInt8]) -> [UInt8]? {
    try? SignedMessage.open(message, for: .answer, from: serverKey)
  }

  /// What of a bundle to bring on: requests and answers of others, and what this very device's clone has written.
  private func forOthers(_ bundle: SyncBundle) throws -> [SyncBundle.Frame] {
    try bundle.frames.filter { frame in
      let isOwn = frame.device == keys.deviceID
      switch frame.kind {
      case .answer: return !isOwn && signed(frame.message) != nil
      case .request: return try !isOwn || isNews(frame)
      }
    }
  }

  /// Whether a request has entries that this device does not hold.
  private func isNews(_ request: SyncBundle.Frame) throws -> Bool {
    let message = try? SyncRequest(bytes: SignedMessage.unchecked(request.message))
    return try message.map { try !journal.holds($0.push.entries) } ?? false
  }

  /// Brings the requests of others to the server, and keeps the answers for them. A request goes once its entries were
  /// seen in the feed, or the server signed that it will never take it; everything else stays.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func deliver(over transport: some Transport) async throws -> Delivery {
    var delivery = Delivery()
    var unclear: SyncFault?
    for frame in try requests() {
      do {
        let reply = try await transport.sendPatiently(Route.carry, body: frame.message, token: enrolment.token)
        try await handOn(frame, after: reply.answer(from: serverKey), over: transport)
        try journal.settle(
          frame, as: .answered(SyncBundle.Frame(kind: .answer, device: frame.device, message: reply.body)))
        delivery.delivered += 1
      } catch let fault as SyncFault where fault.isAboutOneMessage {
        // What this program does not understand about one message must not keep the others.
        unclear = fault
        try journal.settle(frame, as: .refused)
      } catch SyncFault.refused(let problem) where problem.retryAfter == nil && problem.code.status < 500 {
        let isFinal = problem.code.isFinal && problem.isSigned(about: frame.message, by: serverKey)
        try journal.settle(frame, as: isFinal ? .givenUp : .refused)
        if isFinal, problem.code == .keptAside {
          delivery.delivered += 1
          delivery.keptAside += 1
        } else {
          delivery.refused.append(problem.code)
        }
      }
    }
    if let unclear { throw unclear }
    return delivery
  }

  /// Where the server could not join the entries to their author's stream, they go there as this device's: the author
  /// may never come back.
  private func handOn(
    _ frame: SyncBundle.Frame, after response: SyncResponse, over transport: some Transport
  ) async throws {
    guard response.outcome != .stored else { return }
    let request = try SyncRequest(bytes: SignedMessage.unchecked(frame.message))
    guard let onward = request.handedOn(by: keys.deviceID) else { return }
    let message = try SignedMessage.sign(onward.bytes, for: .request, with: keys.signingPrivate)
    let reply = try await transport.sendPatiently(Route.sync, body: message, token: enrolment.token)
    // Only the server's own word lets the message go.
    guard try reply.answer(from: serverKey).outcome == .stored else { throw SyncFault.unsettled }
  }

  /// The requests of others that may still bring the server something, or their author an answer: those with entries
  /// that did not come back in this device's feed yet, and of each stream the one that goes farthest, until it was
  /// answered. The rest is given up, or sticks would carry every message that there ever was.
  private func requests() throws -> [SyncBundle.Frame] {
    let carried = try journal.carried(.request).map { carried in
      (carried, try? SyncRequest(bytes: SignedMessage.unchecked(carried.frame.message)))
    }
    var farthest: [StreamID: SyncRequest] = [:]
    for case (_, let request?) in carried where farthest[request.stream].map({ $0.reach < request.reach }) ?? true {
      farthest[request.stream] = request
    }
    return try carried.compactMap { carried, request in
      guard let request, carried.isAnswered || farthest[request.stream] != request,
        try journal.hasSeen(request.push.entries)
      else { return carried.frame }
      try journal.settle(carried.frame, as: .givenUp)
      return nil
    }
  }
}

extension SyncFault {
  /// Whether other messages may fare better.
  fileprivate var isAboutOneMessage: Bool {
    switch self {
    case .badAnswer, .unsettled: true
    default: false
    }
  }
}

extension ProblemCode {
  /// Whether no later attempt to bring the same message can end otherwise: the server keeps it already, or nobody can have
  /// written it. A device that the server does not know may join yet.
  fileprivate var isFinal: Bool { self == .keptAside || self == .proofRefused || self == .malformedMessage }
}

extension SyncRequest {
  /// How far its stream goes with it, and where its author stood in the feed.
  fileprivate var reach: (end: Int, place: Int) {
    (push.base.sequence + push.entries.count, feed?.place.change ?? 0)
  }
}
