import ArgumentParser
import Domain
import Server
import SyncCore

/// `camtay-server devices`: a team's devices.
struct DevicesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices", abstract: "List, rename and revoke a team's devices, and decide about what they left.",
    subcommands: [List.self, Rename.self, Revoke.self, Aside.self, Deeds.self])

  /// `devices list`: prints the devices, tab-separated.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print id, name, for whom, role, when joined, last seen, revoked, forked, and messages kept aside.")

    @OptionGroup var place: TeamOption

    func run() async throws {
      try await place.withTeam { store, team in
        for device in try await store.teamDevices(team) {
          let times = [device.enrolled, device.seen, device.revoked, device.forked].map { time in
            time.map(CivilTime.iso(milliseconds:)) ?? "-"
          }
          let words = [device.id, device.name, device.holder ?? "-", device.role] + times + ["\(device.aside)"]
          print(words.joined(separator: "\t"))
        }
      }
    }
  }

  /// `devices rename`: calls a device something else.
  struct Rename: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Call a device something else.")

    @OptionGroup var place: TeamOption

    @Argument(help: "The device's id, or its beginning.")
    var device: String

    @Argument(help: "Its new name.")
    var name: String

    func run() async throws {
      let name = try UsageFault.name(name, for: "name")
      try await place.withTeam { store, team in
        let device = try await store.device(beginning: device, of: team)
        try await store.carryOut(.rename(device: device, name: name), for: team, by: .here)
      }
    }
  }

  /// `devices revoke`: ends a device's membership.
  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End a device's membership. What it brought stays; what it brings later is kept aside.")

    @OptionGroup var place: TeamOption

    @Argument(help: "The device's id, or its beginning.")
    var device: String

    func run() async throws {
      try await place.withTeam { store, team in
        let device = try await store.device(beginning: device, of: team)
        try await store.carryOut(.revoke(device: device), for: team, by: .here)
      }
    }
  }

  /// `devices aside`: what revoked devices left, and what is to become of it.
  struct Aside: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the messages of revoked devices that are kept aside, or decide about them.")

    @OptionGroup var place: TeamOption

    @Option(help: "Take in what this device left, as if it had come in time.")
    var accept: String?

    @Option(help: "Give up what this device left.")
    var discard: String?

    func validate() throws {
      guard accept == nil || discard == nil else { throw ValidationError("--accept or --discard, not both.") }
    }

    func run() async throws {
      try await place.withTeam { store, team in
        if let accept {
          let device = try await store.device(beginning: accept, of: team)
          let settlement = AsideSettlement(store: store, team: team, device: device)
          let (accepted, refused) = try await settlement.accept(now: SystemClock.now())
          print(ServerPhrases.said("aside.accepted", ["count": "\(accepted)"]))
          guard refused.isEmpty else { throw AsideRefusal(obstacles: refused) }
        } else if let discard {
          let device = try await store.device(beginning: discard, of: team)
          let count = try await AsideSettlement(store: store, team: team, device: device).discard(
            now: SystemClock.now())
          print(ServerPhrases.said("aside.discarded", ["count": "\(count)"]))
        } else {
          for record in try await store.keptAside(team: team) {
            print(
              record.device, CivilTime.iso(milliseconds: record.received), "\(record.message.count)", separator: "\t")
          }
        }
      }
    }
  }

  /// `devices deeds`: who did what to the team's devices, and when.
  struct Deeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print when, by which device, what, to which device or invitation, and the rest of each deed.")

    @OptionGroup var place: TeamOption

    func run() async throws {
      try await place.withTeam { store, team in
        for deed in try await store.deeds(team: team) {
          print(
            CivilTime.iso(milliseconds: deed.origin.time), deed.origin.device ?? "-", deed.what, deed.subject,
            deed.detail ?? "-", separator: "\t")
        }
      }
    }
  }
}

/// The database, and the team that a command is about.
struct TeamOption: ParsableArguments {
  @OptionGroup var store: DatabaseOption

  @Option(help: "The team's id.")
  var team: String

  /// Opens the store, does the work for the team, and closes the store.
  ///
  /// - Throws: `StoreFault.teamUnknown` where there is no such team.
  func withTeam(_ work: (SQLServerStore, String) async throws -> Void) async throws {
    let store = try await store.open(create: false)
    try await work(store, store.team(team).id)
    try await store.close()
  }
}

/// Messages that were kept aside and could not be taken in.
struct AsideRefusal: Error {
  let obstacles: [AsideObstacle]
}

/// A device that a command names and the team does not have, or has several of.
struct DeviceUnknown: Error {
  let typed: String
}

extension ServerStore {
  /// The id of the one device of the team that begins so.
  fileprivate func device(beginning typed: String, of team: String) async throws -> String {
    let found = try await devices(team: team).map(\.id).filter { $0.hasPrefix(typed) }
    guard !typed.isEmpty, found.count == 1 else { throw DeviceUnknown(typed: typed) }
    return found[0]
  }
}

extension DeedOrigin {
  /// Done now, at the server itself.
  fileprivate static var here: DeedOrigin { DeedOrigin(device: nil, time: SystemClock.now()) }
}
