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
        "LineageCore", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ])
    + library(
      "LineageSite",
      [
        "LineageCore", "CGraphviz", "COpenSSL", .product(name: "Mustache", package: "swift-mustache"),
      ])
    + library("LineageHub", ["LineageCore"])
    + library(
      "LineageCommands",
      [
        "LineageCore", "LineageSnapshot", "LineageStore", "LineageSite", "LineageHub", "CEmbedded", "CFiles",
        "COpenSSL",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)
