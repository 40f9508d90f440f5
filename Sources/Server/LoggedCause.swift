import SyncCore

/// What may be logged of an error: facts of our own errors; of others the type and which case of it, never what it says,
/// for that may be anything that somebody sent.
struct LoggedCause: CustomStringConvertible {
  let description: String

  init(_ error: any Error) {
    switch error {
    case let fault as StoreFault: description = "\(fault)"
    case let fault as MessageFault: description = "\(fault)"
    default:
      let mirror = Mirror(reflecting: error)
      let type = String(reflecting: type(of: error))
      switch (mirror.displayStyle, mirror.children.first?.label) {
      case (.enum, let label?): description = "\(type).\(label)"
      // A case without values: nothing that came from outside is in its name.
      case (.enum, nil): description = "\(type).\(error)"
      default: description = type
      }
    }
  }
}
