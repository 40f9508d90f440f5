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
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2")
  ],
  targets: [
    .target(name: "Domain", swiftSettings: settings),
    .target(
      name: "GuideFormat", dependencies: ["Domain", .product(name: "Yams", package: "Yams")], swiftSettings: settings),
    .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
    .testTarget(name: "GuideFormatTests", dependencies: ["Domain", "GuideFormat"], swiftSettings: settings),
  ]
)
