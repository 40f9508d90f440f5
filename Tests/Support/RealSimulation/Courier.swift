import Compression
import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Sealing
import ServerTesting
import SyncClient
import SyncCore
import Testbed

/// Brings the questions of simulated devices to a server's real router, as signed and compressed messages.
package final class Courier {
  /// How a message travels.
  package enum Way: String, CaseIterable, Sendable {
    /// Each device sends its own.
    case network
    /// In a bundle's file to the device that joined first, which carries it to the server, and back in another file.
    case bundle
  }

  let server: TestServer
  private let client: any TestClientProtocol
  private let way: Way
  private let folder = TemporaryFolder()
  private var members: [(keys: DeviceKeys, enrolment: Enrolment)] = []
  /// How many answers came.
  package private(set) var answers = 0

  /// Why a question was not answered.
  struct Refusal: Error {
    let status: Int
    let body: String
  }

  /// A courier to that server, which the client reaches.
  package init(to server: TestServer, over transport: RouterTransport, by way: Way) {
    self.server = server
    client = transport.client
    self.way = way
  }

  /// Lets a device join the team.
  func join(_ keys: DeviceKeys, team: String) async throws {
    let code = try await server.invite(team)
    members.append((keys, try await RouterTransport(client: client).enrol(code, keys: keys)))
  }

  /// Asks in the device's name, and opens what the server signed.
  func exchange(_ question: JournalExchange.Question) async throws -> JournalExchange.Answer {
    guard let author = members.first(where: { $0.enrolment.device == question.stream.device }),
      let carrier = members.first, let serverKey = author.enrolment.serverKey
    else { throw SyncFault.notEnrolled }
    let request = SyncRequest(stream: question.stream, push: question.push, feed: question.feed)
    let message = try SignedMessage.sign(request.bytes, for: .request, with: author.keys.signingPrivate)
    let answer: [UInt8]
    switch way {
    case .network: answer = try await post(message, to: Route.sync, token: author.enrolment.token)
    case .bundle:
      let brought = try written(message, .request, of: author.keys, by: author.keys)
      let reply = try await post(brought, to: Route.carry, token: carrier.enrolment.token)
      answer = try written(reply, .answer, of: author.keys, by: carrier.keys)
    }
    let response = try SyncResponse(bytes: SignedMessage.open(answer, for: .answer, from: serverKey))
    answers += 1
    return JournalExchange.Answer(outcome: response.outcome, mark: response.mark, feed: response.feed)
  }

  /// Writes a message of or to a device onto a stick, and reads it there.
  private func written(
    _ message: [UInt8], _ kind: SyncBundle.Frame.Kind, of device: DeviceKeys, by writer: DeviceKeys
  ) throws -> [UInt8] {
    let team = members.first?.enrolment.team ?? ""
    let frame = SyncBundle.Frame(kind: kind, device: device.deviceID, message: message)
    let path = BundleFile.place(for: writer.deviceID, at: folder.path)
    try BundleFile.write(
      BundleFile.bytes(try SyncBundle(team: team, frames: [frame]).bytes(signedBy: writer)), to: path)
    guard let read = try BundleFile.read(path, team: team).frames.first else {
      throw BundleFault.damaged(path: path)
    }
    return read.message
  }

  private func post(_ message: [UInt8], to route: String, token: String) async throws -> [UInt8] {
    let coding = ContentCoding.camtay
    let headers: HTTPFields = [
      .authorization: "Bearer \(token)", .contentEncoding: coding.rawValue, .acceptEncoding: coding.rawValue,
    ]
    let body = Deflate.message(Deflate.parts(of: message), coding: coding)
    let response = try await client.execute(
      uri: route, method: .post, headers: headers, body: ByteBuffer(bytes: body))
    guard let coding = ContentCoding(contentEncoding: response.headers[.contentEncoding] ?? "") else {
      throw SyncFault.badAnswer(status: response.status.code)
    }
    var incoming = IncomingBody(coding: coding, limit: SyncLimits.responseBytes)
    try incoming.append(response.body.readableBytesUInt8Span)
    let answer = try incoming.finish()
    guard response.status == .ok else {
      throw Refusal(status: response.status.code, body: String(decoding: answer, as: UTF8.self))
    }
    return answer
  }
}
