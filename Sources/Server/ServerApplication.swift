import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import SyncCore

/// How a server behaves towards the network.
package struct ServerLimits: Sendable {
  /// After how many seconds a connection on which nothing happens is closed.
  package var idleSeconds: Int64 = 60
  /// After how many seconds a request is cut off, however lively it is.
  package var deadlineSeconds: Int64 = 120
  /// How many seconds requests that are under way get when the server is told to stop.
  package var shutdownSeconds: Int64 = 10
  /// How many connections are open at once; more have to wait.
  package var connections = 4096
  /// How many of them one address may hold: behind a mobile operator's a thousand devices may come back at once. A proxy's
  /// are not counted, since everybody comes through it.
  package var connectionsOfAddress = 2048
  /// How many attempts to enrol from one address may fail in a minute.
  package var failedEnrolmentsPerMinute = 30
  /// After how many that failed in a minute, from all addresses, everybody who enrols has to wait for `slowing`.
  package var failedEnrolmentsUntilSlow = 600
  /// How long that is: a second.
  package var slowing: @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(1)) }
  /// How many tokens from one address may be refused in a minute before that is kept in the audit.
  package var refusedTokensPerMinute = 60
  /// How often one device may ask in a minute: a day's work is one request or two, what a stick brings for others one for
  /// each message.
  package var requestsPerMinuteOfDevice = 600
  /// How often one address may ask in a minute: behind a mobile operator's a thousand devices may come back at once.
  package var requestsPerMinuteOfAddress = 12_000

  /// The limits for daily use.
  package init() {}
}

/// The server: its routes over a store, with no state of its own but the counts of its limits.
package struct ServerApplication: Sendable {
  private let store: any ServerStore
  private let clock: @Sendable () -> Int64
  private let steady: SteadyClock
  private let limits: ServerLimits
  private let exposure: Exposure
  private let logger: Logger

  /// A server over that store.
  ///
  /// - Parameters:
  ///   - clock: the time in milliseconds since 1970.
  ///   - steady: the clock by which limits count.
  package init(
    store: some ServerStore, clock: @escaping @Sendable () -> Int64 = SystemClock.now,
    steady: @escaping SteadyClock = SystemClock.steady, limits: ServerLimits = .init(), exposure: Exposure = .init(),
    logger: Logger
  ) {
    self.store = store
    self.clock = clock
    self.steady = steady
    self.limits = limits
    self.exposure = exposure
    self.logger = logger
  }

  /// Every route of the server; the router and the document are made from this table.
  var routes: [ServerRoute] {
    let enrolment = EnrolmentRoute(
      store: store, clock: clock,
      gate: RateLimit(perMinute: limits.failedEnrolmentsPerMinute, problem: .tooManyAttempts, clock: steady),
      crowd: RateLimit(perMinute: limits.failedEnrolmentsUntilSlow, problem: .tooManyAttempts, clock: steady),
      slowing: limits.slowing, refusals: RefusalTally(store))
    let admission = Admission(
      store: store, clock: clock,
      limit: RateLimit(perMinute: limits.requestsPerMinuteOfDevice, problem: .tooManyRequests, clock: steady),
      refusals: RateLimit(perMinute: limits.refusedTokensPerMinute, problem: .tokenRefused, clock: steady),
      notes: RateLimit(perMinute: 1, problem: .tokenRefused, clock: steady))
    let sync = SyncRoute(store: store, clock: clock, admission: admission)
    let carry = CarryRoute(store: store, clock: clock, admission: admission)
    let renewal = RenewalRoute(store: store, clock: clock)
    let team = TeamRoute(store: store, clock: clock, admission: admission)
    let publish = PublishRoute(store: store, clock: clock, admission: admission)
    let guideStatus = GuideStatusRoute(store: store, admission: admission)
    let health = HealthRoute(store: store)
    let routes = [
      ServerRoute(.enrol) { try await enrolment.respond(to: $0, context: $1) },
      ServerRoute(.sync) { try await sync.respond(to: $0, context: $1) },
      ServerRoute(.carry) { try await carry.respond(to: $0, context: $1) },
      ServerRoute(.renew) { try await renewal.respond(to: $0, context: $1) },
      ServerRoute(.team) { try await team.respond(to: $0, context: $1) },
      ServerRoute(.publish) { try await publish.respond(to: $0, context: $1) },
      ServerRoute(.guideStatus) { try await guideStatus.respond(to: $0, context: $1) },
      ServerRoute(.health) { try await health.respond(to: $0, context: $1) },
    ]
    let document = OpenAPIDocument(operations: routes.map(\.operation) + [.document]).canonical.bytes
    return routes + [ServerRoute(.document) { request, _ in Response([.init(document)], to: request) }]
  }

  /// The router of these routes.
  func router() -> Router<ServerRequestContext> {
    let router = Router(context: ServerRequestContext.self)
    router.add(middleware: ProblemMiddleware())
    router.add(middleware: ForeignPageMiddleware(scheme: exposure.scheme))
    router.add(
      middleware: AddressMiddleware(
        exposure: exposure,
        limit: RateLimit(perMinute: limits.requestsPerMinuteOfAddress, problem: .tooManyRequests, clock: steady)))
    for route in routes {
      router.on(RouterPath(route.operation.path), method: route.operation.method, use: route.respond)
    }
    return router
  }

  /// The server, as it can be tested without a socket.
  package func application(
    host: String = "127.0.0.1", port: Int = 0, onReady: @escaping @Sendable (Int) async -> Void = { _ in }
  ) throws -> some ApplicationProtocol {
    let share = ConnectionShare(most: exposure.isBehindProxy ? .max : limits.connectionsOfAddress)
    let plain = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [
          ConnectionGate(share), AnswerHeaders(isSecure: exposure.isProtected),
          RequestDeadline(seconds: limits.deadlineSeconds),
        ], idleTimeout: .seconds(limits.idleSeconds)))
    return Application(
      router: router(),
      server: try exposure.certificate.map { try .tls(plain, tlsConfiguration: $0.configuration) } ?? plain,
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: "camtay-server",
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) }, logger: logger)
  }

  /// Serves until the process is told to stop; what is under way then gets `shutdownSeconds`.
  package func run(host: String, port: Int, onReady: @escaping @Sendable (Int) async -> Void) async throws {
    var services: [any Service] = [
      try application(host: host, port: port, onReady: onReady),
      AuditPurge(store: store, clock: clock, logger: logger),
      RetentionService(store: store, clock: clock, logger: logger),
    ]
    if let certificate = exposure.certificate {
      services.append(CertificateRenewal(certificate: certificate, logger: logger))
    }
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(limits.shutdownSeconds)
    try await ServiceGroup(configuration: configuration).run()
  }
}
