import Foundation

@testable import Domain
@testable import Sealing

/// What `Vectors/formats.json` holds: one value of each of our own formats, as a program has written it, with the secrets
/// that open it. What was committed has to open for ever; a new version of a format gets another vector beside it.
struct FormatVectors: Codable {
  struct Box: Codable {
    let private_key, plain, box: HexBytes
    let context: String
  }
  struct Vault: Codable {
    let private_key, salt, nonce, bytes: HexBytes
    let passphrase: String
    let logarithm: UInt8
  }
  struct Packet: Codable {
    let code: String
    let secrets, authority, bytes: HexBytes
  }
  struct Code: Codable {
    let code: String
    let ticket, digest, recovery_private, recovery_public: HexBytes
  }
  struct Reader: Codable {
    let body, device, member_key, authority: String
  }
  struct TeamKey: Codable {
    let body, team, reader: String
    let reader_private, sheet_private, secrets, earlier_private: HexBytes
  }
  struct Index: Codable {
    let key, index: HexBytes
    let dossier: String
  }
  struct Chain: Codable {
    let device, incarnation: String
    let start: HexBytes
    let headers: [String]
    let hashes: [HexBytes]
  }
  struct Signature: Codable {
    let public_key, message, signature: HexBytes
    let purpose: String
  }

  var source = "Sources/Sealing/Sealing.docc/Formats.md; bytes in hexadecimal digits"
  let sealed_box, sealed_box_1: Box
  let vault: Vault
  let packet: Packet
  let code: Code
  let reader: Reader
  let team_key: TeamKey
  let blind_index: Index
  let chain: Chain
  let signature: Signature
}
