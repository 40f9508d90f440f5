/// What a device is trusted with by its team's invitation.
package enum Role: String, CaseIterable, Sendable {
  /// Tình nguyện viên: helps people and logs it.
  case volunteer
  /// Tổ trưởng: answers for one team and its devices.
  case leader
  /// Cán bộ tập huấn: writes and publishes guides.
  case trainer
  /// Quản trị: answers for every team of a unit and of the units below it.
  case administrator
}

extension Role {
  /// Whether a device with this role answers for its team: it makes the team's key and hands it on.
  package var leads: Bool { self == .leader || self == .administrator }
}

/// Something that not every role may do.
package enum Deed: Hashable, Sendable {
  /// Inviting a device that gets this role.
  case invite(Role)
  /// Listing a team's devices.
  case listDevices
  /// Renaming and revoking a device that has this role.
  case manage(Role)
  /// Publishing guides, which every device of the server gets.
  case publishGuides
}

/// For which teams a role may do something.
package enum Reach: Hashable, Sendable {
  /// For no team.
  case none
  /// For the team that the device belongs to.
  case ownTeam
  /// For that team, and for every team of its unit and of the units below.
  case ownUnit
  /// For all.
  case everywhere
}

extension Role {
  /// The table of what each role may do, and for whom.
  package func reach(of deed: Deed) -> Reach {
    switch (self, deed) {
    case (.leader, .invite(.volunteer)), (.leader, .listDevices): .ownTeam
    // Nobody puts out whom an administrator put in charge; a leader's own second laptop is a leader's device.
    case (.leader, .manage(.volunteer)), (.leader, .manage(.leader)): .ownTeam
    case (.trainer, .publishGuides), (.administrator, .publishGuides): .everywhere
    // Which versions of guides the devices have.
    case (.trainer, .listDevices): .ownUnit
    case (.administrator, .invite), (.administrator, .listDevices), (.administrator, .manage): .ownUnit
    case (.volunteer, _), (.leader, _), (.trainer, _): .none
    }
  }
}

/// A team, and the administrative unit that it works in, where one is known.
package struct TeamPlace: Hashable, Sendable {
  package let team: String
  package let unit: UnitCode?

  /// The team of that id in that unit.
  package init(team: String, unit: UnitCode?) {
    self.team = team
    self.unit = unit
  }
}

extension Role {
  /// Whether a device with this role may do something for a team.
  ///
  /// - Parameters:
  ///   - home: The device's own team.
  ///   - target: The team for which it would do it.
  ///   - register: Which unit lies in which.
  package func may(_ deed: Deed, from home: TeamPlace, for target: TeamPlace, in register: UnitRegister) -> Bool {
    switch reach(of: deed) {
    case .none: return false
    case .ownTeam: return target.team == home.team
    case .everywhere: return true
    case .ownUnit:
      if target.team == home.team { return true }
      guard let outer = home.unit, let inner = target.unit else { return false }
      return register.contains(inner, in: outer)
    }
  }
}
