import NIOCore

/// The network address of whoever asks. It is personal data: whole it is used in memory only, and kept only cut
/// (`neighbourhood`).
package struct PeerAddress: Hashable, Sendable {
  /// Four bytes of IPv4, or sixteen of IPv6.
  private let bytes: [UInt8]

  private init(bytes: [UInt8]) {
    // IPv4 in the clothes of IPv6, as a socket of both kinds shows it.
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    self.bytes = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
  }

  /// The address of a connection; nil where it comes from no network.
  init?(_ address: SocketAddress?) {
    switch address {
    case .v4(let address): self.init(bytes: withUnsafeBytes(of: address.address.sin_addr) { Array($0) })
    case .v6(let address): self.init(bytes: withUnsafeBytes(of: address.address.sin6_addr) { Array($0) })
    default: return nil
    }
  }

  /// The address in a text: IPv4 or IPv6, perhaps with a port behind it; nil where it is none.
  package init?(_ text: some StringProtocol) {
    var text = text[...]
    if text.first == "[", let end = text.firstIndex(of: "]") {
      text = text[text.index(after: text.startIndex)..<end]
    } else if let colon = text.firstIndex(of: ":"), colon == text.lastIndex(of: ":") {
      text = text[..<colon]
    }
    guard let address = try? SocketAddress(ipAddress: String(text), port: 0) else { return nil }
    self.init(address)
  }

  /// Whether it is of this machine or of a network that is not the public one (RFC 1918, RFC 4193, and link-local): from
  /// there a proxy may come.
  package var isNear: Bool {
    guard bytes.count == 4 else {
      return bytes == [UInt8](repeating: 0, count: 15) + [1] || bytes[0] & 0xFE == 0xFC
        || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
    }
    return bytes[0] == 127 || bytes[0] == 10 || (bytes[0] == 172 && bytes[1] & 0xF0 == 16)
      || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254)
  }

  /// What one household or one machine can take for itself, by which requests are counted: an address of IPv4, the first
  /// 64 bits of one of IPv6.
  var household: PeerAddress { bytes.count == 4 ? self : PeerAddress(bytes: cut(to: 8)) }

  /// What is kept of it: the first 24 bits of IPv4, the first 48 of IPv6.
  package var neighbourhood: String {
    let (kept, bits) = bytes.count == 4 ? (3, 24) : (6, 48)
    let address = try? SocketAddress(packedIPAddress: ByteBuffer(bytes: cut(to: kept)), port: 0)
    return "\(address?.ipAddress ?? "?")/\(bits)"
  }

  private func cut(to count: Int) -> [UInt8] {
    bytes.prefix(count) + [UInt8](repeating: 0, count: bytes.count - count)
  }
}
