// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "camtay",
  dependencies: [],
  targets: [
    .target(name: "Domain", swiftSettings: settings),
    .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
  ]
)
