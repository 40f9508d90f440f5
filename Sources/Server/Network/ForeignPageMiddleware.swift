import Hummingbird
import SyncCore

/// Refuses whatever the page of another site could have made somebody's browser send, before any route sees it.
///
/// Browsers say themselves where a request comes from (`Sec-Fetch-Site`, `Origin`). Where one says neither, what a form
/// can send is taken for a foreign page's. So a form needs no secret of its own against forgery: a page of this server's
/// passes, with its same-site cookie, and one of another site does not.
struct ForeignPageMiddleware: RouterMiddleware {
  /// The scheme under which browsers know the server.
  let scheme: String

  func handle(
    _ request: Request, context: ServerRequestContext,
    next: @concurrent (Request, ServerRequestContext) async throws -> Response
  ) async throws -> Response {
    if isForeign(request) { throw Problem(.foreignPage) }
    return try await next(request, context)
  }

  private func isForeign(_ request: Request) -> Bool {
    let headers = request.headers
    // `none`: a person typed the address.
    if let site = headers[.secFetchSite], site != "same-origin", site != "none" { return true }
    if let origin = headers[.origin] { return !isOwn(origin, host: request.head.authority) }
    return Self.isFormLike(headers[.contentType]) && headers[.secFetchSite] != "same-origin"
  }

  /// Whether the origin is the server itself, under the name by which it was asked.
  private func isOwn(_ origin: String, host: String?) -> Bool {
    guard let host else { return false }
    return origin.lowercased() == "\(scheme)://\(host.lowercased())"
  }

  /// Whether a form, or a page without leave, can send this type: the types that need no leave (Fetch Standard,
  /// "CORS-safelisted request-header").
  private static func isFormLike(_ mediaType: String?) -> Bool {
    let type = (mediaType ?? "").prefix { $0 != ";" && $0 != "," }.lowercased().trimmingPrefix { $0 == " " }
    return ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"].contains {
      type.prefix { $0 != " " } == $0
    }
  }
}
