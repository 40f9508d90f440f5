import Domain

/// A device as whoever answers for its team sees it.
package struct TeamDevice: Hashable, Sendable {
  package let id: String
  package let name: String
  /// Whom it was meant for, where the invitation said so.
  package let holder: String?
  /// What it may do: a `Role`'s name.
  package let role: String
  /// When it joined, in milliseconds since 1970.
  package let enrolled: Int64
  /// When it last spoke to the server, to the hour.
  package let seen: Int64?
  /// When it was revoked.
  package let revoked: Int64?
  /// When two histories were last noticed under its name: its folder was copied, or put back from a copy.
  package let forked: Int64?
  /// How many messages of it are kept aside since it was revoked.
  package let aside: Int
  /// Which versions of guides that servers sent it has, by guide id; nil where it never said.
  package let guides: [String: Int]?

  /// That device.
  package init(
    id: String, name: String, holder: String?, role: String, enrolled: Int64, seen: Int64?, revoked: Int64?,
    forked: Int64?, aside: Int, guides: [String: Int]? = nil
  ) {
    self.id = id
    self.name = name
    self.holder = holder
    self.role = role
    self.enrolled = enrolled
    self.seen = seen
    self.revoked = revoked
    self.forked = forked
    self.aside = aside
    self.guides = guides
  }

  var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "device": .text(id), "name": .text(name), "role": .text(role), "enrolled": .integer(enrolled),
      "aside": .integer(Int64(aside)),
    ]
    members["holder"] = holder.map { .text($0) }
    members["seen"] = seen.map { .integer($0) }
    members["revoked"] = revoked.map { .integer($0) }
    members["forked"] = forked.map { .integer($0) }
    members["guides"] = guides.map { .object($0.mapValues { .integer(Int64($0)) }) }
    return .object(members)
  }

  init(_ message: MessageReader) throws(MessageFault) {
    func time(_ key: String) throws(MessageFault) -> Int64? {
      message.value[key] == nil ? nil : try message.integer(key)
    }
    self.init(
      id: try message.text("device"), name: try message.text("name"),
      holder: message.value["holder"] == nil ? nil : try message.text("holder"), role: try message.text("role"),
      enrolled: try message.integer("enrolled"), seen: try time("seen"), revoked: try time("revoked"),
      forked: try time("forked"), aside: try message.number("aside", in: 0...Int(Int32.max)),
      guides: message.value["guides"] == nil ? nil : try message.versions("guides"))
  }
}

/// How a team's devices stand after a request, in the order in which they joined.
package struct TeamResponse: Hashable, Sendable {
  /// The name of the request that is answered: an earlier answer cannot stand in for this one.
  package let request: String
  package let devices: [TeamDevice]

  /// That answer.
  package init(request: String, devices: [TeamDevice]) {
    self.request = request
    self.devices = devices
  }

  /// The message as it travels, not signed yet.
  package var bytes: [UInt8] {
    FrameWriter(envelope: .object(["request": .text(request), "devices": .array(devices.map(\.canonical))])).bytes
  }

  /// The message in these bytes, without their signature.
  package init(bytes: [UInt8]) throws(MessageFault) {
    let frame = try FrameReader(bytes: bytes)
    request = try frame.envelope.text("request")
    var devices: [TeamDevice] = []
    for device in try frame.envelope.array("devices") { devices.append(try TeamDevice(device)) }
    self.devices = devices
    try frame.finish()
  }
}
