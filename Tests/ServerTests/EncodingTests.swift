import Compression
import Dispatch
import Domain
import Hummingbird
import HummingbirdTesting
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// How the server takes and gives bodies that are compressed.
@Suite(.timeLimit(.minutes(10))) struct EncodingTests {
  private func code(_ answer: TestResponse) -> ProblemCode? {
    let problem = Problem(bytes: Array(buffer: answer.body))
    return problem?.code.status == Int(answer.status.code) ? problem?.code : nil
  }

  @Test func bodiesAndAnswersMayBeCompressed() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let client = transport.client
      let device = try await server.device(over: transport)
      let (journal, token) = (device.journal, device.enrolment.token)
      for _ in 0..<20 { journal.append(.sample()) }
      let push = SyncRequest.Push(base: journal.mark, entries: journal.entries)
      let plain = try device.signed(SyncRequest(stream: journal.stream, push: push))
      let body = Deflate.compress([.init(plain)])
      #expect(body.count * 2 < plain.count)
      let answer = try await client.execute(
        uri: Route.sync, method: .post, headers: [.authorization: "Bearer \(token)", .contentEncoding: "Deflate"],
        body: ByteBuffer(bytes: body))
      #expect(answer.status == .ok)
      #expect(answer.headers[.contentEncoding] == nil)
      #expect(try device.answer(Array(buffer: answer.body)).mark == journal.head)

      let whole = try await client.execute(uri: Route.document, method: .get)
      let small = try await client.execute(
        uri: Route.document, method: .get, headers: [.acceptEncoding: "gzip, deflate"])
      #expect(small.headers[.contentEncoding] == "deflate")
      #expect(small.body.readableBytes * 2 < whole.body.readableBytes)
      #expect(try Deflate.expand(Array(buffer: small.body), limit: 1 << 20) == Array(buffer: whole.body))
      // What would not get smaller stays as it is.
      let health = try await client.execute(uri: Route.health, method: .get, headers: [.acceptEncoding: "deflate"])
      #expect(health.headers[.contentEncoding] == nil)
    }
  }

  @Test func whatIsDamagedTooLongOrInAnotherEncodingIsRefusedByName() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let client = transport.client
      let device = try await server.device(over: transport)
      let (journal, token) = (device.journal, device.enrolment.token)
      func answer(_ encoding: String, _ body: [UInt8]) async throws -> TestResponse {
        try await client.execute(
          uri: Route.sync, method: .post, headers: [.authorization: "Bearer \(token)", .contentEncoding: encoding],
          body: ByteBuffer(bytes: body))
      }
      let request = try device.signed(
        SyncRequest(stream: journal.stream, push: .init(base: journal.head, entries: [])))
      let body = Deflate.compress([.init(request)])
      #expect(code(try await answer("deflate", Array(body.dropLast()))) == .encodingDamaged)
      #expect(code(try await answer("deflate", body + [0])) == .encodingDamaged)
      #expect(code(try await answer("deflate", request)) == .encodingDamaged)
      #expect(code(try await answer("deflate", [])) == .encodingDamaged)
      #expect(code(try await answer("identity", body)) == .proofRefused)
      for encoding in ["gzip", "br", "deflate, deflate", "zstd"] {
        let refused = try await answer(encoding, body)
        #expect(code(refused) == .encodingUnsupported)
        #expect(refused.headers[.acceptEncoding] == "identity, deflate, camtay-1")
      }
      let most = SyncLimits.requestBytes
      let zeros = [UInt8](repeating: 32, count: most + 1)
      #expect(
        code(try await answer("deflate", Deflate.compress([.init(Array(zeros.dropLast()))]))) == .proofRefused)
      #expect(code(try await answer("deflate", Deflate.compress([.init(zeros)]))) == .bodyExpandsTooFar)
      #expect(code(try await answer("deflate", Deflate.compress([.init(zeros, level: 0)]))) == .bodyTooLarge)
      #expect(journal.mark.sequence == 0)
    }
  }

  /// A gibibyte in a mebibyte to a device's door, and ten mebibytes in ten kilobytes to a stranger's.
  @Test func aBombIsRefusedInLittleMemoryAndTheServerLivesOn() async throws {
    let server = try TestServer()
    let (team, _) = try await server.team()
    let secret = DeviceToken.randomSecret()
    let claim = EnrolmentClaim(
      code: try digest(of: await server.invite(team)), device: "d", name: "d", signingKey: [],
      sealingKey: [],
      token: DeviceToken.digest(secret: secret), tokenExpires: .max)
    _ = try await server.store.enrol(claim, now: server.clock.now)
    try await server.store.close()
    let running = try RunningServer(database: server.path)
    defer { running.stop() }
    let before = try running.mostMemory()

    let part = Deflate.Part([UInt8](repeating: 32, count: 1 << 20))
    // It takes seconds, in which the threads of the other tests go on.
    let large = await withCheckedContinuation { made in
      DispatchQueue.global().async {
        made.resume(returning: Deflate.compress([Deflate.Part](repeating: part, count: 1024)))
      }
    }
    let small = Deflate.compress([Deflate.Part](repeating: part, count: 10))
    #expect(large.count < SyncLimits.requestBytes)
    #expect(small.count < EnrolmentRoute.requestBytes)
    let token = "Authorization: Bearer \(DeviceToken.text(team: team, secret: secret))"
    for (route, headers, bomb) in [(Route.sync, [token], large), (Route.enrol, [], small)] {
      let connection = try await RawConnection(port: running.port)
      await connection.send("POST \(route) HTTP/1.1", headers + ["Content-Encoding: deflate"], body: bomb)
      try await connection.waitForEnd()
      #expect(connection.text.hasPrefix("HTTP/1.1 413"))
      #expect(connection.text.contains("\"code\":\"body-expands-too-far\""))
    }
    let grown = try running.mostMemory() - before
    #expect(grown < 64 << 20, "\(grown) bytes")
    let connection = try await RawConnection(port: running.port)
    await connection.send("GET \(Route.health) HTTP/1.1", ["Connection: close"])
    try await connection.waitForEnd()
    #expect(connection.text.hasPrefix("HTTP/1.1 200"))
  }
}
