import Compression
import Domain
import Foundation
import LocalStore
import Sealing
import ServerTesting
import SyncCore
import Testbed
import Testing

/// What is personal exists in the clear nowhere: every byte of the devices, the stick, the wire and the server is searched
/// for words that were typed with the real programs.
@Suite(.serialized, .timeLimit(.minutes(10))) struct CanaryTests {
  private typealias Place = (name: String, bytes: Data)

  @Test(arguments: [UInt64(5)]) func nothingPersonalLiesAnywhere(seed: UInt64) throws {
    try search(CanaryStory(seed: seed, database: nil)) { [] }
  }

  @Test(arguments: [UInt64(6)]) func norInPostgreSQL(seed: UInt64) async throws {
    let database = try await TestPostgres.database()
    try search(CanaryStory(seed: seed, database: "postgres:" + database.conninfo)) {
      let dump = try ProgramRun("/usr/bin/pg_dump", ["--schema", database.name, "-d", database.conninfo])
      #expect(dump.exitCode == 0, "\(dump.errors)")
      return [("pg_dump", dump.output)]
    }
  }

  private func search(_ story: CanaryStory, dump: () throws -> [Place]) throws {
    try story.play()
    let devices =
      try CanaryStory.files(in: story.volunteer).map { ("volunteer's \($0.name)", $0.bytes) }
      + CanaryStory.files(in: story.leader).map { ("leader's \($0.name)", $0.bytes) }
      + story.afterKill.map { ("volunteer's \($0.name) after the kill", $0.bytes) }
    let server = try server(of: story) + dump()
    let travelling = try wire(story) + stick(story)
    let secrets = try secrets(of: story)
    areNowhere(story.words.all + secrets.everywhere, in: devices + server + travelling)
    areNowhere(secrets.onDevices, in: server)
    areNowhere(secrets.indexKeys, in: server + travelling)

    // What is not personal is found: the search sees what is there, on each of them.
    let help = CanarySearch([Canary("a kind of entry", "assistance")])
    let guide = CanarySearch([Canary("a guide", "tra-cuu-ho-so")])
    let kinds = ["volunteer's camtay.sqlite", "leader's camtay.sqlite", "plain wire up", "plain wire down"]
    for kind in kinds + (server.contains { $0.name == "pg_dump" } ? ["pg_dump"] : ["server's server.sqlite"]) {
      let places = (devices + server + travelling).filter { $0.name.hasPrefix(kind) }
      #expect(places.contains { !guide.found(in: $0.bytes).isEmpty }, "\(kind)")
    }
    #expect(travelling.contains { $0.name.hasPrefix("plain stick") && !help.found(in: $0.bytes).isEmpty })
    #expect(server.contains { $0.name == "export jsonl" && !guide.found(in: $0.bytes).isEmpty })
    try isReadByTheLeader(story)
  }

  private func areNowhere(_ canaries: [Canary], in places: [Place]) {
    let search = CanarySearch(canaries)
    for place in places {
      for finding in search.found(in: place.bytes).sorted() { Issue.record("in \(place.name): \(finding)") }
    }
  }

  private func server(of story: CanaryStory) throws -> [Place] {
    var places: [Place] = try CanaryStory.files(in: story.team.folder).map { ("server's \($0.name)", $0.bytes) }
    for arguments in [
      ["export", "--format", "jsonl"], ["export", "--format", "csv"], ["audit", "--json"], ["verify"],
    ] {
      let run = try story.team.run(arguments)
      #expect(run.exitCode == 0, "\(arguments): \(run.errors)")
      places.append(
        (arguments.filter { !$0.hasPrefix("--") }.joined(separator: " "), run.output + Data(run.errors.utf8)))
    }
    return places
  }

  /// What went over the wire, as it went and as it was before it was compressed.
  private func wire(_ story: CanaryStory) throws -> [Place] {
    var places: [Place] = []
    for connection in story.wire.connections {
      for (way, bytes) in [("up", connection.up), ("down", connection.down)] {
        places.append(("wire \(way)", Data(bytes)))
        let messages = try RecordedMessage.messages(in: bytes)
        places += messages.map { ("plain wire \(way)", Data($0.head.utf8) + $0.body) }
      }
    }
    #expect(places.contains { String(decoding: $0.bytes, as: UTF8.self).lowercased().contains("encoding: camtay-1") })
    return places
  }

  private func stick(_ story: CanaryStory) throws -> [Place] {
    let files = try CanaryStory.files(in: story.stick)
    #expect(!files.isEmpty)
    return try files.flatMap { file -> [Place] in
      let stream = try #require(file.bytes.firstIndex(of: 0x0A)).advanced(by: 1)
      let plain = try Deflate.expand(Array(file.bytes[stream...]), limit: SyncLimits.bundleBytes)
      return [("stick's \(file.name)", file.bytes), ("plain stick's \(file.name)", Data(plain))]
    }
  }

  private func secrets(
    of story: CanaryStory
  ) throws -> (everywhere: [Canary], onDevices: [Canary], indexKeys: [Canary]) {
    var everywhere = [
      Canary("the leader's invitation", story.leaderCode), Canary("the volunteer's invitation", story.volunteerCode),
      Canary("the recovery sheet", story.sheetCode),
    ]
    var (onDevices, indexKeys) = ([Canary](), [Canary]())
    let passphrases = [(story.leader, TestPassphrase.text), (story.volunteer, story.words.passphrase.text)]
    for (home, words) in passphrases {
      let store = try store(home)
      let own = try #require(try store.vault()).vault.open(#require(Passphrase(words)))
      let reading = try store.reading(with: own)
      everywhere += ([own] + reading.team.keys).map { Canary("a private key", bytes: $0.privateBytes) }
      let secrets = try #require(reading.team.newest)
      everywhere += secrets.authority.map { [Canary("the authority", bytes: $0.privateBytes)] } ?? []
      indexKeys.append(Canary("the key of indexes", bytes: secrets.indexKey))
      onDevices.append(Canary("a token", try #require(try store.enrolment()).token))
      onDevices.append(Canary("a signing key", bytes: store.keys.signingPrivate))
    }
    return (everywhere, onDevices, indexKeys)
  }

  private func store(_ home: TemporaryFolder) throws -> Store {
    try Store(home: Home(path: home.path), deviceName: "laptop", wallClock: { 1_795_222_800_000 })
  }

  /// All of it was there to be found: the leader's machine shows it, and what later words stand before is sealed still.
  private func isReadByTheLeader(_ story: CanaryStory) throws {
    let shown = try (1...3).map { try story.lead("details", String($0)) }.joined()
    let reading = try store(story.leader).testReading()
    let entries = try store(story.leader).entries().map(\.entry).filter { $0.sealed != nil }
    let sealed = try entries.compactMap { try Store.openDetails(of: $0, with: reading.ring) }
    let opened = sealed.flatMap { $0.shown.map(\.value) + $0.recorded.values }
    for canary in story.words.details { #expect(opened.contains(canary.text), "\(canary.name)") }
    let (words, replaced) = (story.words, [story.words.logNote, story.words.amendedNote, story.words.logName])
    for canary in words.details where !replaced.contains(where: { $0.name == canary.name }) {
      #expect(shown.contains(canary.text), "\(canary.name) is not shown")
    }
  }

  /// The search itself: each shape of a text is seen, however it begins in base 64.
  @Test func everyShapeIsSeen() {
    let canary = Canary("a text", "nguyễn thị Sáu")
    let text = canary.text
    let bytes = Array(text.utf8)
    var shapes = [
      Data(bytes), Data(text.decomposedStringWithCanonicalMapping.utf8), Data("nguyen thi sau".utf8),
      Data(text.uppercased().utf8), Data(bytes.reversed()), Data(Hexadecimal.text(bytes).utf8),
      Data((text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "").utf8),
    ]
    shapes += [String.Encoding.utf16LittleEndian, .utf16BigEndian].compactMap { text.data(using: $0) }
    shapes += (0..<3).map {
      Data((Data([UInt8](repeating: 7, count: $0) + bytes + [9, 9])).base64EncodedString().utf8)
    }
    let search = CanarySearch([canary])
    for shape in shapes { #expect(!search.found(in: Data([1, 2]) + shape + Data([3])).isEmpty, "\([UInt8](shape))") }
    for other in ["nguyễn thị Bảy", "ng", ""] { #expect(search.found(in: Data(other.utf8)).isEmpty) }
  }
}
