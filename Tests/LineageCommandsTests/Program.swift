import Foundation
import Testing

/// Runs the built program as a user would, in a fresh folder.
struct Program {
  /// The folder in which a run happens.
  let folder: URL

  /// A program in a fresh folder.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("lineage-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes the folder.
  func clean() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The binary that was built along with this test.
  static let binary: URL? = {
    // The test runner is either the test bundle itself, or a helper of the toolchain that was given its path.
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") }.map { URL(fileURLWithPath: $0) }
    return (bundle ?? Bundle.main.executableURL)?.deletingLastPathComponent().appendingPathComponent(
      "lineage")
  }()

  /// The same program optimised, if it was built from the sources as they are now.
  static let optimised: URL? = {
    let release = repository.appendingPathComponent(".build/release/lineage")
    let sources = FileManager.default.enumerator(
      at: repository.appendingPathComponent("Sources"), includingPropertiesForKeys: nil)
    guard let built = changed(release), let sources else { return nil }
    let newest = sources.compactMap { ($0 as? URL).flatMap(changed) }.max() ?? .distantFuture
    return built > newest ? release : nil
  }()

  private static func changed(_ file: URL) -> Date? {
    try? FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
  }

  /// Runs to the end.
  @discardableResult
  func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:], binary: URL? = binary
  ) throws -> Outcome {
    try start(arguments, input: input, environment: environment, binary: binary).outcome()
  }

  /// Runs a line of bash, with the program on its path.
  @discardableResult
  func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
    let tools = try #require(Self.binary).deletingLastPathComponent().path
    let path = tools + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    return try start(
      ["-c", line], environment: environment.merging(["PATH": path]) { $1 },
      binary: URL(fileURLWithPath: "/bin/bash")
    ).outcome()
  }

  /// Starts a run and returns at once; without an input, standard input is empty.
  func start(
    _ arguments: [String], input: Data = Data(), from source: FileHandle? = nil,
    environment: [String: String] = [:], binary: URL? = binary
  ) throws -> Running {
    var inherited = ProcessInfo.processInfo.environment
    for name in ["LINEAGE_DB", "NO_COLOR", "LC_ALL", "LANG", "TZ"] { inherited[name] = nil }
    // Files, not pipes: a pipe that nobody drains would stop the program.
    let streams = folder.appendingPathComponent(".streams-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: false)
    let (out, err) = (streams.appendingPathComponent("out"), streams.appendingPathComponent("err"))
    for file in [out, err] { try Data().write(to: file) }
    let stdin = streams.appendingPathComponent("in")
    try input.write(to: stdin)
    let files = [
      try source ?? FileHandle(forReadingFrom: stdin), try FileHandle(forWritingTo: out),
      try FileHandle(forWritingTo: err),
    ]
    let process = try ChildProcess(
      #require(binary), arguments, environment: inherited.merging(environment) { $1 }, in: folder,
      files: files)
    for file in files where file != source { try file.close() }
    return Running(process: process, streams: streams)
  }
}

/// A run under way.
struct Running {
  let process: ChildProcess
  let streams: URL

  /// Sends a signal.
  func send(_ signal: Int32) {
    if process.isRunning { kill(process.identifier, signal) }
  }

  /// Looks every half a millisecond until the condition holds; false if the run ended before.
  func reaches(_ condition: () -> Bool) -> Bool {
    while process.isRunning {
      if condition() { return true }
      usleep(500)
    }
    return false
  }

  /// Waits for the end; a run that takes ten minutes is killed.
  func outcome() throws -> Outcome {
    let limit = ContinuousClock.now + .seconds(600)
    while process.isRunning {
      if ContinuousClock.now > limit { send(SIGKILL) }
      usleep(1000)
    }
    let outcome = Outcome(
      status: try #require(process.status),
      out: String(decoding: try Data(contentsOf: streams.appendingPathComponent("out")), as: UTF8.self),
      err: String(decoding: try Data(contentsOf: streams.appendingPathComponent("err")), as: UTF8.self))
    try FileManager.default.removeItem(at: streams)
    return outcome
  }
}

/// What a run left behind.
struct Outcome {
  /// The exit code; below zero, the signal that ended it.
  let status: Int32
  let out: String
  let err: String

  /// Standard output as one JSON document.
  func json() throws -> JSON { try JSON(out) }

  /// The one error document on standard error.
  func failure() throws -> JSON { try JSON(err)["error"] }

  /// The lines of standard output.
  var lines: [String] {
    out.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}

/// The top of the working tree.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
