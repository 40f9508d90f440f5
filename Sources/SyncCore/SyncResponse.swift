import Domain
import FoundationEssentials
import Sealing

/// A guide with the signature over it.
package struct SignedGuide: Hashable, Sendable {
  package let package: GuidePackage
  /// Ed25519, 64 bytes.
  package let signature: [UInt8]

  /// That guide, signed so.
  package init(package: GuidePackage, signature: [UInt8]) {
    self.package = package
    self.signature = signature
  }

  /// Whether the guide's id and its files' names can be names on any disk, and lead nowhere else.
  package var hasSafeNames: Bool {
    func isSafe(_ name: String) -> Bool {
      let allowed = name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || "-_.".utf8.contains($0)
      }
      return allowed && (1...100).contains(name.utf8.count) && !name.hasPrefix(".")
    }
    return isSafe(package.id) && package.files.keys.allSatisfy(isSafe)
  }

  /// How many bytes of text the guide has.
  package var size: Int { package.files.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } }
}

/// What the server answers in an exchange.
package struct SyncResponse: Hashable, Sendable {
  /// What became of the push.
  package enum Outcome: String, Sendable {
    /// The stream is durably held up to the mark.
    case stored
    /// The push begins after the mark; nothing of it was stored.
    case gap
    /// The push contradicts what the server holds; nothing of it was stored.
    case fork
  }

  /// The version of the exchange in which the server answers.
  package let version: Int
  /// The name of this server's history.
  package let epoch: String
  package let outcome: Outcome
  /// How far the server durably holds the stream.
  package let mark: StreamMark
  /// Guides that are newer than the device's.
  package let guides: [SignedGuide]
  /// Whether still more guides wait.
  package let moreGuides: Bool
  /// The server's clock, in milliseconds since 1970.
  package let time: Int64

  /// That answer.
  package init(
    version: Int = ProtocolRange.spoken.newest, epoch: String, outcome: Outcome, mark: StreamMark,
    guides: [SignedGuide] = [], moreGuides: Bool = false, time: Int64
  ) {
    self.version = version
    self.epoch = epoch
    self.outcome = outcome
    self.mark = mark
    self.guides = guides
    self.moreGuides = moreGuides
    self.time = time
  }

  /// The message as it travels.
  package var bytes: [UInt8] {
    CanonicalValue.object([
      "protocol": .integer(Int64(version)), "epoch": .text(epoch), "outcome": .text(outcome.rawValue),
      "mark": .mark(mark), "guides": .array(guides.map(\.travelling)), "more_guides": .bool(moreGuides),
      "time": .integer(time),
    ]).bytes
  }

  /// The message in these bytes.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let message = try MessageReader(bytes: bytes)
    version = try message.number("protocol", in: 1...Int(Int32.max))
    epoch = try message.text("epoch")
    outcome = try message.required("outcome", Outcome(rawValue: try message.text("outcome")))
    mark = try message.mark("mark")
    var guides: [SignedGuide] = []
    // A guide that cannot be read must not keep the mark of the entries from arriving.
    for part in try message.array("guides") {
      if let guide = try? SignedGuide(travelling: part) { guides.append(guide) }
    }
    self.guides = guides
    moreGuides = try message.bool("more_guides")
    time = try message.integer("time")
  }
}

extension SignedGuide {
  var travelling: CanonicalValue {
    .object([
      "id": .text(package.id), "version": .integer(Int64(package.version)),
      "files": .object(package.files.mapValues { .text($0) }),
      "signature": .text(Data(signature).base64EncodedString()),
    ])
  }

  init(travelling part: MessageReader) throws(MessageFault) {
    var files: [String: String] = [:]
    for (name, content) in try part.object("files").value.object ?? [:] {
      files[name] = try part.required("files", content.text)
    }
    package = GuidePackage(
      id: try part.text("id"), version: try part.number("version", in: 0...Int(Int32.max)), files: files)
    let signature = try part.text("signature")
    self.signature = Array(try part.required("signature", Data(base64Encoded: signature)))
  }
}
