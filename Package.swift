// swift-tools-version: 6.2
import Foundation
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let tls = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// A product of SwiftNIO.
func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }

let package = Package(
  name: "camtay",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(name: "Domain", swiftSettings: settings),
    .target(name: "Sealing", dependencies: ["Domain", crypto, cryptoExtras], swiftSettings: settings),
    .target(name: "GuideFormat", dependencies: ["Domain", "Yams"], swiftSettings: settings),
    .target(name: "Phrases", swiftSettings: settings),
    .target(name: "CXLSXWriter"),
    .target(name: "Reporting", dependencies: ["CXLSXWriter", "Domain"], swiftSettings: settings),
    .target(name: "SyncCore", dependencies: ["Domain", "Sealing"], swiftSettings: settings),
    .target(
      name: "LocalStore", dependencies: ["Domain", "Sealing", "SyncCore", database], swiftSettings: settings),
    .target(
      name: "SyncClient",
      dependencies: [
        "Compression", "Domain", "Sealing", "SyncCore", httpClient, nio("NIOCore"), nio("NIOPosix"),
        tls,
      ], swiftSettings: settings),
    .systemLibrary(name: "CZlib"),
    .target(name: "Compression", dependencies: ["CZlib"], swiftSettings: settings),
    .systemLibrary(name: "CQREncode"),
    .target(name: "QRCode", dependencies: ["CQREncode"], swiftSettings: settings),
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    .target(
      name: "Shell",
      dependencies: [
        "CReadline", "Domain", "GuideFormat", "LocalStore", "Phrases", "QRCode", "Reporting", "Sealing", "SyncClient",
        "SyncCore",
      ], swiftSettings: settings),
    .executableTarget(name: "camtay", dependencies: ["Domain", "Phrases", "Shell"], swiftSettings: settings),
    .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(
      name: "Server",
      dependencies: [
        "CPostgreSQL", "Compression", "Domain", "Reporting", "Sealing", "SyncCore", database, hummingbird, lifecycle,
        logging, nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"), tls,
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "camtay-server",
      dependencies: [
        "Domain", "GuideFormat", "Phrases", "QRCode", "Reporting", "Sealing", "Server", "SyncCore", argumentParser,
        logging,
        nio("NIOCore"),
      ], swiftSettings: settings),

    .target(
      name: "SyncTesting", dependencies: ["Domain", "Sealing", "SyncCore"],
      path: "Tests/Support/SyncTesting", swiftSettings: settings),
    .target(
      name: "Simulation", dependencies: ["Domain", "Sealing", "SyncCore", "SyncTesting"],
      path: "Tests/Support/Simulation", swiftSettings: settings),
    .target(
      name: "ServerTesting",
      dependencies: [
        "Domain", "Sealing", "Server", "SyncClient", "SyncCore", "SyncTesting", hummingbird, logging,
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        nio("NIOCore"),
      ], path: "Tests/Support/ServerTesting", swiftSettings: settings),
    .target(
      name: "Testbed", dependencies: ["Domain", "LocalStore", "Sealing", "Shell"],
      path: "Tests/Support/Testbed", swiftSettings: settings),
    .target(
      name: "RealSimulation",
      dependencies: [
        "Compression", "Domain", "LocalStore", "Sealing", "Server", "ServerTesting", "Simulation", "SyncClient",
        "SyncCore", "Testbed", database, hummingbird, nio("NIOCore"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ], path: "Tests/Support/RealSimulation", swiftSettings: settings),
    .target(
      name: "FuzzTesting", dependencies: ["Compression", "Domain", "GuideFormat", "Sealing", "SyncCore"],
      path: "Tests/Support/FuzzTesting", swiftSettings: settings),
    .executableTarget(
      name: "camtay-simulate", dependencies: ["RealSimulation", "Simulation", "SyncCore"], path: "Tests/Simulate",
      swiftSettings: settings),
    .target(
      name: "SearchTesting",
      dependencies: ["Domain", "GuideFormat", "LocalStore", "Phrases", "Sealing", "Shell", "SyncCore", "Testbed"],
      path: "Tests/Support/SearchTesting", exclude: ["questions.tsv", "unrelated.txt"], swiftSettings: settings),
    .executableTarget(
      name: "camtay-search-report", dependencies: ["SearchTesting"], path: "Tests/SearchReport",
      swiftSettings: settings),
    .target(
      name: "GuardTesting", dependencies: ["Domain", "Testbed"], path: "Tests/Support/GuardTesting",
      exclude: ["sentences.tsv"], swiftSettings: settings),
    .target(
      name: "SecretTesting", dependencies: ["GuideFormat", "Testbed"], path: "Tests/Support/SecretTesting",
      exclude: ["sentences.tsv"], swiftSettings: settings),
    .executableTarget(
      name: "camtay-guard-report", dependencies: ["Domain", "GuardTesting", "SecretTesting"], path: "Tests/GuardReport",
      swiftSettings: settings),
    .executableTarget(
      name: "camtay-bench",
      dependencies: ["Domain", "LocalStore", "Sealing", "SearchTesting", "SyncCore", "Testbed"],
      path: "Tests/Benchmark", swiftSettings: settings),
    .executableTarget(
      name: "camtay-bench-sync",
      dependencies: [
        "Domain", "LocalStore", "Sealing", "Server", "ServerTesting", "SyncClient", "SyncCore", "SyncTesting",
        "Testbed",
      ], path: "Tests/SyncBenchmark", swiftSettings: settings),

    .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
    .testTarget(
      name: "SealingTests", dependencies: ["Domain", "Sealing", crypto, cryptoExtras], exclude: ["Vectors"],
      swiftSettings: settings),
    .testTarget(name: "CompressionTests", dependencies: ["Compression", "SyncTesting"], swiftSettings: settings),
    .testTarget(name: "QRCodeTests", dependencies: ["QRCode", "Testbed"], swiftSettings: settings),
    .testTarget(
      name: "GuideFormatTests", dependencies: ["Domain", "FuzzTesting", "GuideFormat", "Testbed"],
      swiftSettings: settings),
    .testTarget(name: "ReportingTests", dependencies: ["Domain", "Reporting", "SyncTesting"], swiftSettings: settings),
    .testTarget(
      name: "SyncCoreTests",
      dependencies: ["Compression", "Domain", "FuzzTesting", "Sealing", "SyncCore", "SyncTesting", "Testbed"],
      swiftSettings: settings),
    .testTarget(
      name: "SimulationTests", dependencies: ["Domain", "Sealing", "Simulation", "SyncCore", "SyncTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "RealSimulationTests", dependencies: ["RealSimulation", "ServerTesting", "Simulation", "SyncCore"],
      swiftSettings: settings),
    .testTarget(
      name: "LocalStoreTests",
      dependencies: ["Domain", "LocalStore", "Sealing", "SyncCore", "SyncTesting", "Testbed", database],
      swiftSettings: settings),
    .testTarget(
      name: "SyncClientTests", dependencies: ["Domain", "Sealing", "SyncClient", "SyncCore", "SyncTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Compression", "Domain", "Reporting", "Sealing", "Server", "ServerTesting", "SyncClient", "SyncCore",
        "SyncTesting", "Testbed", "camtay-server", hummingbird, logging,
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        nio("NIOCore"), nio("NIOEmbedded"), nio("NIOPosix"), tls,
      ], swiftSettings: settings),
    .testTarget(
      name: "HardCaseTests",
      dependencies: [
        "Compression", "Domain", "LocalStore", "Phrases", "Sealing", "Server", "ServerTesting", "Shell", "SyncClient",
        "SyncCore", "SyncTesting", "Testbed", crypto, database,
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ], swiftSettings: settings),
    .testTarget(
      name: "ShellTests",
      dependencies: [
        "Domain", "GuideFormat", "LocalStore", "Phrases", "QRCode", "Reporting", "Sealing", "Server", "ServerTesting",
        "Shell", "SyncClient", "SyncCore", "Testbed",
      ], exclude: ["Transcripts"], swiftSettings: settings),
    .testTarget(
      name: "RepositoryTests",
      dependencies: [
        "Domain", "GuardTesting", "GuideFormat", "LocalStore", "Phrases", "SearchTesting", "SecretTesting", "Server",
        "Shell", "SyncClient", "SyncCore", "Testbed", "Yams",
      ], swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Compression", "Domain", "GuideFormat", "LocalStore", "Phrases", "Sealing", "ServerTesting", "Shell",
        "SyncCore", "Testbed", "Yams", "camtay", "camtay-server",
      ],
      swiftSettings: settings),
  ]
)

// Fuzz targets have libFuzzer's main, so only `make fuzz` builds them.
if ProcessInfo.processInfo.environment["CAMTAY_FUZZ"] != nil {
  let fuzzed: [(name: String, dependencies: [Target.Dependency])] = [
    ("guides", ["FuzzTesting"]), ("envelope", ["FuzzTesting"]), ("bundle", ["FuzzTesting"]),
    ("message", ["FuzzTesting"]),
  ]
  package.targets += fuzzed.map { name, dependencies in
    .executableTarget(
      name: "camtay-fuzz-\(name)", dependencies: dependencies, path: "Tests/Fuzz/\(name)",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
  }
}
