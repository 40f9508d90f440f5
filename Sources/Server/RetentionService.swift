import Logging
import ServiceLifecycle

/// Purges every hour while a server runs, the first time when it starts.
struct RetentionService: Service {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  let logger: Logger
  /// How long to wait between two runs.
  var pause = Duration.seconds(3600)

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while true {
        await purge()
        try await Task.sleep(for: pause)
      }
    }
  }

  /// One run. What fails is tried again with the next: a store that cannot be reached must not end the server.
  func purge() async {
    do {
      switch try await SealedRetention(store).run(now: clock()) {
      case .purged(let count): if count > 0 { logger.info("purged", metadata: ["sealed": "\(count)"]) }
      case .clockDoubted: logger.warning("not purged: the clock moved on by more than a month")
      }
      try await store.reclaim(fully: false)
    } catch {
      logger.error("not purged", metadata: ["cause": "\(LoggedCause(error))"])
    }
  }
}
