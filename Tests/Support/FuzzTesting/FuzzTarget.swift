import Domain

/// The readers of what strangers send, each with what has to hold for whatever bytes come: they end, and what they took
/// is written again as something that reads the same.
///
/// libFuzzer feeds them (`make fuzz`), and the tests the committed corpora and seeded damage of them.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// What is sealed, and the statements about keys.
  case envelope
  /// A stick's file.
  case bundle
  /// Messages of the exchange, and the values that they are made of.
  case message

  /// Puts the bytes to the reader that their first byte chooses: its value modulo the number of readers.
  ///
  /// A property that does not hold ends the process, as a fault of memory would.
  ///
  /// - Returns: Whether the reader took them.
  @discardableResult
  package func take(_ input: [UInt8]) -> Bool {
    guard let choice = input.first else { return false }
    let readers = readers
    return readers[Int(choice) % readers.count](Array(input.dropFirst()))
  }

  /// The readers, in the order of the first bytes of inputs.
  package var readers: [@Sendable ([UInt8]) -> Bool] {
    switch self {
    case .envelope: EnvelopeFuzz.readers
    case .bundle: BundleFuzz.readers
    case .message: MessageFuzz.readers
    }
  }
}

/// Ends the process where a reader's property does not hold.
func hold(_ condition: Bool, _ property: StaticString) {
  guard condition else { preconditionFailure("\(property)") }
}
