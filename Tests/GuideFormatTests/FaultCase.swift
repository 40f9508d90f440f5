import Testing

@testable import GuideFormat

/// One change to the sound files, and the faults that it must bring, each `file:line:column: code`.
struct FaultCase: CustomTestStringConvertible, Sendable {
  let code: FaultCode
  let file: String
  let old: String
  let new: String
  let expected: [String]

  var testDescription: String { "\(code.rawValue): \(new.prefix(40))" }

  init(_ code: FaultCode, _ file: String, _ old: String, _ new: String, _ expected: String...) {
    (self.code, self.file, self.old, self.new, self.expected) = (code, file, old, new, expected)
  }
}
