import Domain

/// Holds values against schemas of the document. It knows the words of JSON Schema (2020-12) that the document uses;
/// another word is a fault, as is a member that a message has and its schema does not name.
struct SchemaCheck {
  let document: CanonicalValue

  /// What is wrong with the value, each with its place.
  func faults(of value: CanonicalValue, by schema: CanonicalValue?, at place: String = "$") -> [String] {
    guard let words = schema?.object else { return ["\(place): no schema"] }
    var faults: [String] = []
    for (word, limit) in words.sorted(by: { $0.key < $1.key }) {
      faults += self.faults(of: value, word: word, limit, in: words, at: place)
    }
    return faults
  }

  private func faults(
    of value: CanonicalValue, word: String, _ limit: CanonicalValue, in words: [String: CanonicalValue],
    at place: String
  ) -> [String] {
    func demand(_ holds: Bool) -> [String] { holds ? [] : ["\(place): \(word)"] }
    let number = limit.integer.map(Int.init) ?? 0
    switch word {
    case "description": return []
    case "type": return demand(Self.type(of: value) == limit.text)
    case "const": return demand(value == limit)
    case "enum": return demand(limit.array?.contains(value) == true)
    case "minimum": return demand(value.integer.map { $0 >= number } ?? true)
    case "maximum": return demand(value.integer.map { $0 <= number } ?? true)
    case "maxLength": return demand((value.text?.unicodeScalars.count ?? 0) <= number)
    case "maxItems": return demand((value.array?.count ?? 0) <= number)
    case "maxProperties": return demand((value.object?.count ?? 0) <= number)
    case "pattern":
      guard let pattern = limit.text.flatMap({ try? Regex($0) }) else { return ["\(place): no pattern"] }
      return demand(value.text.map { $0.firstMatch(of: pattern) != nil } ?? true)
    case "required":
      return (limit.texts ?? []).filter { value[$0] == nil }.map { "\(place): lacks \($0)" }
    case "properties":
      let isWhole = words["type"] != nil
      return (value.object ?? [:]).sorted { $0.key < $1.key }.flatMap { name, member in
        guard let schema = limit[name] else { return isWhole ? ["\(place): unknown \(name)"] : [] }
        return faults(of: member, by: schema, at: "\(place).\(name)")
      }
    case "additionalProperties":
      return (value.object ?? [:]).flatMap { faults(of: $1, by: limit, at: "\(place).\($0)") }
    case "items":
      return (value.array ?? []).enumerated().flatMap { faults(of: $1, by: limit, at: "\(place)[\($0)]") }
    case "allOf": return (limit.array ?? []).flatMap { faults(of: value, by: $0, at: place) }
    case "oneOf":
      let fitting = (limit.array ?? []).filter { faults(of: value, by: $0, at: place).isEmpty }
      return demand(fitting.count == 1)
    case "$ref": return faults(of: value, by: limit.text.flatMap(target), at: place)
    default: return ["\(place): \(word) is not known"]
    }
  }

  /// What a reference within the document means.
  func target(of reference: String) -> CanonicalValue? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(document) { $0?[String($1)] }
  }

  private static func type(of value: CanonicalValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .text: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
