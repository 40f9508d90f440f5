import Domain
import Foundation
import NIOSSL
import Sealing
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// The program over TLS, with files as `openssl` makes them.
@Suite(.timeLimit(.minutes(10))) struct TLSTests {
  /// Joins and syncs over a new transport that trusts an authority.
  private func join(_ address: ServerAddress, _ code: String, trusting authority: String?) async throws -> Int {
    let transport = HTTPTransport(to: address, authority: authority)
    do {
      let keys = DeviceKeys()
      let enrolment = try await Enrolling.enrol(at: address, code: code, name: "Máy 1", keys: keys, over: transport)
      let journal = MemoryJournal(
        stream: StreamID(device: keys.deviceID, incarnation: Randomness.incarnation()), enrolment: enrolment)
      journal.append(.sample())
      let sent = try await SyncExchange(over: transport, keys: keys).run(on: journal).entriesSent
      await transport.shutdown()
      return sent
    } catch {
      await transport.shutdown()
      throw error
    }
  }

  @Test func aDeviceJoinsAndSyncsWhereItTrustsTheAuthorityAndNowhereElse() async throws {
    let server = try TestServer()
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    let team = try await server.team().id
    let (files, others) = (try Certificates(), try Certificates())
    defer {
      files.remove()
      others.remove()
    }
    let (process, text) = try ServerProgram.serving(
      "sqlite:\(server.path)", "--tls-certificate", files.certificate, "--tls-key", files.key)
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    #expect(text.hasPrefix("https://127.0.0.1:"))
    let address = try ServerAddress(text)
    #expect(try await join(address, server.invite(team, days: 365), trusting: files.authority) == 1)
    let spare = try await server.invite(team, days: 365)
    for authority in [nil, others.authority, "\(files.folder)/none.pem"] {
      await #expect(throws: SyncFault.unreachable(.notSecure)) {
        try await join(address, spare, trusting: authority)
      }
    }

    // A renewed certificate is taken without a stop; a bad one is not, and the earlier goes on.
    try Data("x".utf8).write(to: URL(fileURLWithPath: files.certificate))
    kill(process.processIdentifier, SIGHUP)
    #expect(try await join(address, spare, trusting: files.authority) == 1)
    try files.replace(with: others)
    kill(process.processIdentifier, SIGHUP)
    let late = try await server.invite(team, days: 365)
    var sent = 0
    while sent == 0 {
      do { sent = try await join(address, late, trusting: others.authority) } catch SyncFault.unreachable(.notSecure) {
        try await Task.sleep(for: .milliseconds(20))
      }
    }
    #expect(process.isRunning)
  }

  @Test func oldVersionsOfTLSAreNotSpoken() throws {
    let files = try Certificates()
    defer { files.remove() }
    let served = try ServedCertificate(certificate: files.certificate, key: files.key)
    #expect(served.configuration.minimumTLSVersion == .tlsv12)
  }

  @Test func badFilesAreRefusedByName() throws {
    let (files, others) = (try Certificates(), try Certificates())
    defer {
      files.remove()
      others.remove()
    }
    let open = "\(files.folder)/open.key"
    try FileManager.default.copyItem(atPath: files.key, toPath: open)
    try files.allow(0o644, on: open)
    let empty = "\(files.folder)/empty.pem"
    try Data("x\n".utf8).write(to: URL(fileURLWithPath: empty))
    try files.allow(0o600, on: empty)
    let none = "\(files.folder)/none"
    let cases: [(certificate: String, key: String, code: TLSFault.Code)] = [
      (none, files.key, .certificateUnreadable), (empty, files.key, .noCertificate),
      (files.key, files.key, .noCertificate),
      (files.certificate, none, .keyUnreadable), (files.certificate, open, .keyOpen),
      (files.certificate, empty, .noKey), (files.certificate, others.key, .mismatch),
    ]
    for (certificate, key, code) in cases {
      let fault = #expect(throws: TLSFault.self) { try ServedCertificate(certificate: certificate, key: key) }
      #expect(fault?.code == code)
      let run = try ServerProgram.run([
        "run", "--database", "sqlite:\(files.folder)/a.sqlite", "--tls-certificate", certificate, "--tls-key", key,
      ])
      #expect(run.status == 1)
      #expect(run.errors.hasSuffix("(\(code.rawValue)).\n"), "\(run.errors)")
    }
  }

  @Test(arguments: ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"])
  func otherMachinesAreNotServedOverPlainHTTP(address: String) throws {
    let run = try ServerProgram.run(["run", "--database", "sqlite:/nonexistent/a", "--listen", address])
    #expect(run.status == 1)
    #expect(run.errors.contains("--tls-certificate") && run.errors.contains("--behind-proxy"))
    // With a proxy it would begin; here it fails at the database.
    let behind = try ServerProgram.run([
      "run", "--database", "sqlite:/nonexistent/a", "--listen", address, "--behind-proxy",
    ])
    #expect(behind.status == 3)
  }
}
