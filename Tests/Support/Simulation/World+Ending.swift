import Domain
import Sealing
import SyncCore

/// How a run ended, in a form that runs on different stores can be compared by.
extension World {
  /// The digest of the server's feed (what counts, with the digests of the headers and the running hash) and, for each
  /// device, of where it stands and what people see on it. The names of incarnations, which stores draw, are not in it.
  func ending() async throws -> Fingerprint {
    var lines = try await server.changes().map { change in
      let header = Fingerprint(of: change.entry.headerBytes).hexadecimal
      return "\(change.standing.rawValue) \(change.entry.header.id.rawValue) \(header) \(change.place.hash.hexadecimal)"
    }
    for machine in machines {
      let standing = try machine.journal.standing()
      lines.append("\(machine.device) \(standing.mark.sequence) \(standing.place.change)")
      for item in Self.shown(Journal(try ground.entries(of: machine.journal.base))) {
        let assistance = Hexadecimal.text(item.assistance?.canonical.bytes ?? [])
        let changes = (item.changes + item.heads).map(\.rawValue).joined(separator: " ")
        lines.append("\(item.id.rawValue) \(assistance) \(changes) \(item.isVoid)")
      }
    }
    return Fingerprint(of: Array(lines.joined(separator: "\n").utf8))
  }
}
