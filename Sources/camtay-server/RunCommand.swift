import ArgumentParser
import Foundation
import Logging
import NIOCore
import Server
import Synchronization

/// `camtay-server run`: serves until it is told to stop.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Serve devices.",
    discussion: """
      Without more it serves this machine alone, over plain HTTP. Other machines reach it over TLS: with --tls-certificate \
      and --tls-key, or through a proxy that speaks TLS (--behind-proxy). SIGHUP makes it read a renewed certificate.
      """)

  @OptionGroup var store: DatabaseOption

  @Option(help: "The address to listen on, HOST:PORT; port 0 takes any free one.")
  var listen = "127.0.0.1:8080"

  @Option(help: "Speak TLS: the PEM file with the certificate, and behind it those between it and the authority's.")
  var tlsCertificate: String?

  @Option(help: "Speak TLS: the PEM file with the private key, which not everybody may read.")
  var tlsKey: String?

  @Flag(help: "A proxy that speaks TLS stands before it: believe the last address of X-Forwarded-For.")
  var behindProxy = false

  @Option(help: "How often one device may ask in a minute.")
  var devicePerMinute = ServerLimits().requestsPerMinuteOfDevice

  @Option(help: "How often one network address may ask in a minute; a whole village may share one.")
  var addressPerMinute = ServerLimits().requestsPerMinuteOfAddress

  func run() async throws {
    guard let address = ListeningAddress(listen) else {
      throw UsageFault(option: "--listen", value: listen, expected: "HOST:PORT")
    }
    let limits = try limits()
    let exposure = try exposure(on: address)
    let store = try await store.open(create: true)
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    var logger = Logger(label: "camtay-server")
    logger.logLevel = .info
    let server = ServerApplication(store: store, limits: limits, exposure: exposure, logger: logger)
    let scheme = exposure.certificate == nil ? "http" : "https"
    let isReady = Mutex(false)
    do {
      try await server.run(host: address.host, port: address.port) { port in
        isReady.withLock { $0 = true }
        let line = ServerPhrases.said("ready", ["address": "\(scheme)://\(address.name):\(port)"]) + "\n"
        try? FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
      }
    } catch  where !isReady.withLock(\.self) {
      throw WorldFault.cannotListen(address: listen)
    }
    try await store.close()
  }

  private func limits() throws -> ServerLimits {
    for (option, value) in [("--device-per-minute", devicePerMinute), ("--address-per-minute", addressPerMinute)] {
      guard (1...1_000_000).contains(value) else {
        throw UsageFault(option: option, value: "\(value)", expected: "1–1000000")
      }
    }
    var limits = ServerLimits()
    limits.requestsPerMinuteOfDevice = devicePerMinute
    limits.requestsPerMinuteOfAddress = addressPerMinute
    return limits
  }

  /// - Throws: `ExposureFault` where what travels could be read on the way; `TLSFault`.
  private func exposure(on address: ListeningAddress) throws -> Exposure {
    var exposure = Exposure()
    exposure.isBehindProxy = behindProxy
    switch (tlsCertificate, tlsKey) {
    case (let certificate?, let key?):
      exposure.certificate = try ServedCertificate(certificate: certificate, key: key)
    case (nil, nil): break
    case (_, nil): throw UsageFault(option: "--tls-key", value: "", expected: "FILE")
    case (nil, _): throw UsageFault(option: "--tls-certificate", value: "", expected: "FILE")
    }
    guard address.isLoopback || exposure.isProtected else { throw ExposureFault(address: listen) }
    return exposure
  }
}

/// The server would speak plain HTTP to other machines.
struct ExposureFault: Error {
  let address: String
}
