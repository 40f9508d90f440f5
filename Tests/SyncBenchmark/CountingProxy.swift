import Foundation
import Synchronization

/// A wire to a server on this machine that counts what goes over it.
final class CountingProxy: Sendable {
  struct Count: Sendable {
    var connections = 0
    /// Bytes from the device, with the headers of HTTP.
    var up = 0
    /// Bytes to the device, with the headers of HTTP.
    var down = 0
  }

  let port: Int
  private let listener: Int32
  private let target: Int
  private let counted = Mutex(Count())
  private let first = Mutex((up: [UInt8](), down: [UInt8]()))

  var count: Count { counted.withLock { $0 } }
  /// How much of that were the headers of the first message each way.
  var heads: (up: Int, down: Int) { first.withLock { (Self.head($0.up), Self.head($0.down)) } }

  /// Listens on a port of its own.
  init(to target: Int) throws {
    self.target = target
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = Self.address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard status else { throw CocoaError(.fileNoSuchFile) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread { [self] in
      while true {
        let device = accept(listener, nil, nil)
        guard device >= 0 else { return }
        serve(device)
      }
    }.start()
  }

  private func serve(_ device: Int32) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(target)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { return }
    counted.withLock { $0.connections += 1 }
    Thread { [self] in
      pass(device, server) { count, first, bytes in
        count.up += bytes.count
        first.up += bytes
      }
    }.start()
    Thread { [self] in
      pass(server, device) { count, first, bytes in
        count.down += bytes.count
        first.down += bytes
      }
    }.start()
  }

  private static func head(_ bytes: [UInt8]) -> Int {
    bytes.firstRange(of: Array("\r\n\r\n".utf8)).map { $0.upperBound } ?? 0
  }

  private func pass(
    _ from: Int32, _ to: Int32,
    _ add: (inout Count, inout (up: [UInt8], down: [UInt8]), ArraySlice<UInt8>) -> Void
  ) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(from, &buffer, buffer.count)
      guard count > 0, write(to, buffer, count) == count else { break }
      counted.withLock { counted in first.withLock { add(&counted, &$0, buffer.prefix(count)) } }
    }
    shutdown(to, Int32(SHUT_WR))
  }

  private static func address(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
