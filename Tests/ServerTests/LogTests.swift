import Domain
import Foundation
import Sealing
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// What the program writes into its log.
@Suite(.timeLimit(.minutes(10))) struct LogTests {
  @Test func noTokenCodeOrBodyIsLogged() async throws {
    let server = try TestServer()
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    let (_, code) = try await server.team(days: 365)
    let (process, text, log) = try ServerProgram.logging("sqlite:\(server.path)")
    let address = try ServerAddress(text)
    let keys = DeviceKeys()
    let canary = "Nguyễn Thị Canary"
    var token = ""
    try await HTTPTransport.reaching(address) { transport in
      let enrolment = try await Enrolling.enrol(at: address, code: code, name: canary, keys: keys, over: transport)
      token = enrolment.token
      let journal = MemoryJournal(
        stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), enrolment: enrolment)
      let sealed = Array("canary-sealed".utf8)
      journal.append(.sample(kind: .assistance, body: .object(["note": .text("canary-body")]), sealed: sealed))
      _ = try await SyncExchange(over: transport, keys: keys).run(on: journal)
      // Refusals: another's code, a wrong token, bodies that are none, an address that is none.
      await #expect(throws: SyncFault.self) {
        try await Enrolling.enrol(at: address, code: code, name: canary, keys: DeviceKeys(), over: transport)
      }
      for body in ["canary-body", "{\"code\":\"\(code)\"}"] {
        for route in [Route.sync, Route.enrol, Route.carry, Route.renew, Route.team, "/canary-path"] {
          _ = try await transport.send(route, body: Array(body.utf8), token: token)
          _ = try await transport.send(
            route, body: Array(body.utf8), token: String(token.dropLast()) + (token.last == "0" ? "1" : "0"))
        }
      }
    }
    process.terminate()
    process.waitUntilExit()
    let lines = String(decoding: log.readDataToEndOfFile(), as: UTF8.self)
    // It does log, and what it may.
    #expect(lines.contains("code=code-used") && lines.contains("code=token-refused"))
    let secret = try #require(token.split(separator: ".").last.map(String.init))
    for word in [token, secret, String(secret.prefix(16)), code, code.replacing("-", with: ""), "canary", "Canary"] {
      #expect(!lines.contains(word), "\(word)")
    }
  }
}
