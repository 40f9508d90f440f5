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
  }

  /// What became of the messages that were brought to the server for others.
  package struct Delivery: Hashable, Sendable {
    /// How many reached the server.
    package var delivered = 0
    /// How many of those came from a revoked device, and are kept aside.
    package var keptAside = 0
    /// Why the server refused messages. What nobody of the team can have written is gone; the others stay.
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
    return SyncBundle(team: enrolment.team, frames: try own + journal.carried(.request) + journal.carried(.answer))
  }

  /// Writes the bundle to a file, or into a folder under the device's own name; where it stands.
  ///
  /// - Throws: `BundleFault`, or what the journal throws.
  package func write(to path: String) throws -> String {
    let place = BundleFile.place(for: keys.deviceID, at: path)
    try BundleFile.write(BundleFile.bytes(try bundle().bytes(signedBy: keys)), to: place)
    return place
  }

  /// Takes what the bundle at the path, or all bundles in the folder, have for this device, and keeps the rest.
  ///
  /// - Throws: `BundleFault`, before anything of that file was taken; or what the journal throws.
  package func read(_ path: String) throws -> Reading {
    let bundles = try BundleFile.files(at: path).map { file in
      (file, try BundleFile.read(file, team: enrolment.team))
    }
    var reading = Reading()
    var session = DeviceSession(journal: journal, team: enrolment.team)
    for (file, bundle) in bundles {
      let own = try bundle.frames.filter { $0.kind == .answer && $0.device == keys.deviceID }.map { frame in
        do {
          return try SyncResponse(bytes: SignedMessage.open(frame.message, for: .answer, from: serverKey))
        } catch {
          throw BundleFault.damaged(path: file)
        }
      }
      reading.carried += try journal.carry(bundle.frames.filter { $0.device != keys.deviceID })
      for answer in own { try session.takeCarried(answer) }
      reading.answers += own.count
    }
    reading.summary = session.summary
    return reading
  }

  /// Brings the requests of others to the server, and keeps the answers for them. What cannot be brought now stays.
  ///
  /// - Throws: `SyncFault`, or what the journal throws.
  package func deliver(over transport: some Transport) async throws -> Delivery {
    var delivery = Delivery()
    for frame in try journal.carried(.request) {
      do {
        let reply = try await transport.send(Route.carry, body: frame.message, token: enrolment.token)
        let message = try reply.granted()
        try await handOn(frame, after: message, over: transport)
        try journal.delivered(frame, answer: SyncBundle.Frame(kind: .answer, device: frame.device, message: message))
        delivery.delivered += 1
      } catch SyncFault.refused(let problem) where problem.retryAfter == nil && problem.code.status < 500 {
        switch problem.code {
        case .keptAside:
          try journal.delivered(frame, answer: nil)
          delivery.delivered += 1
          delivery.keptAside += 1
        case .proofRefused, .malformedMessage, .wrongDevice:
          try journal.delivered(frame, answer: nil)
          delivery.refused.append(problem.code)
        default: delivery.refused.append(problem.code)
        }
      }
    }
    return delivery
  }

  /// Where the server could not join the entries to their author's stream, they go there as this device's: the author
  /// may never come back.
  private func handOn(_ frame: SyncBundle.Frame, after answer: [UInt8], over transport: some Transport) async throws {
    let response = try SyncResponse(bytes: SignedMessage.open(answer, for: .answer, from: serverKey))
    guard response.outcome != .stored else { return }
    let request = try SyncRequest(bytes: SignedMessage.unchecked(frame.message))
    guard let onward = request.handedOn(by: keys.deviceID) else { return }
    let message = try SignedMessage.sign(onward.bytes, for: .request, with: keys.signingPrivate)
    _ = try await transport.send(Route.sync, body: message, token: enrolment.token).granted()
  }
}
