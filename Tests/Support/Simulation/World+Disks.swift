import Domain
import SyncCore

/// Backups, restored and cloned disks, and servers that go back.
extension World {
  private func copied(_ index: Int) throws -> DiskCopy<Disk> {
    let machine = machines[index]
    return DiskCopy(
      device: machine.device, journal: try ground.copy(machine.journal.base), time: machine.time,
      markAge: machine.markAge)
  }

  private func machine(from disk: DiskCopy<Disk>) throws -> Machine<Disk> {
    var machine = Machine(device: disk.device, journal: try ground.copy(disk.journal))
    machine.time = disk.time
    machine.markAge = disk.markAge
    return machine
  }

  /// The machine goes off and is started again; an exchange that was open is gone.
  func losePower(_ index: Int) throws {
    machines[index].open = nil
    try ground.restart(machines[index].journal.base)
  }

  func backUp(_ index: Int) throws {
    if disks.count < Self.most { disks.append(try copied(index)) }
  }

  /// The first machine of that name gets the disk that was kept; a lost one comes back.
  func restore(_ backup: Int) throws {
    guard !disks.isEmpty else { return }
    let disk = disks[backup % disks.count]
    let restored = try machine(from: disk)
    if let index = machines.firstIndex(where: { $0.device == disk.device }) {
      machines[index] = restored
    } else {
      machines.append(restored)
    }
  }

  func clone(_ index: Int) throws {
    if machines.count < Self.most { machines.append(try machine(from: copied(index))) }
  }

  func backUpServer() async throws {
    if serverBackups.count < Self.most { serverBackups.append((try await server.backup(), witness)) }
  }

  func restoreServer(_ backup: Int) async throws {
    guard !serverBackups.isEmpty else { return }
    let (store, witness) = serverBackups[backup % serverBackups.count]
    try await goBack(store, witness)
  }

  /// The server becomes what a copy was, or empty, and tells nobody.
  func goBack(_ store: Ground.Server.Backup?, _ earlier: Witness) async throws {
    try await server.restore(store)
    witness = earlier
    age += 1
    tally.rollbacks += 1
  }
}
