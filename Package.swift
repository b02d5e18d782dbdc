// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A library target of ours, and the test target that belongs to it.
func library(_ name: String, _ dependencies: [Target.Dependency]) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: strict),
    .testTarget(
      name: name + "Tests", dependencies: [.byName(name: name), "LineageTestSupport"], swiftSettings: strict),
  ]
}

let package = Package(
  name: "lineage",
  products: [
    .executable(name: "lineage", targets: ["lineage"]),
    // For what measures them: Tests/Benchmarks is a package of its own.
    .library(name: "LineageCore", targets: ["LineageCore"]),
    .library(name: "LineageGraph", targets: ["LineageGraph"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    // Without traits: configuration files are not for a server that is set up by flags.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    // What Hummingbird stands on and its interface names.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
  ],
  targets: [
    // What belongs in each target: ARCHITECTURE.md. Who may import whom: Tests/RepositoryTests.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CGraphvizLibrary", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"])]),
    .target(name: "CGraphviz", dependencies: ["CGraphvizLibrary"]),
    .target(name: "CFastJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CEmbedded"),
    .target(name: "CFiles"),

    .executableTarget(name: "lineage", dependencies: ["LineageCommands"], swiftSettings: strict),
    .target(
      name: "LineageTestSupport", dependencies: ["LineageCore"], path: "Tests/LineageTestSupport",
      swiftSettings: strict),
    .testTarget(name: "RepositoryTests", swiftSettings: strict),
  ]
    + library("LineageGraph", [])
    + library("LineageCore", ["LineageGraph"])
    + library("LineageSnapshot", ["LineageCore", "CFastJSON", "CZlib", "CZstd", "Yams"])
    + library(
      "LineageStore",
      [
        "LineageCore", "CFiles", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ])
    + library(
      "LineageSite",
      [
        "LineageCore", "CGraphviz", "COpenSSL", .product(name: "Mustache", package: "swift-mustache"),
      ])
    + library("LineageHub", ["LineageCore"])
    + library(
      "LineageServer",
      [
        "LineageCore", "LineageStore", "COpenSSL",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ])
    + library(
      "LineageCommands",
      [
        "LineageCore", "LineageSnapshot", "LineageStore", "LineageSite", "LineageHub", "LineageServer",
        "CEmbedded",
        "CFiles", "COpenSSL",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)
