import Simulation
import Testing

/// Histories that once broke a rule, shortened.
@Suite struct RegressionTests {
  @Test(arguments: [
    // A device with an exchange open read a fork from a stick and began a new incarnation; then an answer to the earlier
    // one came, and its receipts were looked up in the new stream.
    """
    seed 71754 devices 2 sealed 2600 page 4096 slow 1 written 0
    clone 628
    clone 249
    write 807
    clone 612
    write-stick 13 254
    sync 513 ~.
    sync 573 ~
    deliver 552
    write 374
    write-stick 260 311
    write-stick 589 314
    lose-stick 304
    carry 113 741
    read-stick 349 393
    deliver-copy 918
    """
  ])
  func staysMended(text: String) async throws {
    let history = try #require(History(text))
    let run = try await Run.play(history)
    #expect(run.violation == nil, "\(run.violation?.details ?? "")")
  }
}
