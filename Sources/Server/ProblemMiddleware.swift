import Hummingbird
import NIOCore
import NIOHTTP1
import SyncCore

/// Cuts a request off that takes too long, however lively it is: an idle timeout alone does not stop a body that
/// trickles.
struct DeadlineMiddleware: RouterMiddleware {
  let seconds: Int64
  /// How long a connection may go on after a refusal, of which the rest of the body may still be under way.
  private static let secondsAfterRefusal: Int64 = 5

  func handle(
    _ request: Request, context: ServerRequestContext,
    next: @concurrent (Request, ServerRequestContext) async throws -> Response
  ) async throws -> Response {
    let channel = context.channel
    let cut = channel.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
    defer { cut.cancel() }
    let response = try await next(request, context)
    if response.status.code >= 400 {
      channel.eventLoop.scheduleTask(in: .seconds(Self.secondsAfterRefusal)) { channel.close(promise: nil) }
    }
    return response
  }
}

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
          "cause": "\(Self.cause(error))",
        ])
      var response = Response(
        message: problem.canonical.bytes, status: .init(code: problem.code.status), mediaType: Problem.mediaType)
      response.headers[.connection] = "close"
      if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
      return response
    }
  }

  private static func problem(_ error: any Error) -> Problem {
    switch error {
    case let problem as Problem: problem
    case MessageFault.unreadableEntry: Problem(.entryUnreadable)
    case MessageFault.badSignature: Problem(.proofRefused)
    case is MessageFault: Problem(.malformedMessage)
    case StoreFault.locked, StoreFault.unreachable, StoreFault.diskFailed, StoreFault.readOnly:
      Problem(.storeUnavailable, retryAfter: 60)
    case is StoreFault: Problem(.storeUnavailable)
    // The server is being stopped.
    case is CancellationError: Problem(.storeUnavailable, retryAfter: 60)
    case let error as any HTTPResponseError where error.status.code == 404: Problem(.notFound)
    case let error as any HTTPResponseError where error.status.code < 500: Problem(.malformedMessage)
    default: Problem(.unexpected)
    }
  }

  /// What may be logged of an error: facts of our own errors, of others only the type.
  private static func cause(_ error: any Error) -> String {
    switch error {
    case let fault as StoreFault: "\(fault)"
    case let fault as MessageFault: "\(fault)"
    default: "\(type(of: error))"
    }
  }
}
