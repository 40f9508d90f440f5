import Hummingbird

/// A route of the server: what answers there, and what the document says of it.
struct ServerRoute: Sendable {
  let operation: Operation
  private let answer: @Sendable (Request, ServerRequestContext) async throws -> Response
  /// How much of a body is borne with where none is taken.
  private static let unwantedBytes = 1024

  /// A route that answers so.
  init(
    _ operation: Operation, _ answer: @escaping @Sendable (Request, ServerRequestContext) async throws -> Response
  ) {
    self.operation = operation
    self.answer = answer
  }

  /// The answer.
  @Sendable func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
    if operation.request == nil { _ = try await request.wholeBody(maximum: Self.unwantedBytes) }
    return try await answer(request, context)
  }
}
