import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the certificate again when the process gets SIGHUP, as those who renew certificates send it.
struct CertificateRenewal: Service {
  let certificate: ServedCertificate
  let logger: Logger

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      do {
        try certificate.reload()
        logger.info("The certificate was read again")
      } catch let fault as TLSFault {
        logger.error(
          "The certificate was not read again; the earlier one goes on", metadata: ["code": "\(fault.code.rawValue)"])
      }
    }
  }
}
