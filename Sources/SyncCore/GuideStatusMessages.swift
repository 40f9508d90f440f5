import Domain
import Sealing

/// A trainer's question: which versions of guides and tables the devices of all teams have for which the own role answers.
package struct GuideStatusRequest: Hashable, Sendable {
  /// A name that nobody else gives, of 16 bytes.
  package let id: String
  /// The team after whose id the answer begins; nil for the beginning.
  package let after: String?

  /// That question; its name is new.
  package init(after: String?) {
    id = Hexadecimal.text(Randomness.bytes(16))
    self.after = after
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    var envelope: [String: CanonicalValue] = ["id": .text(id)]
    envelope["after"] = after.map { .text($0) }
    return FrameWriter(envelope: .object(envelope)).bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let frame = try FrameReader(bytes: bytes)
    id = Hexadecimal.text(try frame.envelope.hexadecimal("id", count: 16))
    after = frame.envelope.value["after"] == nil ? nil : try frame.envelope.text("after", maximumBytes: 64)
    try frame.finish()
  }
}

/// Which versions a team's devices have.
package struct TeamGuides: Hashable, Sendable {
  package let team: String
  package let name: String
  /// How many devices belong to it.
  package let devices: Int
  /// How many of those never said what they have.
  package let silent: Int
  /// How many devices have which version, by the id of a guide or a table.
  package let versions: [String: [Int: Int]]

  /// The figures of that team.
  package init(team: String, name: String, devices: Int, silent: Int, versions: [String: [Int: Int]]) {
    self.team = team
    self.name = name
    self.devices = devices
    self.silent = silent
    self.versions = versions
  }

  var canonical: CanonicalValue {
    .object([
      "team": .text(team), "name": .text(name), "devices": .integer(Int64(devices)), "silent": .integer(Int64(silent)),
      "versions": .object(
        versions.mapValues { counts in
          .object(Dictionary(uniqueKeysWithValues: counts.map { (String($0.key), .integer(Int64($0.value))) }))
        }),
    ])
  }

  init(_ part: MessageReader) throws(MessageFault) {
    let count = 0...Int(Int32.max)
    var versions: [String: [Int: Int]] = [:]
    let guides = try part.object("versions")
    for (guide, value) in guides.value.object ?? [:] {
      for (version, devices) in try part.required("versions", value.object) {
        guard let number = Int(version), String(number) == version, let devices = devices.integer,
          count.contains(Int(devices))
        else { throw .member("versions.\(guide)") }
        versions[guide, default: [:]][number] = Int(devices)
      }
    }
    self.init(
      team: try part.text("team"), name: try part.text("name"), devices: try part.number("devices", in: count),
      silent: try part.number("silent", in: count), versions: versions)
  }
}

/// Some of those teams, in the order of their ids.
package struct GuideStatusResponse: Hashable, Sendable {
  /// The name of the request that is answered.
  package let request: String
  package let teams: [TeamGuides]
  /// After which team the next question begins; nil where there is no more.
  package let next: String?

  /// That answer.
  package init(request: String, teams: [TeamGuides], next: String?) {
    self.request = request
    self.teams = teams
    self.next = next
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    var envelope: [String: CanonicalValue] = ["request": .text(request), "teams": .array(teams.map(\.canonical))]
    envelope["next"] = next.map { .text($0) }
    return FrameWriter(envelope: .object(envelope)).bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let frame = try FrameReader(bytes: bytes)
    request = try frame.envelope.text("request")
    var teams: [TeamGuides] = []
    for part in try frame.envelope.array("teams") { teams.append(try TeamGuides(part)) }
    self.teams = teams
    next = frame.envelope.value["next"] == nil ? nil : try frame.envelope.text("next", maximumBytes: 64)
    try frame.finish()
  }
}
