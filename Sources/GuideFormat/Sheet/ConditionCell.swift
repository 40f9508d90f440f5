/// A condition in one cell: `step=answer`, `not(…)`, `any(…; …)`, `all(…; …)`.
enum ConditionCell {
  /// The cell of a condition as `when` has it.
  static func text(_ value: SourceValue) -> String {
    guard let form = value.entries.first else { return "" }
    switch form.key {
    case "equals":
      return form.value.entries.first.map { "\($0.key)=\($0.value.text ?? "")" } ?? ""
    case "not": return "not(\(text(form.value)))"
    default: return "\(form.key)(\(form.value.list.map(text).joined(separator: "; ")))"
    }
  }

  /// The condition of a cell; nil where it is none.
  static func value(_ cell: String) -> SourceValue? {
    var rest = cell[...]
    guard let value = condition(&rest, depth: 0), rest.isEmpty else { return nil }
    return value
  }

  private static let deepest = 8

  private static func condition(_ rest: inout Substring, depth: Int) -> SourceValue? {
    skipBlanks(&rest)
    guard depth < deepest else { return nil }
    for form in ["not", "any", "all"] where rest.hasPrefix(form + "(") {
      rest = rest.dropFirst(form.count + 1)
      guard let inner = list(&rest, depth: depth + 1) else { return nil }
      if form != "not" { return .mapping([.init(key: form, value: .list(inner))]) }
      return inner.count == 1 ? .mapping([.init(key: form, value: inner[0])]) : nil
    }
    let step = name(&rest)
    guard !step.isEmpty, rest.first == "=" else { return nil }
    rest = rest.dropFirst()
    let answer = name(&rest)
    guard !answer.isEmpty else { return nil }
    return .mapping([.init(key: "equals", value: .mapping([.init(key: step, value: .text(answer))]))])
  }

  /// Conditions up to the closing bracket.
  private static func list(_ rest: inout Substring, depth: Int) -> [SourceValue]? {
    var values: [SourceValue] = []
    while let value = condition(&rest, depth: depth) {
      values.append(value)
      guard let next = rest.popFirst() else { return nil }
      if next == ")" {
        skipBlanks(&rest)
        return values
      }
      guard next == ";" else { return nil }
    }
    return nil
  }

  private static func name(_ rest: inout Substring) -> String {
    skipBlanks(&rest)
    let name = rest.prefix { !"=();".contains($0) && !$0.isWhitespace }
    rest = rest.dropFirst(name.count)
    skipBlanks(&rest)
    return String(name)
  }

  private static func skipBlanks(_ rest: inout Substring) { rest = rest.drop(while: \.isWhitespace) }
}
