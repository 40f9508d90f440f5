import Testing

@testable import Domain

@Test func unknownWordIsKeptAsWritten() {
  let word = ServiceType(rawValue: "from-the-future")
  #expect(word.rawValue == "from-the-future")
  #expect(!ServiceType.known.contains(word))
  #expect(ServiceType.known.contains(.submit))
}
