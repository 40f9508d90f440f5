import Domain
import Sealing
import SyncCore

/// Reads everything that the server's database holds against the digests, chains and signatures that are kept with it.
///
/// It reads page by page, and keeps a day for each assistance of one team with which something was sealed, so that its memory
/// is bounded; it may run beside a server that serves: what came after the beginning is left to the next time. What a digest
/// does not cover (names, roles, times of arrival) it cannot judge.
package struct Verification: Sendable {
  /// How much was read, and in how many places it does not fit.
  package struct Report: Hashable, Sendable {
    package var teams = 0
    package var streams = 0
    package var entries = 0
    package var guides = 0
    package var findings = 0
  }

  private let store: SQLServerStore

  /// Of that store.
  package init(_ store: SQLServerStore) { self.store = store }

  /// Reads everything, and tells of each stream and each feed the first place that does not fit.
  ///
  /// - Throws: `StoreFault` where the database itself cannot be read.
  package func run(_ tell: (DamageFinding) -> Void) async throws -> Report {
    var report = Report()
    func found(_ finding: DamageFinding) {
      report.findings += 1
      tell(finding)
    }
    for team in try await store.teams().map(\.id) {
      report.teams += 1
      let extent = try await store.extent(of: team)
      var bad: Set<String> = []
      var absence = TeamAbsence(team: team, store: store)
      for mark in extent.marks {
        report.streams += 1
        guard let finding = try await firstFinding(in: mark, absence: &absence, counting: &report.entries) else {
          continue
        }
        finding.id.map { _ = bad.insert($0) }
        found(finding)
      }
      // An entry that was named already is not named again for its place in the feed.
      if let finding = try await firstFinding(inFeedOf: team, to: extent.head), finding.id.map(bad.contains) != true {
        found(finding)
      }
      for device in try await store.devices(team: team)
      where DeviceKeys.deviceID(signingPublic: device.signingKey) != device.id {
        found(DamageFinding(damage: .deviceKey, team: team, device: device.id))
      }
      for aside in try await store.asideDigests(team: team) where !aside.fits {
        found(DamageFinding(damage: .aside, team: team, device: aside.device))
      }
    }
    let root = try await store.facts().contentKey.map { ContentTrust(rootKey: $0) }
    for (guide, version) in try await store.guideNames() {
      report.guides += 1
      let name = "\(guide) \(version)"
      guard let signed = try await store.guideIfReadable(guide, version: version) else {
        found(DamageFinding(damage: .guide, id: name))
        continue
      }
      // Who was revoked later has signed all the same.
      if root?.verdict(on: signed, at: nil) != .trusted { found(DamageFinding(damage: .guideSignature, id: name)) }
    }
    return report
  }

  private func firstFinding(
    in mark: StreamExtent, absence: inout TeamAbsence, counting entries: inout Int
  ) async throws -> DamageFinding? {
    let team = absence.team
    var check = StreamCheck(mark.stream)
    var last = 0
    while last < mark.sequence {
      let page = try await store.heldEntries(of: mark.stream, in: team, after: last, to: mark.sequence)
      for entry in page {
        entries += 1
        let damage = try await check.damage(of: entry) { try await absence.explains($0) }
        if let damage { return entry.finding(damage, in: team) }
      }
      guard let end = page.last else { break }
      last = end.sequence
    }
    if check.ends(at: (mark.sequence, mark.hash)) { return nil }
    return DamageFinding(
      damage: .mark, team: team, device: mark.stream.device, incarnation: mark.stream.incarnation,
      sequence: mark.sequence)
  }

  private func firstFinding(
    inFeedOf team: String, to head: (change: Int, hash: [UInt8])
  ) async throws -> DamageFinding? {
    var check = FeedCheck(team)
    var last = 0
    while last < head.change {
      let page = try await store.heldChanges(of: team, after: last, to: head.change)
      for change in page {
        if let damage = check.damage(of: change) { return change.finding(damage, in: team) }
      }
      guard let end = page.last else { break }
      last = end.change
    }
    return check.ends(at: head) ? nil : DamageFinding(damage: .feedHead, team: team)
  }
}

/// How far a stream is said to reach.
struct StreamExtent: Sendable {
  let stream: StreamID
  let sequence: Int
  let hash: [UInt8]
}
