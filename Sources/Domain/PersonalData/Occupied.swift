/// Which places of a text are taken: asking costs no more than the length of what is asked about, however much is taken.
struct Occupied {
  private var isTaken: [Bool]

  /// For places from 0 to below `count`.
  init(count: Int) { isTaken = Array(repeating: false, count: count) }

  func overlaps(_ range: Range<Int>) -> Bool { isTaken[range].contains(true) }

  /// Takes the places, where none of them is taken yet; answers whether it did.
  @discardableResult mutating func insert(_ range: Range<Int>) -> Bool {
    if overlaps(range) { return false }
    for place in range { isTaken[place] = true }
    return true
  }
}
