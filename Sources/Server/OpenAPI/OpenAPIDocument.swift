import Compression
import Domain
import SyncCore

/// The OpenAPI 3.1 document of some operations. What it says of refusals, limits and encodings it takes from the code.
struct OpenAPIDocument {
  let operations: [Operation]

  /// The document.
  var canonical: CanonicalValue {
    .object([
      "openapi": .text("3.1.0"),
      "info": .object([
        "title": .text("Cầm Tay"), "version": .text(String(ProtocolRange.spoken.newest)),
        "description": .text(
          "The server to which community digital teams hand their journals. Every message is canonical JSON: keys in "
            + "ascending order, no white space, integers only, text in Normalization Form C."),
        "license": .object(["name": .text("GPL-3.0-or-later"), "identifier": .text("GPL-3.0-or-later")]),
      ]),
      "paths": .object(
        Dictionary(grouping: operations, by: \.path).mapValues { operations in
          .object(
            Dictionary(uniqueKeysWithValues: operations.map { ($0.method.rawValue.lowercased(), $0.canonical) }))
        }),
      "components": .object([
        "schemas": .object(
          Dictionary(messages.map { ($0.name, $0.schema.canonical) }) { first, _ in first }),
        "securitySchemes": .object([
          Operation.tokenScheme: .object([
            "type": .text("http"), "scheme": .text("bearer"),
            "description": .text("The token that a device got when it joined."),
          ])
        ]),
      ]),
    ])
  }

  private var messages: [MessageSchema] {
    operations.flatMap { [$0.request?.message, $0.response].compactMap(\.self) } + [Problem.described]
  }
}

extension Operation {
  fileprivate static let tokenScheme = "deviceToken"

  fileprivate var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "operationId": .text(name), "summary": .text(summary), "responses": .object(responses),
      "security": .array(needsToken ? [.object([Self.tokenScheme: .array([])])] : []),
      "parameters": .array([
        Self.header("Accept-Encoding", "deflate, and the answer is compressed where that makes it smaller.")
      ]),
    ]
    if let request {
      members["requestBody"] = .object([
        "required": .bool(true), "content": request.message.content,
        "description": .text("At most \(request.maximum) bytes, both as they come and expanded."),
      ])
      members["parameters"] = .array(
        [
          Self.header("Content-Encoding", "How the body is encoded.", words: ContentCoding.allCases.map(\.rawValue))
        ] + (members["parameters"]?.array ?? []))
    }
    return .object(members)
  }

  private var responses: [String: CanonicalValue] {
    var responses = [
      "200": CanonicalValue.object([
        "description": .text("What was asked for."), "content": response.content,
        "headers": .object([
          "Content-Encoding": .object(["schema": Schema.word(ContentCoding.allCases.map(\.rawValue)).canonical])
        ]),
      ])
    ]
    for (status, codes) in Dictionary(grouping: problems, by: \.status) {
      responses[String(status)] = .object([
        "description": .text(codes.map(\.title).joined(separator: "; ") + "."),
        "content": .object([Problem.mediaType: .object(["schema": Problem.schema(of: codes).canonical])]),
      ])
    }
    return responses
  }

  private static func header(_ name: String, _ description: String, words: [String]? = nil) -> CanonicalValue {
    .object([
      "name": .text(name), "in": .text("header"), "description": .text(description),
      "schema": (words.map(Schema.word) ?? .text()).canonical,
    ])
  }
}

extension MessageSchema {
  /// The message as the document refers to it.
  fileprivate var content: CanonicalValue {
    let message = Schema.reference(name)
    let schema = mediaType == SyncMessage.mediaType ? Schema.frame(message) : message
    return .object([mediaType: .object(["schema": schema.canonical])])
  }
}
