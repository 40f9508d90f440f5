import Domain

/// A place in a file: line and column from 1, the column in characters.
struct Position: Hashable, Comparable, Sendable {
  let line: Int
  let column: Int

  static let start = Position(line: 1, column: 1)

  static func < (left: Self, right: Self) -> Bool { (left.line, left.column) < (right.line, right.column) }
}

/// Collects the faults of one file while it is read, so that one pass finds them all.
final class FaultLog {
  /// A file with more faults than this is not a guide; the rest is noise.
  private static let most = 200

  let file: String
  private(set) var faults: [Fault] = []

  init(file: String) { self.file = file }

  /// Whether nothing wrong has been found.
  var isEmpty: Bool { faults.isEmpty }

  /// Notes a fault; the nearest name is looked for among `names`, or else among what was expected.
  func report(
    _ code: FaultCode, at position: Position, found: String = "", expected: [String] = [], names: [String]? = nil
  ) {
    guard faults.count < Self.most else { return }
    let nearest = found.utf8.count > 80 ? nil : EditDistance.nearest(to: found, among: names ?? expected)
    faults.append(
      Fault(
        file: file, line: position.line, column: position.column, code: code, found: found, expected: expected,
        nearest: nearest == found ? nil : nearest))
  }
}
