import Domain
import Sealing

/// Guides that a trainer's device gives to the server for the devices of all teams, or of some.
package struct PublishRequest: Hashable, Sendable {
  /// A name that nobody else gives, of 16 bytes.
  package let id: String
  /// The codes of the units for whose teams the guides are meant; nil for everybody.
  package let units: [UnitCode]?
  package let guides: [SignedGuide]
  /// The ids of which the answer shall say the newest version that was published, for whomever.
  package let asking: [String]

  /// That request; its name is new.
  package init(units: [UnitCode]?, guides: [SignedGuide], asking: [String] = []) {
    id = Hexadecimal.text(Randomness.bytes(16))
    self.units = units
    self.guides = guides
    self.asking = asking
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    var envelope: [String: CanonicalValue] = ["id": .text(id), "guides": .array(guides.map(\.travelling))]
    envelope["units"] = units.map { .array($0.map { .text($0.rawValue) }) }
    // Servers of before there was this question pass it over.
    if !asking.isEmpty { envelope["asking"] = .array(asking.map { .text($0) }) }
    return FrameWriter(envelope: .object(envelope)).bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let frame = try FrameReader(bytes: bytes)
    id = Hexadecimal.text(try frame.envelope.hexadecimal("id", count: 16))
    if let values = frame.envelope.value["units"] {
      var units: [UnitCode] = []
      for value in try frame.envelope.required("units", values.array) {
        units.append(try frame.envelope.required("units", value.text.flatMap(UnitCode.init(rawValue:))))
      }
      guard (1...SyncLimits.audienceUnits).contains(units.count) else { throw .member("units") }
      self.units = units
    } else {
      units = nil
    }
    var guides: [SignedGuide] = []
    for part in try frame.envelope.array("guides") { guides.append(try SignedGuide(travelling: part)) }
    self.guides = guides
    asking = try frame.envelope.textsIfPresent("asking", maximum: SyncLimits.guides)
    try frame.finish()
  }
}

/// What became of each guide of a request to publish, in the request's order, and which versions are the newest.
package struct PublishResponse: Hashable, Sendable {
  /// What became of one guide.
  package struct Result: Hashable, Sendable {
    package let guide: String
    package let version: Int
    package let outcome: PublishOutcome

    /// That came of it.
    package init(guide: String, version: Int, outcome: PublishOutcome) {
      self.guide = guide
      self.version = version
      self.outcome = outcome
    }
  }

  /// The name of the request that is answered.
  package let request: String
  package let results: [Result]
  /// The newest published version of each guide that was asked about and has one that is trusted; nil from a server that does
  /// not know the question.
  package let newest: [String: Int]?

  /// That answer.
  package init(request: String, results: [Result], newest: [String: Int]? = nil) {
    self.request = request
    self.results = results
    self.newest = newest
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    let results = results.map { result in
      CanonicalValue.object([
        "guide": .text(result.guide), "version": .integer(Int64(result.version)),
        "outcome": .text(result.outcome.rawValue),
      ])
    }
    var envelope: [String: CanonicalValue] = ["request": .text(request), "results": .array(results)]
    envelope["newest"] = newest.map { .object($0.mapValues { .integer(Int64($0)) }) }
    return FrameWriter(envelope: .object(envelope)).bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let frame = try FrameReader(bytes: bytes)
    request = try frame.envelope.text("request")
    var results: [Result] = []
    for part in try frame.envelope.array("results") {
      results.append(
        Result(
          guide: try part.text("guide"), version: try part.number("version", in: 0...Int(Int32.max)),
          outcome: try part.required("outcome", PublishOutcome(rawValue: part.text("outcome")))))
    }
    self.results = results
    newest = frame.envelope.value["newest"] == nil ? nil : try frame.envelope.versions("newest")
    try frame.finish()
  }
}

/// What became of a guide that somebody wanted to publish.
package enum PublishOutcome: String, CaseIterable, Sendable {
  case published
  /// The server has that version with other words, or a newer one.
  case notNewer = "not-newer"
  /// No key that the server trusts has signed it.
  case untrusted
  /// The trainer's certificate is over, or has not begun.
  case expired
  /// The trainer's key was revoked.
  case revoked
  /// Its id or a file's name cannot be a name on any disk.
  case badName = "bad-name"
  /// It is larger than an answer may be.
  case tooLarge = "too-large"
  /// It is meant for a unit that the server does not know.
  case unknownUnit = "unknown-unit"
}
