/// A database that carries out transactions, away from the event loops.
///
/// A transaction that returned is durable; one that threw has changed nothing, except that `StoreFault.unreachable` may
/// leave open whether it was carried out. The work may be run again where transactions stood in each other's way: it
/// changes nothing but the database.
protocol SQLEngine: Sendable {
  /// Runs a transaction that only reads, and sees one moment.
  func read<Value: Sendable>(_ work: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value
  /// Runs a transaction that changes something.
  func write<Value: Sendable>(_ work: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value
  /// Gives the room of erased rows back (`ServerStore.reclaim`). It is no transaction.
  func reclaim(fully: Bool) async throws
  /// Closes the database. Nothing can be asked after that.
  func close() async throws
}
