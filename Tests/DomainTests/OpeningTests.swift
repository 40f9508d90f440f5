import Testing

@testable import Domain

/// Who opened what is sealed, counted.
@Suite struct OpeningTests {
  @Test func openingsAreCountedForEachPersonAndMachine() throws {
    var maker = EntryMaker()
    let (first, second) = (try maker.assistance(time: 1), try maker.assistance(time: 2))
    let hoa = try #require(PersonID(rawValue: "00000000000000aa"))
    func opened(
      _ purpose: Opening.Purpose?, _ entries: [Entry], by person: PersonID?, at device: String, time: Int64
    ) throws -> Entry {
      let body = purpose.map { Opening($0, of: entries.map(\.header.id)).canonical } ?? .object([:])
      let entry = try maker.entry(.opening, body, time: HybridTime(rawValue: 0).next(wall: time).rawValue)
      var header = entry.header
      (header.person, header.device) = (person, device)
      return Entry(header: header, bodyBytes: body.bytes, sealed: nil)
    }
    let entries = try [
      first, second, opened(.shown, [first], by: hoa, at: "b", time: 10),
      opened(.shown, [first], by: hoa, at: "b", time: 30),
      opened(.exported, [first, second], by: hoa, at: "b", time: 20),
      opened(.shown, [second], by: nil, at: "b", time: 40), opened(.shown, [second], by: hoa, at: "a", time: 50),
      // A newer program's opening counts, whatever it says.
      opened(nil, [], by: hoa, at: "a", time: 60),
    ]
    let counts = SealedDeedCount.counted(.opening, in: entries.reversed())
    #expect(counts.map(\.device) == ["b", "a", "b"])
    #expect(counts.map(\.person) == [hoa, hoa, nil])
    #expect(counts.map(\.times) == [3, 2, 1])
    #expect(counts.map(\.exports) == [1, 0, 0])
    #expect(counts.map(\.assistances.count) == [2, 1, 1])
    #expect(counts.map(\.last) == [30, 60, 40])
  }
}
