import Logging
import ServiceLifecycle

/// Takes out of the audit what is older than it may be, while the server runs.
struct AuditPurge: Service {
  let store: any ServerStore
  let clock: @Sendable () -> Int64
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await store.purgeAudit(before: clock() - AuditRecord.lifetime)
        } catch {
          // The next time will do as well.
          logger.warning("The audit was not purged", metadata: ["cause": "\(LoggedCause(error))"])
        }
        try? await Task.sleep(for: .seconds(6 * 3600))
      }
    }
  }
}
