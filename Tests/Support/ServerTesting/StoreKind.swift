/// The implementations of `ServerStore`.
package enum StoreKind: String, CaseIterable, Sendable {
  case memory
  case sqlite
  case postgreSQL
}
