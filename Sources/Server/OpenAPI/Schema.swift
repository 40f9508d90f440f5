import Domain
import SyncCore

/// A JSON Schema (draft 2020-12), as far as our messages need it.
struct Schema: Sendable {
  /// The schema as the document has it.
  let canonical: CanonicalValue

  private init(_ members: [String: CanonicalValue]) { canonical = .object(members) }

  /// The same, with a sentence for whoever reads it.
  func saying(_ description: String) -> Schema {
    Schema((canonical.object ?? [:]).merging(["description": .text(description)]) { $1 })
  }

  /// A schema that stands elsewhere in the document, under that name.
  static func reference(_ name: String) -> Schema { Schema(["$ref": .text("#/components/schemas/\(name)")]) }

  static let bool = Schema(["type": .text("boolean")])

  /// An object of which nothing more is said.
  static let anyObject = Schema(["type": .text("object")])

  /// - Parameter maximum: the most characters; a limit in bytes is also one of characters.
  static func text(maximum: Int? = nil) -> Schema {
    Schema(["type": .text("string")].merging(limit("maxLength", maximum)) { $1 })
  }

  /// Text that matches the regular expression.
  static func text(pattern: String) -> Schema { Schema(["type": .text("string"), "pattern": .text(pattern)]) }

  /// So many bytes in lower-case hexadecimal digits.
  static func hexadecimal(bytes: Int) -> Schema { text(pattern: "^[0-9a-f]{\(bytes * 2)}$") }

  /// At most that many bytes in lower-case hexadecimal digits.
  static func hexadecimal(atMost bytes: Int) -> Schema { text(pattern: "^([0-9a-f]{2}){0,\(bytes)}$") }

  /// Bytes in base64 with padding.
  static let base64 = text(pattern: "^[A-Za-z0-9+/]*={0,2}$")

  /// One of these words.
  static func word(_ words: [String]) -> Schema {
    Schema(["type": .text("string"), "enum": .array(words.map { .text($0) })])
  }

  static func integer(_ range: ClosedRange<Int>? = nil) -> Schema {
    Schema(
      ["type": .text("integer")].merging(limit("minimum", range?.lowerBound)) { $1 }
        .merging(limit("maximum", range?.upperBound)) { $1 })
  }

  static func array(of item: Schema, maximum: Int? = nil) -> Schema {
    Schema(["type": .text("array"), "items": item.canonical].merging(limit("maxItems", maximum)) { $1 })
  }

  /// An object whose members' names say something themselves.
  static func map(to value: Schema, maximum: Int? = nil) -> Schema {
    Schema(
      ["type": .text("object"), "additionalProperties": value.canonical]
        .merging(limit("maxProperties", maximum)) { $1 })
  }

  /// An object. Members that are not named may be there too: whoever reads passes them over.
  static func object(_ required: [String: Schema], optional: [String: Schema] = [:]) -> Schema {
    Schema([
      "type": .text("object"), "required": .array(required.keys.sorted().map { .text($0) }),
      "properties": members(required.merging(optional) { $1 }),
    ])
  }

  /// The same object without room for other members.
  var closed: Schema { Schema((canonical.object ?? [:]).merging(["additionalProperties": .bool(false)]) { $1 }) }

  /// A message whose first line is JSON of that schema, and whose other lines and binary part the documentation of
  /// SyncCore describes byte by byte.
  static func frame(_ envelope: Schema) -> Schema {
    Schema(["contentMediaType": .text(SyncMessage.mediaType), "x-envelope": envelope.canonical])
  }

  /// What one of these schemas says.
  static func one(of schemas: [Schema]) -> Schema { Schema(["oneOf": .array(schemas.map(\.canonical))]) }

  /// What both this and the other schema say.
  func and(_ other: Schema) -> Schema { Schema(["allOf": .array([canonical, other.canonical])]) }

  /// Members of which, where they are there, more is known.
  static func having(_ properties: [String: Schema]) -> Schema { Schema(["properties": members(properties)]) }

  /// Members that have exactly these values.
  static func exactly(_ values: [String: CanonicalValue]) -> Schema {
    Schema(["properties": .object(values.mapValues { .object(["const": $0]) })])
  }

  private static func members(_ properties: [String: Schema]) -> CanonicalValue {
    .object(properties.mapValues(\.canonical))
  }

  private static func limit(_ name: String, _ value: Int?) -> [String: CanonicalValue] {
    value.map { [name: .integer(Int64($0))] } ?? [:]
  }
}

/// A message as the document describes it: its name, and what it holds.
struct MessageSchema: Sendable {
  let name: String
  let schema: Schema
  var mediaType = "application/json"
}
