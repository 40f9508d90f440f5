import Domain
import HummingbirdTesting
import Sealing
import ServerTesting
import SyncClient
import SyncCore
import SyncTesting
import Testing

@testable import Server

/// The document at `/openapi.json` says what the server does.
@Suite struct OpenAPITests {
  private func document(of transport: RouterTransport) async throws -> CanonicalValue {
    let answer = try await transport.client.execute(uri: Route.document, method: .get)
    #expect(answer.status == .ok)
    #expect(answer.headers[.contentType] == "application/json")
    return try CanonicalValue(bytes: Array(buffer: answer.body))
  }

  @Test func itHasExactlyTheRoutesOfTheRouter() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let paths = try #require(try await document(of: transport)["paths"]?.object)
      let described = paths.flatMap { path, operations in
        (operations.object ?? [:]).keys.map { "\($0.uppercased()) \(path)" }
      }
      let routes = server.application.router().routes.map { "\($0.method) \($0.path)" }
      #expect(routes.count >= 4)
      #expect(described.sorted() == routes.sorted())
    }
  }

  @Test func itHasEveryProblemWithItsStatus() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let document = try await document(of: transport)
      let check = SchemaCheck(document: document)
      var listed: Set<String> = []
      for operation in Operation.all(in: document) {
        for (status, response) in operation["responses"]?.object ?? [:] where status != "200" {
          let schema = try #require(response["content"]?[Problem.mediaType]?["schema"])
          for code in ProblemCode.allCases {
            let isListed = check.faults(of: Problem(code).canonical, by: schema).isEmpty
            if isListed {
              listed.insert(code.rawValue)
              #expect(String(code.status) == status)
            }
          }
        }
      }
      // At an address where there is nothing, there is no operation either.
      #expect(Set(ProblemCode.allCases.map(\.rawValue)).subtracting(listed) == [ProblemCode.notFound.rawValue])
      let problem = document["components"]?["schemas"]?["Problem"]
      for code in ProblemCode.allCases {
        let said = Problem(code, entry: Randomness.entryID(), retryAfter: 3).canonical
        #expect(check.faults(of: said, by: problem).isEmpty)
        let other = said.object.map { CanonicalValue.object($0.merging(["status": .integer(418)]) { $1 }) }
        #expect(!check.faults(of: try #require(other), by: problem).isEmpty)
      }
    }
  }

  @Test func everyReferenceLeadsSomewhere() async throws {
    let server = try TestServer()
    try await server.run { transport in
      let document = try await document(of: transport)
      let check = SchemaCheck(document: document)
      func references(in value: CanonicalValue) -> [String] {
        let here = value["$ref"]?.text.map { [$0] } ?? []
        return here + ((value.array ?? []) + (value.object.map { Array($0.values) } ?? [])).flatMap(references)
      }
      let references = Set(references(in: document))
      #expect(references.count >= 6)
      for reference in references { #expect(check.target(of: reference) != nil, "\(reference)") }
      let named = Set((document["components"]?["schemas"]?.object ?? [:]).keys.map { "#/components/schemas/\($0)" })
      #expect(named == references)
      #expect(document["openapi"] == .text("3.1.0"))
      let ids = Operation.all(in: document).compactMap { $0["operationId"]?.text }
      #expect(Set(ids).count == document["paths"]?.object?.count)
    }
  }

  @Test func whatTravelsIsAsItSays() async throws {
    let server = try TestServer()
    try await server.run { wire in
      let checked = CheckedTransport(wire: wire, document: try await document(of: wire))
      try await server.store.setContentKey([UInt8](repeating: 7, count: 32))
      let guide = GuidePackage(id: "khai-sinh", version: 3, files: ["guide.yaml": "id: \"khai-sinh\"\n"])
      try await server.store.publish(SignedGuide(package: guide, signature: [UInt8](repeating: 1, count: 64)), now: 1)
      let (team, code) = try await server.team()
      let keys = DeviceKeys()
      let address = try ServerAddress("http://127.0.0.1:1")
      let enrolment = try await Enrolling.enrol(at: address, code: code, name: "Máy", keys: keys, over: checked)
      let stream = StreamID(device: keys.deviceID, incarnation: Randomness.incarnation())
      let journal = MemoryJournal(stream: stream, enrolment: enrolment)
      journal.append(.sample(sealed: [0xFF, 0x00]))
      journal.append(.sample(kind: EntryKind(rawValue: "drone-visit"), body: .text("Huệ")))
      let device = TestDevice(journal: journal, keys: keys, enrolment: enrolment)
      try await device.sync(over: checked)

      let clone = TestDevice(
        journal: MemoryJournal(stream: stream, enrolment: enrolment), keys: keys, enrolment: enrolment)
      clone.journal.append(.sample())
      #expect(try await clone.sync(over: checked).isReborn)
      let tampered = device.copy()
      let whole = Entry.sample()
      tampered.journal.append(
        try #require(Entry(headerBytes: whole.headerBytes, bodyBytes: [0x7B, 0x7D], sealed: nil)))
      #expect(try await tampered.sync(over: checked).setApart == [whole.header.id])
      let other = try await server.device(in: team, over: wire)
      let carried = try other.signed(
        SyncRequest(stream: other.journal.stream, push: .init(base: other.journal.mark, entries: [])))
      _ = try await checked.send(Route.carry, body: carried, token: enrolment.token)
      _ = try await checked.send(Route.renew, body: device.renewal(), token: nil)
      try await device.sync(over: checked)
      for code in [code, "x", try await server.invite(team, days: -1)] {
        await #expect(throws: SyncFault.self) {
          try await Enrolling.enrol(at: address, code: code, name: "Máy", keys: DeviceKeys(), over: checked)
        }
      }
      let token = try #require(journal.enrolment()).token
      for (body, token) in [("", nil), ("{}", token), (#"{"protocol":{"newest":9,"oldest":2}}"#, nil)] {
        _ = try await checked.send(Route.sync, body: Array(body.utf8), token: token)
        _ = try await checked.send(Route.enrol, body: Array(body.utf8), token: token)
      }
      let leader = try await server.device(in: team, role: .leader, over: wire)
      let leading = TeamInquiry(leader.journal, keys: leader.keys, over: checked)
      let invitation = TeamDeed.invite(
        code: InvitationCode.random().digest, role: .volunteer, holder: "Chị Hoa", days: 7)
      for deed in [
        nil, invitation, .rename(device: enrolment.device, name: "Máy 2"), .revoke(device: other.keys.deviceID),
      ] {
        #expect(try await leading.devices(after: deed).count == 3)
      }
      await #expect(throws: SyncFault.self) {
        try await TeamInquiry(journal, keys: keys, over: checked).devices()
      }
      await #expect(throws: SyncFault.self) {
        try await leading.devices(after: .revoke(device: String(repeating: "0", count: 32)))
      }
      let trainer = try await server.device(in: team, role: .trainer, over: wire)
      let publishing = PublishInquiry(trainer.journal, keys: trainer.keys, over: checked)
      #expect(try await publishing.newestVersion(of: "khai-sinh") == 3)
      #expect(try await publishing.newestVersion(of: "khai-tu") == 0)
      let teams = try await GuideStatusInquiry(trainer.journal, keys: trainer.keys, over: checked).teams()
      #expect(teams.map(\.team) == [team])
      await #expect(throws: SyncFault.self) {
        try await GuideStatusInquiry(leader.journal, keys: leader.keys, over: checked).teams()
      }
      let long = [UInt8](repeating: 32, count: SyncLimits.requestBytes + 1)
      _ = try await checked.send(Route.sync, body: long, token: token)
      try await server.revoke(enrolment.device, in: team)
      await #expect(throws: SyncFault.self) { try await device.sync(over: checked) }
      _ = try await checked.send(Route.renew, body: device.renewal(), token: nil)

      let seen = checked.statuses()
      #expect(seen[Route.enrol] == [200, 400, 403])
      #expect(seen[Route.sync] == [200, 400, 401, 403, 413, 422])
      #expect(seen[Route.carry] == [200])
      #expect(seen[Route.team] == [200, 403, 404])
      #expect(seen[Route.renew] == [200, 403])
      #expect(seen[Route.publish] == [200])
      #expect(seen[Route.guideStatus] == [200, 403])
      let health = try CanonicalValue(
        bytes: Array(buffer: try await wire.client.execute(uri: "/health", method: .get).body))
      let schema = checked.document["components"]?["schemas"]?["Health"]
      #expect(SchemaCheck(document: checked.document).faults(of: health, by: schema).isEmpty)
    }
  }
}

extension Operation {
  /// The operations of a document, as it has them.
  fileprivate static func all(in document: CanonicalValue) -> [CanonicalValue] {
    (document["paths"]?.object ?? [:]).values.flatMap { ($0.object ?? [:]).values }
  }
}
