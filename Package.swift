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
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "Domain", swiftSettings: settings),
    .target(
      name: "Sealing", dependencies: ["Domain", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .target(name: "Phrases", dependencies: ["Domain", "Yams"], swiftSettings: settings),
    .target(name: "GuideFormat", dependencies: ["Domain", "Yams"], swiftSettings: settings),
    .target(
      name: "LocalStore",
      dependencies: ["Domain", "Sealing", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: settings),
    .target(
      name: "Shell", dependencies: ["Domain", "GuideFormat", "Phrases", "LocalStore", "CReadline"],
      swiftSettings: settings),
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
    .testTarget(name: "GuideFormatTests", dependencies: ["Domain", "GuideFormat"], swiftSettings: settings),
    .testTarget(name: "SealingTests", dependencies: ["Domain", "Sealing"], swiftSettings: settings),
  ]
)
