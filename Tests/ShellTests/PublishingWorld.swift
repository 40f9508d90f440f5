import Domain
import Foundation
import Sealing
import Server
import ServerTesting
import SyncCore
import Testbed
import Testing

@testable import Shell

/// A province whose trainers write and publish: its server, its root key, a folder for what they write, and units of two
/// communes.
struct PublishingWorld {
  let server: TestServer
  let root = SigningKey()
  let work = TemporaryFolder()

  init() throws { server = try TestServer() }

  /// Gives the server its key for guides, and its units.
  func begin() async throws {
    try await server.store.setContentKey(root.publicBytes)
    try await units()
  }

  /// The guide to temporary residence with another title, as that version.
  func folder(_ version: Int, title: String) throws -> String {
    let folder = "\(work.path)/\(version)/tam-tru"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["guide.yaml", "en.yaml", "walks.yaml"] {
      var text = try String(contentsOfFile: "\(Checkout.path)/guides/tam-tru/\(name)", encoding: .utf8)
      text = text.replacing("\nversion: 1\n", with: "\nversion: \(version)\n")
        .replacing("title: Registering temporary residence in VNeID", with: "title: \(title)")
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    return folder
  }

  /// A trainer's key and certificate in files: what `--key` and `--certificate` name.
  func keys(days: Range<Int64> = 0..<365) throws -> (options: String, publicKey: [UInt8]) {
    let key = SigningKey()
    let name = Hexadecimal.text(key.publicBytes.prefix(4).map(\.self))
    try SigningKeyFile.create(key, at: "\(work.path)/\(name).key")
    let from = server.clock.now + days.lowerBound * 86_400_000
    let certificate = try TrainerCertificate(
      trainer: "Cô Lan", publicKey: key.publicBytes,
      validity: from..<server.clock.now + days.upperBound * 86_400_000, root: root)
    try certificate.canonical.bytes.withUnsafeBytes {
      try Data($0).write(to: URL(fileURLWithPath: "\(work.path)/\(name).cert"))
    }
    return ("--key \(work.path)/\(name).key --certificate \(work.path)/\(name).cert", key.publicBytes)
  }

  /// A signed pack with that version.
  func pack(
    _ version: Int, title: String, _ options: String, by trainer: TeamMachine, over transport: RouterTransport
  ) async throws -> String {
    let folder = try folder(version, title: title)
    let pack = "\(work.path)/\(version).pack"
    // A pack that is there is not written over.
    try? FileManager.default.removeItem(atPath: pack)
    let shown = try await trainer.startUnbroken(
      ["guides sign \(folder) \(options)", "guides pack \(pack) \(folder)"], on: server, over: transport)
    #expect(shown.contains("Packed 1 guide(s)"), "\(shown)")
    return pack
  }

  /// A machine that has joined a team in that unit.
  func machine(
    _ name: String, _ role: Role, in unit: String, over transport: RouterTransport
  ) async throws -> TeamMachine {
    let team = TeamRecord(id: InvitationCode.randomName(), name: "Tổ \(name)", unit: unit)
    try await server.store.createTeam(team, now: server.clock.now)
    let machine = TeamMachine(name)
    let code = try await server.invite(team.id, role: role)
    _ = try await machine.startUnbroken(["enrol camtay.test \(code)"], on: server, over: transport)
    return machine
  }

  private func units() async throws {
    try await server.store.changeUnits { register in
      _ = try register.load(
        [
          UnitRow(line: 2, code: "01", name: "Tỉnh", kind: "province", parent: "", mergedInto: ""),
          UnitRow(line: 3, code: "00004", name: "Xã Một", kind: "commune", parent: "01", mergedInto: ""),
          UnitRow(line: 4, code: "00008", name: "Xã Hai", kind: "commune", parent: "01", mergedInto: ""),
        ], on: CivilDate(dayNumber: 20_000))
    }
  }
}
