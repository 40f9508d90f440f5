import Foundation
import Synchronization

/// A wire to a server on this machine that keeps what goes over it.
package final class RecordingProxy: Sendable {
  /// The bytes of one connection, with the headers of HTTP.
  package struct Connection: Sendable {
    /// From the device.
    package var up: [UInt8] = []
    /// To the device.
    package var down: [UInt8] = []
  }

  package let port: Int
  private let listener: Int32
  private let target: Int
  private let kept = Mutex<[Connection]>([])

  /// Where devices reach the server through it.
  package var address: String { "http://127.0.0.1:\(port)" }
  /// What has gone over it so far, connection by connection.
  package var connections: [Connection] { kept.withLock { $0 } }

  /// Listens on a port of its own.
  package init(to target: Int) throws {
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
    let number = kept.withLock { kept in
      kept.append(Connection())
      return kept.count - 1
    }
    Thread { [self] in pass(device, server) { $0[number].up += $1 } }.start()
    Thread { [self] in pass(server, device) { $0[number].down += $1 } }.start()
  }

  private func pass(_ from: Int32, _ to: Int32, _ keep: (inout [Connection], ArraySlice<UInt8>) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(from, &buffer, buffer.count)
      guard count > 0 else { break }
      kept.withLock { keep(&$0, buffer.prefix(count)) }
      guard write(to, buffer, count) == count else { break }
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
