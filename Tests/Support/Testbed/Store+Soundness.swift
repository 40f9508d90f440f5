import LocalStore

extension Store {
  /// Checks that nothing is wrong with what this device holds.
  ///
  /// - Throws: `Unsound` with the first thing that is, and what the store meets.
  package func checkSound() throws {
    if let fault = try verify().faults.first { throw Unsound(fault: fault) }
  }
}

/// Something that `verify` has found in a device's store.
package struct Unsound: Error {
  package let fault: JournalFault
}
