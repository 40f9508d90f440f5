import SyncCore

/// An error that says by itself what to answer to whoever asked.
protocol RefusingError: Error {
  var problem: Problem { get }
}

extension Problem: RefusingError {
  var problem: Problem { self }
}

extension MessageFault: RefusingError {
  var problem: Problem {
    switch self {
    case .unreadableEntry: Problem(.entryUnreadable)
    case .withoutBody(_, let entry): Problem(.entryIncomplete, entry: entry)
    case .badSignature: Problem(.proofRefused)
    default: Problem(.malformedMessage)
    }
  }
}
