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
    /// How many answers to this device were not signed by its server; they were passed over.
    package var foreign = 0
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
    let frames = try own + requests() + journal.carried(.answer)
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

  /// Writes the bundle to a file, or into a folder under the device's own name; where it stands.
  ///
  /// - Throws: `BundleFault`, or what the journal throws.
  package func write(to path: String) throws -> String {
    let place = BundleFile.place(for: keys.deviceID, at: path)
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
    var answers: [SyncResponse] = []
    for frame in bundle.frames where frame.kind == .answer && frame.device == keys.deviceID {
      // Of the server of an earlier team, or of somebody who would like to be the server.
      guard let message = try? SignedMessage.open(frame.message, for: .answer, from: serverKey) else {
        reading.foreign += 1
        continue
      }
      guard let answer = try? SyncResponse(bytes: message) else { throw BundleFault.newer(path: file) }
      answers.append(answer)
    }
    reading.carried += try journal.carry(bundle.frames.filter { $0.device != keys.deviceID })
    for answer in answers { try session.takeCarried(answer) }
    reading.answers += answers.count
  }

  /// Brings the requests of others to the server, and keeps the answers for them. What cannot be brought now stays.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func deliver(over transport: some Transport) async throws -> Delivery {
    var delivery = Delivery()
    var unclear: SyncFault?
    for frame in try requests() {
      do {
        let reply = try await transport.send(Route.carry, body: frame.message, token: enrolment.token)
        try await handOn(frame, after: reply.answer(from: serverKey), over: transport)
        try journal.delivered(frame, answer: SyncBundle.Frame(kind: .answer, device: frame.device, message: reply.body))
        delivery.delivered += 1
      } catch SyncFault.badAnswer(let status) {
        // What this program does not understand about one message must not keep the others.
        unclear = .badAnswer(status: status)
      } catch SyncFault.refused(let problem) where problem.retryAfter == nil && problem.code.status < 500 {
        switch problem.code {
        case .keptAside:
          try journal.delivered(frame, answer: nil)
          delivery.delivered += 1
          delivery.keptAside += 1
        case .proofRefused, .malformedMessage:
          try journal.delivered(frame, answer: nil)
          delivery.refused.append(problem.code)
        // Also of a device that the server does not know: it may join again, and its entries may be nowhere else.
        default: delivery.refused.append(problem.code)
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
    let reply = try await transport.send(Route.sync, body: message, token: enrolment.token)
    // Only the server's own word lets the message go.
    guard try reply.answer(from: serverKey).outcome == .stored else { throw SyncFault.unsettled }
  }

  /// The requests of others that may still bring the server something, or their author an answer: those with entries
  /// that did not come back in this device's feed yet, and of each stream the one that goes farthest. The rest is given
  /// up, or sticks would carry every message that there ever was.
  private func requests() throws -> [SyncBundle.Frame] {
    let frames = try journal.carried(.request).map { frame in
      (frame, try? SyncRequest(bytes: SignedMessage.unchecked(frame.message)))
    }
    var farthest: [StreamID: SyncRequest] = [:]
    for case (_, let request?) in frames where farthest[request.stream].map({ $0.reach < request.reach }) ?? true {
      farthest[request.stream] = request
    }
    return try frames.compactMap { frame, request in
      guard let request, farthest[request.stream] != request, try journal.hasSeen(request.push.entries) else {
        return frame
      }
      try journal.delivered(frame, answer: nil)
      return nil
    }
  }
}

extension SyncRequest {
  /// How far its stream goes with it, and where its author stood in the feed.
  fileprivate var reach: (end: Int, place: Int) {
    (push.base.sequence + push.entries.count, feed?.place.change ?? 0)
  }
}
