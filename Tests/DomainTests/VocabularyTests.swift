import Testing

@testable import Domain

@Test func unknownWordIsKeptAsWritten() {
  let word = ServiceType(rawValue: "from-the-future")
  #expect(word.rawValue == "from-the-future")
  #expect(!word.isKnown)
  #expect(ServiceType.submit.isKnown)
}
