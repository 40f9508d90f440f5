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
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")
  ],
  targets: [
    .target(name: "Domain", swiftSettings: settings),
    .target(
      name: "Sealing", dependencies: ["Domain", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
    .testTarget(name: "SealingTests", dependencies: ["Domain", "Sealing"], swiftSettings: settings),
  ]
)
