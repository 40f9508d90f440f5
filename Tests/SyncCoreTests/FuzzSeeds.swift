import Compression
import Domain
import FuzzTesting
import Sealing
import SyncCore
import SyncTesting

/// What the programs' own writers make, one of each that the fuzz targets read: where libFuzzer begins.
enum FuzzSeeds {
  private static let device: DeviceKeys = {
    let bytes = [UInt8](repeating: 1, count: 32)
    guard let keys = try? DeviceKeys(signingPrivate: bytes, sealingPrivate: bytes.map { _ in 2 }) else {
      preconditionFailure("any 32 bytes are a key")
    }
    return keys
  }()
  private static let stream = StreamID.sample(1)
  private static let base = StreamMark(sequence: 0, hash: EntryChain.start(of: stream))
  private static let start = FeedPlace.start(of: "team")

  /// The inputs of a target by name; their first bytes are those of the readers, in order.
  static func inputs(_ target: FuzzTarget) throws -> [String: [UInt8]] {
    let seeds: [(String, [UInt8])] =
      switch target {
      case .envelope: try envelopes()
      case .bundle: try bundles()
      case .message: try messages()
      }
    precondition(seeds.count == target.readers.count, "a seed for each reader")
    return Dictionary(uniqueKeysWithValues: zip(UInt8(0)..., seeds).map { ($1.0, [$0] + $1.1) })
  }

  private static func envelopes() throws -> [(String, [UInt8])] {
    let secrets = TeamSecrets()
    guard let authority = secrets.authority, let cheap = Stretching(logarithm: 10),
      let passphrase = Passphrase("bốn chữ dễ nhớ")
    else { return [] }
    let code = InvitationCode(values: [UInt8](0..<25))
    let sealer = try Sealer(to: device.sealingPublic)
    let own = try ReadingKey(privateBytes: device.sealingPrivate)
    var terms = TeamKeyStatement.Terms()
    terms.readers = [device.deviceID: (own.publicBytes, true)]
    terms.earlier = [ReadingKey()]
    terms.recovery = ReadingKey().publicBytes
    terms.excluded = [stream.device]
    let leaders = CanonicalValue.object([
      "generation": .integer(1), "key": .text(Hexadecimal.text(secrets.key.privateBytes)),
      "index_key": .text(Hexadecimal.text(secrets.indexKey)),
      "authority": .text(Hexadecimal.text(authority.privateBytes)),
    ])
    return [
      ("box", try sealer.seal(Array("a note".utf8), context: "entry 00000000000000000000000000000001")),
      ("vault", try Vault(own, passphrase: passphrase, stretching: cheap).bytes),
      (
        "packet",
        try InvitationPacket(
          secrets: secrets, authority: authority.publicBytes, successor: authority.publicBytes
        ).sealed(with: code)
      ),
      ("reader", try ReaderStatement(own.publicBytes, of: device, with: secrets).canonical.bytes),
      ("team-key", try TeamKeyStatement(secrets, team: "t1", terms: terms, signer: authority).canonical.bytes),
      ("secrets", leaders.bytes), ("plain", Array("Bác Ba ở ấp 3".utf8)), ("code", Array(code.text.utf8)),
    ]
  }

  private static func bundles() throws -> [(String, [UInt8])] {
    let frames = [
      SyncBundle.Frame(kind: .request, device: stream.device, message: Array("a request".utf8)),
      SyncBundle.Frame(kind: .answer, device: stream.device, message: Array("an answer".utf8)),
    ]
    let signed = try SyncBundle(team: "team", frames: frames).bytes(signedBy: device)
    return [
      ("stream", Deflate.compress([.init(signed)])), ("bundle", signed), ("signed", Array(signed.dropLast(64))),
      ("pack", GuidePack([try guide()]).bytes), ("body", [1] + Deflate.compress([.init(signed)])),
    ]
  }

  private static func messages() throws -> [(String, [UInt8])] {
    let sealed = (0..<2).map { [UInt8](repeating: 5, count: 50) + [UInt8](repeating: $0, count: 40) }
    let entries: [Entry] = [.sample(sealed: sealed[0]), .sample(sealed: sealed[1]), .sample()]
    let request = SyncRequest(
      stream: stream, push: .init(base: base, entries: entries), feed: .init(after: start, checkpoints: [start]),
      guides: ["a": 1], refused: [start.hash])
    let changes: [FeedChange] = [.own(sequence: 1), .own(sequence: 2), .entry(entries[0]), .own(sequence: 3)]
    let response = SyncResponse(
      epoch: "e", stream: stream, outcome: .stored, mark: base,
      feed: .goesOn(after: start, changes: changes, to: FeedPlace(change: 4, hash: start.hash), more: false),
      guides: [try guide()], moreGuides: true, time: 3)
    let code = InvitationCode(values: [UInt8](0..<25))
    let listed = TeamDevice(
      id: stream.device, name: "laptop", holder: "Lan", role: "volunteer", enrolled: 1, seen: 2, revoked: 3, forked: 4,
      aside: 5, guides: ["a": 1])
    return [
      ("canonical", request.bytes.prefix { $0 != 0x0A } + []), ("request", request.bytes),
      ("response", response.bytes),
      ("enrolment", try EnrolmentRequest(code: code, deviceName: "laptop", keys: device).bytes),
      (
        "enrolled",
        EnrolmentResponse(
          device: stream.device, token: "token", team: "team", teamName: "Tổ", unitName: "Xã",
          contentKey: device.signingPublic, serverKey: device.signingPublic, role: "leader", epoch: "e", packet: [1, 2]
        ).bytes
      ),
      (
        "team",
        TeamRequest(
          team: "team", deed: .invite(code: code.digest, role: .leader, holder: "Lan", days: 14, packet: [1, 2])
        ).bytes
      ),
      ("devices", TeamResponse(request: "r", devices: [listed]).bytes),
      ("publish", PublishRequest(units: UnitCode(rawValue: "01").map { [$0] }, guides: [try guide()]).bytes),
      (
        "published",
        PublishResponse(request: "r", results: [.init(guide: "a", version: 1, outcome: .published)]).bytes
      ),
      ("renewal", RenewalRequest(team: "team", device: stream.device).bytes),
      ("renewed", try RenewalResponse(token: "token", sealingPublic: device.sealingPublic).bytes),
      ("protocols", request.bytes), ("guide-status", GuideStatusRequest(after: "team").bytes),
      (
        "guide-statuses",
        GuideStatusResponse(
          request: "r",
          teams: [TeamGuides(team: "team", name: "Tổ", devices: 3, silent: 1, versions: ["a": [1: 1, 2: 1]])],
          next: "team"
        ).bytes
      ),
    ]
  }

  private static func guide() throws -> SignedGuide {
    let package = GuidePackage(id: "a", version: 1, files: ["guide.yaml": "format: 1", "en.yaml": "language: en"])
    let (root, trainer) = (SigningKey(), SigningKey())
    let certificate = try TrainerCertificate(
      trainer: "Lan", publicKey: trainer.publicBytes, validity: 1..<2, root: root)
    return SignedGuide(package: package, signature: try trainer.sign(package), certificate: certificate)
  }
}
