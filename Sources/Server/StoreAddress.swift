/// The store that a command line names.
package enum StoreAddress: Hashable, Sendable {
  /// `sqlite:PATH`
  case sqlite(path: String)

  /// The address in a text.
  ///
  /// - Throws: `StoreFault.badAddress`.
  package init(_ text: String) throws {
    guard text.hasPrefix("sqlite:"), text.count > 7 else { throw StoreFault.badAddress(text) }
    self = .sqlite(path: String(text.dropFirst(7)))
  }

  /// Opens the store, and brings it to this program's version.
  ///
  /// - Parameter create: whether to begin a store where there is none.
  /// - Throws: `StoreFault`.
  package func open(create: Bool) async throws -> SQLServerStore {
    switch self {
    case .sqlite(let path): try SQLServerStore(path: path, create: create)
    }
  }
}
