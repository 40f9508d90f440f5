import ArgumentParser
import Foundation
import Logging
import NIOCore
import Server
import Synchronization

/// `camtay-server run`: serves until it is told to stop.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run", abstract: "Serve devices.")

  @OptionGroup var store: DatabaseOption

  @Option(help: "The address to listen on, HOST:PORT; port 0 takes any free one.")
  var listen = "127.0.0.1:8080"

  func run() async throws {
    guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]),
      colon > listen.startIndex
    else { throw UsageFault(option: "--listen", value: listen, expected: "HOST:PORT") }
    let host = listen[..<colon].trimmingPrefix("[").replacing("]", with: "")
    let store = try await store.open(create: true)
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    var logger = Logger(label: "camtay-server")
    logger.logLevel = .info
    let server = ServerApplication(store: store, logger: logger)
    let name = host.contains(":") ? "[\(host)]" : String(host)
    let isReady = Mutex(false)
    do {
      try await server.run(host: String(host), port: Int(port)) { port in
        isReady.withLock { $0 = true }
        let line = ServerPhrases.said("ready", ["address": "http://\(name):\(port)"]) + "\n"
        try? FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
      }
    } catch  where !isReady.withLock(\.self) {
      throw WorldFault.cannotListen(address: listen)
    }
    try await store.close()
  }
}
