import Foundation
import Phrases
import Sealing
import SyncClient

extension Shell {
  /// What a shell is made of; everything that touches the world outside comes in here.
  package struct Parts {
    package var terminal: any Terminal
    package var content: ContentFolder
    /// The language asked for on the command line or by the environment; the saved choice where nil.
    package var language: String?
    package var homePath: String
    package var deviceName: String
    package var connectivity: Connectivity
    /// What carries messages to a server; HTTP where nil.
    package var transport: (any Transport)?
    package var wallClock: () -> Int64
    /// Milliseconds that only ever grow, for what is locked after a rest.
    package var uptime: () -> Int64 = Parts.monotonic
    /// The passphrase where nobody is there to type it; nil where it is asked for.
    package var passphrase: () -> String? = { nil }
    /// How dear a new vault makes its passphrase.
    package var stretching = Stretching.usual
    /// Whether this machine can bear that cost each time that somebody gives the passphrase.
    package var affords: (Stretching) -> Bool = { $0.isAffordable }

    /// Those parts.
    package init(
      terminal: any Terminal, content: ContentFolder, language: String?, homePath: String, deviceName: String,
      connectivity: Connectivity, transport: (any Transport)? = nil, wallClock: @escaping () -> Int64
    ) {
      self.terminal = terminal
      self.content = content
      self.language = language
      self.homePath = homePath
      self.deviceName = deviceName
      self.connectivity = connectivity
      self.transport = transport
      self.wallClock = wallClock
    }

    /// The machine's own clock since it started, in milliseconds.
    package static func monotonic() -> Int64 {
      var time = timespec()
      clock_gettime(CLOCK_BOOTTIME, &time)
      return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
  }
}
