import Simulation
import SyncCore
import Testing

@Suite struct SimulationTests {
  @Test func nothingBreaks() async throws {
    let found = try await Search().play(0..<2000)
    #expect(found.broken?.seed == nil)
  }
}
