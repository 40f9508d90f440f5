import Compression
import Domain
import Hummingbird
import NIOHTTP1
import Sealing
import SyncCore

/// Turns every failure into `application/problem+json` with a stable code, and logs it without tokens, codes, bodies
/// or the path that was asked for.
struct ProblemMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: ServerRequestContext,
    next: @concurrent (Request, ServerRequestContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPParserError {
      throw error
    } catch {
      let problem = Self.problem(error)
      context.logger.log(
        level: problem.code.status >= 500 && !(error is CancellationError) ? .error : .info, "Refused",
        metadata: [
          "route": "\(context.endpointPath ?? "-")", "code": "\(problem.code.rawValue)",
          "cause": "\(LoggedCause(error))", "reference": "\(problem.reference ?? "-")",
        ])
      var response = Response(
        [.init(problem.canonical.bytes)], to: request, status: .init(code: problem.code.status),
        mediaType: Problem.mediaType)
      response.headers[.connection] = "close"
      if problem.code == .encodingUnsupported { response.headers[.acceptEncoding] = ContentCoding.acceptable }
      if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
      return response
    }
  }

  private static func problem(_ error: any Error) -> Problem {
    switch error {
    case let refusal as any RefusingError: refusal.problem
    case StoreFault.locked, StoreFault.unreachable, StoreFault.diskFailed, StoreFault.readOnly:
      Problem(.storeUnavailable, retryAfter: 60)
    case is StoreFault: Problem(.storeUnavailable)
    // The server is being stopped.
    case is CancellationError: Problem(.storeUnavailable, retryAfter: 60)
    case let error as any HTTPResponseError where error.status.code == 404: Problem(.notFound)
    case let error as any HTTPResponseError where error.status.code < 500: Problem(.malformedMessage)
    // What went wrong stands in the log, under a number that whoever asked can quote.
    default: Problem(.unexpected, reference: Hexadecimal.text(Randomness.bytes(4)))
    }
  }
}
