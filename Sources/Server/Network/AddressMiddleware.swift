import Hummingbird
import SyncCore

/// Finds out which address asks, and slows it down where it asks too often. Who comes from no network is not counted.
struct AddressMiddleware: RouterMiddleware {
  let exposure: Exposure
  let limit: RateLimit<PeerAddress>

  func handle(
    _ request: Request, context: ServerRequestContext,
    next: @concurrent (Request, ServerRequestContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.address = exposure.asking(peer: context.address, forwarded: request.headers[.xForwardedFor])
    if let address = context.address { try limit.take(address.household) }
    return try await next(request, context)
  }
}
