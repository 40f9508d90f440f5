import Foundation

/// Whether this machine seems to have a network, found without asking anybody on it.
package struct Connectivity: Sendable {
  private let hasRoute: @Sendable () -> Bool

  /// What the function says.
  package init(hasRoute: @escaping @Sendable () -> Bool) { self.hasRoute = hasRoute }

  /// Whether a packet would know where to go.
  package var isLikely: Bool { hasRoute() }

  /// What the kernel's routing tables say: a default route, in IPv4 or IPv6.
  package static let kernel = Connectivity {
    let routes = (try? String(contentsOfFile: "/proc/net/route", encoding: .utf8)) ?? ""
    let hasDefault = routes.split(separator: "\n").dropFirst().contains { line in
      let fields = line.split(whereSeparator: \.isWhitespace)
      return fields.count > 7 && fields[1] == "00000000" && fields[7] == "00000000"
    }
    if hasDefault { return true }
    let six = (try? String(contentsOfFile: "/proc/net/ipv6_route", encoding: .utf8)) ?? ""
    return six.split(separator: "\n").contains { line in
      let fields = line.split(whereSeparator: \.isWhitespace)
      return fields.count > 9 && fields[0].allSatisfy { $0 == "0" } && fields[1] == "00" && fields[9] != "lo"
    }
  }
}
