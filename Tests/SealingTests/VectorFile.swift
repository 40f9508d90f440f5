import Foundation
import Testing

@testable import Domain

/// A committed file of vectors beside these tests.
enum VectorFile {
  /// The path of a file in `Vectors/`.
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Vectors/\(name)").path
  }

  /// What a file of vectors says.
  static func read<Content: Decodable>(_ name: String, as _: Content.Type = Content.self) throws -> Content {
    let data = try #require(FileManager.default.contents(atPath: path(name)))
    return try JSONDecoder().decode(Content.self, from: data)
  }
}

/// Bytes that stand in a file as hexadecimal digits.
struct HexBytes: Codable, Equatable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    bytes = try #require(Hexadecimal.bytes(text))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Hexadecimal.text(bytes))
  }

  /// The bytes with one of them altered, in each place: its lowest and its highest bit.
  var altered: [[UInt8]] {
    bytes.indices.flatMap { index in
      [UInt8(0x01), 0x80].map { bit in
        var altered = bytes
        altered[index] ^= bit
        return altered
      }
    }
  }
}
