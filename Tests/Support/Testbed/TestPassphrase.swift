import Domain
import LocalStore
import Sealing
import Shell

/// The passphrase of machines in tests, and the cheapest way to stretch it.
package enum TestPassphrase {
  package static let text = "bốn chữ dễ nhớ"
  package static var stretching: Stretching {
    guard let cheapest = Stretching(logarithm: Stretching.logarithms.lowerBound) else {
      preconditionFailure("the lowest cost is allowed")
    }
    return cheapest
  }

  static var passphrase: Passphrase {
    guard let passphrase = Passphrase(text) else { preconditionFailure("the text is long enough") }
    return passphrase
  }

  private static let folder = TemporaryFolder()

  /// What tells programs where the passphrase is; an empty value lets them ask.
  package static let environment: [String: String] = {
    let path = folder.path + "/passphrase"
    do { try text.write(toFile: path, atomically: true, encoding: .utf8) } catch {
      preconditionFailure("the temporary folder can be written")
    }
    return ["CAMTAY_PASSPHRASE_FILE": path]
  }()
}

extension Shell.Parts {
  /// The same parts of a machine whose passphrase nobody has to type.
  package var withTestPassphrase: Shell.Parts {
    var parts = self
    parts.stretching = TestPassphrase.stretching
    parts.passphrase = { TestPassphrase.text }
    parts.affords = { _ in false }
    return parts
  }
}

extension Store {
  /// Gives this machine the tests' passphrase, where it has none.
  package func setTestPassphrase() throws {
    guard try vault() == nil else { return }
    try keep(Vault(ReadingKey(), passphrase: TestPassphrase.passphrase, stretching: TestPassphrase.stretching))
  }

  /// What the tests' passphrase opens.
  package func testReading() throws -> Reading {
    try setTestPassphrase()
    guard let vault = try vault()?.vault else { throw StoreFault(.noKey) }
    return try reading(with: try vault.open(TestPassphrase.passphrase))
  }

  /// What was sealed with the entry, by the tests' passphrase.
  package func openDetails(of entry: Entry) throws -> SealedDetails? {
    try Store.openDetails(of: entry, with: testReading().ring)
  }
}
