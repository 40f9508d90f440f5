import Foundation
import Testing

/// An authority with a certificate for this machine, made by the program `openssl` in a folder of its own.
struct Certificates {
  let folder: String

  /// The authority's certificate, which devices trust.
  var authority: String { "\(folder)/ca.pem" }
  /// The server's certificate, and its key, which only its owner may read.
  var certificate: String { "\(folder)/server.pem" }
  var key: String { "\(folder)/server.key" }

  init() throws {
    folder = "\(NSTemporaryDirectory())camtay-tls-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"]
    try openssl(
      ["req", "-x509"] + ec + [
        "-subj", "/CN=So TT-TT", "-addext", "basicConstraints=critical,CA:TRUE", "-keyout", "ca.key", "-out", "ca.pem",
      ])
    try openssl(
      ["req", "-x509"] + ec + [
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-addext",
        "basicConstraints=critical,CA:FALSE", "-CA", "ca.pem", "-CAkey", "ca.key", "-keyout", "server.key", "-out",
        "server.pem",
      ])
    try allow(0o600, on: key)
  }

  /// Puts another authority's certificate and key in place of these, as renewing does.
  func replace(with other: Certificates) throws {
    for (old, new) in [(certificate, other.certificate), (key, other.key)] {
      try Data(contentsOf: URL(fileURLWithPath: new)).write(to: URL(fileURLWithPath: old))
    }
  }

  func allow(_ mode: Int, on path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl \(arguments)")
  }
}
