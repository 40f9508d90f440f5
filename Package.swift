// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "camtay",
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.29.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
  ],
  targets: [
    .target(name: "Domain", swiftSettings: settings),
    .target(
      name: "Sealing", dependencies: ["Domain", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .target(name: "SyncCore", dependencies: ["Domain", "Sealing"], swiftSettings: settings),
    .target(
      name: "SyncClient",
      dependencies: [
        "Domain", "Sealing", "SyncCore", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ], swiftSettings: settings),
    .target(name: "Reporting", dependencies: ["Domain"], swiftSettings: settings),
    .target(
      name: "Server",
      dependencies: [
        "Domain", "Reporting", "Sealing", "SyncCore", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "camtay-server",
      dependencies: [
        "Domain", "Reporting", "Sealing", "Server", "SyncCore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
      ], swiftSettings: settings),
    .target(
      name: "SyncTesting", dependencies: ["Domain", "Sealing", "SyncClient", "SyncCore"],
      path: "Tests/Support/SyncTesting", swiftSettings: settings),
    .testTarget(
      name: "SyncCoreTests", dependencies: ["Domain", "Sealing", "SyncCore", "SyncTesting"], swiftSettings: settings),
    .testTarget(
      name: "SyncClientTests", dependencies: ["Domain", "Sealing", "SyncClient", "SyncCore", "SyncTesting"],
      swiftSettings: settings),
    .testTarget(name: "ReportingTests", dependencies: ["Domain", "Reporting", "SyncTesting"], swiftSettings: settings),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Domain", "Reporting", "Sealing", "Server", "SyncClient", "SyncCore", "SyncTesting",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        "camtay-server",
      ], swiftSettings: settings),
    .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
    .testTarget(name: "SealingTests", dependencies: ["Domain", "Sealing"], swiftSettings: settings),
  ]
)
