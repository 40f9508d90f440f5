import Domain
import Foundation
import Testing

@testable import GuideFormat

/// The schema for editors allows the same words as the reader.
@Test func theSchemaHasTheReadersWords() throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let data = try Data(contentsOf: root.appending(path: "guides/guide.schema.json"))
  let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  let properties = try #require(schema["properties"] as? [String: [String: Any]])
  func words(_ key: String, of properties: [String: [String: Any]]) -> Set<String> {
    Set(properties[key]?["enum"] as? [String] ?? [])
  }
  #expect(words("service", of: properties) == Set(ServiceType.known.map(\.rawValue)))
  #expect(words("kind", of: properties) == Set(GuideKind.allCases.map(\.rawValue)))
  let steps = try #require((schema["$defs"] as? [String: [String: Any]])?["step"]?["oneOf"] as? [[String: Any]])
  var kinds: Set<String> = []
  for step in steps {
    let required = try #require(step["required"] as? [String])
    let kind = try #require(StepReader.kinds.first { required.contains($0) })
    kinds.insert(kind)
    let properties = try #require(step["properties"] as? [String: [String: Any]])
    switch kind {
    case "record": #expect(words("value", of: properties) == Set(RecordKind.allCases.map(\.rawValue)))
    case "wait": #expect(words("for", of: properties) == Set(WaitKind.allCases.map(\.rawValue)))
    case "end": #expect(words("outcome", of: properties) == Set(Outcome.known.map(\.rawValue)))
    default: break
    }
  }
  #expect(kinds == Set(StepReader.kinds))
}
