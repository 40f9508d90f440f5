/// How far apart two words are, in letters added, dropped, changed, or swapped with their neighbour.
package enum EditDistance {
  /// The distance between two words, or nil where it is above the bound.
  ///
  /// This is the optimal-string-alignment form of Damerau-Levenshtein: no letter is touched twice.
  package static func between(_ left: String, _ right: String, atMost bound: Int) -> Int? {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    guard abs(left.count - right.count) <= bound else { return nil }
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in 1...left.count {
      var row = [i] + [Int](repeating: 0, count: right.count)
      for j in 1...right.count {
        let cost = left[i - 1] == right[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      if row.min() ?? 0 > bound { return nil }
      (beforeLast, last) = (last, row)
    }
    return last[right.count] <= bound ? last[right.count] : nil
  }

  /// The name that was most likely meant, or nil where none is near: at most one letter in three is wrong.
  package static func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let folded = word.lowercased()
    let bound = min(3, max(1, folded.unicodeScalars.count / 3))
    let near = names.compactMap { name in
      between(folded, name.lowercased(), atMost: bound).map { (distance: $0, name: name) }
    }
    return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }
}
