/// The code of an administrative unit in the national list: two digits for a province, five for a unit below it. A code
/// is never given twice (Decision 19/2025/QĐ-TTg). A village, which has no national code, has one of the local list.
package struct UnitCode: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: String

  /// The code from 1 to 16 ASCII letters, digits, hyphens and dots, or nil where the text is anything else.
  package init?(rawValue: String) {
    let isPlain = rawValue.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."): true
      default: false
      }
    }
    guard isPlain, (1...16).contains(rawValue.utf8.count) else { return nil }
    self.rawValue = rawValue
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What a unit is. Since 1 July 2025 there are two tiers of government, without districts; villages are no tier.
package enum UnitKind: String, CaseIterable, Sendable {
  /// A province, or a city under central government.
  case province
  /// A commune (xã).
  case commune
  /// A ward (phường).
  case ward
  /// A special zone (đặc khu).
  case specialZone = "special-zone"
  /// A village or residential quarter (thôn, bản, ấp, tổ dân phố): the area of one team.
  case village

  /// How far the unit stands below the country: 1 a province, 2 a commune, ward or special zone, 3 a village.
  package var level: Int {
    switch self {
    case .province: 1
    case .commune, .ward, .specialZone: 2
    case .village: 3
    }
  }

  /// Whether a unit of this kind can have that code.
  func admits(_ code: UnitCode) -> Bool {
    let digits = code.rawValue.utf8.allSatisfy { (0x30...0x39).contains($0) } ? code.rawValue.utf8.count : 0
    return switch level {
    case 1: digits == 2
    case 2: digits == 5
    default: true
    }
  }
}

/// One administrative unit: what it is now, and what it was before.
package struct AdministrativeUnit: Hashable, Sendable {
  /// What can change while the code stays.
  package struct State: Hashable, Sendable {
    package let name: String
    package let kind: UnitKind
    /// The unit above; nil for a province.
    package let parent: UnitCode?

    /// A unit of that name and kind below that parent.
    package init(name: String, kind: UnitKind, parent: UnitCode?) {
      self.name = name
      self.kind = kind
      self.parent = parent
    }
  }

  /// What a unit was until a newer list was loaded.
  package struct Former: Hashable, Sendable {
    package let state: State
    /// The day on which the newer list was loaded.
    package let until: CivilDate

    /// That state, until that day.
    package init(state: State, until: CivilDate) {
      self.state = state
      self.until = until
    }
  }

  /// The longest name in a list, in bytes: devices are told it when they join, and read no longer ones.
  package static let maximumName = 200

  package let code: UnitCode
  /// What it is, or was last.
  package var state: State
  /// What it was before, the oldest first.
  package var former: [Former]
  /// The day of the load from which it was no longer there; nil while it stands.
  package var ended: CivilDate?
  /// The unit that it became part of, where the list said so.
  package var mergedInto: UnitCode?

  /// A unit from its parts; it stands and has no history unless that is given.
  package init(
    code: UnitCode, state: State, former: [Former] = [], ended: CivilDate? = nil, mergedInto: UnitCode? = nil
  ) {
    self.code = code
    self.state = state
    self.former = former
    self.ended = ended
    self.mergedInto = mergedInto
  }
}
