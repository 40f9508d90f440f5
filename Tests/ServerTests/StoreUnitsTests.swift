import Domain
import Reporting
import Server
import ServerTesting
import Testing

/// How every store keeps administrative units.
@Suite(.timeLimit(.minutes(3))) struct StoreUnitsTests {
  private func csv(_ rows: String...) -> [UInt8] {
    Array((["code,name,kind,parent,merged_into"] + rows).joined(separator: "\n").utf8)
  }

  private let first = CivilDate(dayNumber: 20_000)
  private let second = CivilDate(dayNumber: 20_100)

  @Test(arguments: StoreKind.allCases) func whatWasLoadedIsReadBackAsItWas(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let lists = [
      csv("01,Tỉnh A,province,,", "00004,Xã X,commune,01,", "00025,Xã Y,commune,01,", "v-1,Thôn Một,village,00004,"),
      csv("01,Thành phố A,province,,", "00025,Phường Y,ward,01,", "00004,Xã X,commune,01,00025"),
      csv("01,Thành phố A,province,,", "00025,Phường Z,ward,01,", "00004,Xã X,commune,01,"),
      csv("01,Thành phố A,province,,", "00025,Phường Z,ward,01,"),
    ]
    var expected = UnitRegister()
    for (number, list) in lists.enumerated() {
      let day = number == 0 ? first : second
      let report = try expected.load(csv: list, on: day)
      #expect(try await server.store.changeUnits { try $0.load(csv: list, on: day) } == report)
      #expect(try await server.store.units() == expected)
      #expect(try await server.storeOfAnotherServer().units() == expected)
    }
    #expect(expected.all.contains { $0.former.count == 2 })
    #expect(expected.all.contains { $0.ended != nil })
  }

  @Test(arguments: StoreKind.allCases) func aListWithAFaultChangesNothing(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let (day, good) = (first, csv("01,Tỉnh A,province,,"))
    _ = try await server.store.changeUnits { try $0.load(csv: good, on: day) }
    let before = try await server.store.units()
    let faulty = csv("01,Tỉnh B,province,,", "00004,Xã X,commune,77,")
    await #expect(throws: UnitFaults.self) {
      _ = try await server.store.changeUnits { units in
        units = UnitRegister()
        return try units.load(csv: faulty, on: day)
      }
    }
    #expect(try await server.store.units() == before)
  }

  @Test(arguments: StoreKind.allCases) func aTeamIsPlacedAndItsUnitIsWhatItBecame(_ kind: StoreKind) async throws {
    let server = try await TestServer(kind)
    let team = try await server.team().id
    #expect(try await server.store.unitToKeep("  Xã  Tân Hòa ") == "Xã Tân Hòa")
    let (day, list) = (first, csv("01,Tỉnh A,province,,", "00004,Xã X,commune,01,00025", "00025,Xã Y,commune,01,"))
    _ = try await server.store.changeUnits { try $0.load(csv: list, on: day) }
    #expect(try await server.store.teams(under: "01").isEmpty)
    try await server.store.place(team: team, in: "00004")
    #expect(try await server.store.teams(under: "00025").map(\.id) == [team])
    #expect(try await server.store.team(team).unitName(in: server.store.units()) == "Xã Y")
    await #expect(throws: StoreFault.unitUnknown("7")) { try await server.store.teams(under: "7") }
    await #expect(throws: StoreFault.unitUnknown("Xã Y")) { try await server.store.unitToKeep("Xã Y") }
    await #expect(throws: StoreFault.teamUnknown("x")) { try await server.store.place(team: "x", in: "01") }
  }
}
