// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the main one neither builds nor needs what measures it.
let package = Package(
  name: "lineage-benchmarks",
  dependencies: [
    .package(name: "lineage", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "CoreBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "LineageCore", package: "lineage"), .product(name: "LineageGraph", package: "lineage"),
      ],
      path: "Benchmarks/CoreBenchmarks", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)
