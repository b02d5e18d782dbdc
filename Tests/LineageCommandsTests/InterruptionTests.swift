import Foundation
import Testing

/// A build that is stopped at any moment: a reader sees the old result or the new one, whole.
@Suite struct InterruptionTests {
  /// A point in the course of a build, seen from outside.
  enum Moment: String, CaseIterable, CustomTestStringConvertible {
    case stagingAppears, databaseAppears, databaseHasPages, databaseIsHalf, firstFile, files50, files200,
      files500, files900, resultIsExchanged

    var testDescription: String { rawValue }

    /// Whether a build into `site` has come here.
    func isReached(_ program: Program, oldFolder: UInt64) -> Bool {
      if self == .resultIsExchanged {
        let now = Self.number(program.path("site"))
        return now != nil && now != oldFolder
      }
      guard let staging = program.staging() else { return false }
      switch self {
      case .stagingAppears, .resultIsExchanged: return true
      case .databaseAppears: return program.exists(staging + "/lineage.db")
      case .databaseHasPages: return Self.size(program.path(staging + "/lineage.db")) > 0
      case .databaseIsHalf: return Self.size(program.path(staging + "/lineage.db")) > 200_000
      case .firstFile: return Self.files(program.path(staging)) > 1
      case .files50: return Self.files(program.path(staging)) > 50
      case .files200: return Self.files(program.path(staging)) > 200
      case .files500: return Self.files(program.path(staging)) > 500
      case .files900: return Self.files(program.path(staging)) > 900
      }
    }

    static func number(_ path: String) -> UInt64? {
      var status = stat()
      return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }

    private static func size(_ path: String) -> Int {
      var status = stat()
      return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private static func files(_ path: String) -> Int {
      (FileManager.default.enumerator(atPath: path)?.allObjects.count) ?? 0
    }
  }

  // Enough files that their removal takes a moment, too.
  private static let old = Prepared(["build", "in.jsonl"], rows: InputFailureTests.rows(150))
  private let program: Program

  init() throws {
    program = try Program()
    try program.write(InputFailureTests.rows(150), to: "in.jsonl")
  }

  /// The old result, then a large build that gets a signal at a moment.
  ///
  /// Returns the files of the old result and how the build ended. A machine that is busy may look away at the moment
  /// and see the build again when it is over: then once more.
  private func stop(_ signal: Int32, at moment: Moment) throws -> (old: [String: Data], end: Outcome) {
    for _ in 0..<8 {
      try? FileManager.default.removeItem(atPath: program.path("site"))
      try Self.old.copy(to: program)
      let old = try program.files(below: "site")
      let folder = try #require(Moment.number(program.path("site")))
      let run = try program.start(["build", "--pages", "250"])
      if run.reaches({ moment.isReached(program, oldFolder: folder) }) {
        run.send(signal)
        let end = try run.outcome()
        if end.status != 0 { return (old, end) }
      } else {
        #expect(try run.outcome().status == 0)
      }
    }
    throw Missed(moment: moment)
  }

  private struct Missed: Error {
    let moment: Moment
  }

  @Test(arguments: Moment.allCases)
  func keepsAWholeResultWhenKilled(moment: Moment) throws {
    defer { program.clean() }
    let (old, end) = try stop(SIGKILL, at: moment)
    #expect(end.status == -SIGKILL)
    let left = try program.files(below: "site")
    if moment == .resultIsExchanged {
      #expect(try program.run(["facts", "--json"]).json()["models"] == 1098)
    } else {
      #expect(differences(left, old) == [])
      #expect(try program.run(["facts", "--json"]).json()["models"] == 150)
      #expect(program.staging() != nil)
    }
    // The next build clears up and succeeds.
    let next = try program.run(["build", "in.jsonl", "--quiet"])
    #expect(next.status == 0, "\(next.err)")
    #expect(try program.entries() == ["in.jsonl", "site"])
    #expect(differences(try program.files(below: "site"), old) == [])
  }

  @Test(arguments: [Moment.stagingAppears, .databaseHasPages, .files50, .files500])
  func leavesNothingBehindAfterCtrlC(moment: Moment) throws {
    defer { program.clean() }
    let (old, end) = try stop(SIGINT, at: moment)
    #expect(end.status == 130)
    #expect(end.out == "")
    #expect(end.err.hasSuffix("\nlineage: stopped; the previous output is as it was\n"), "\(end.err)")
    #expect(try program.entries() == ["in.jsonl", "site"])
    #expect(differences(try program.files(below: "site"), old) == [])
  }

  @Test func treatsTerminationLikeCtrlC() throws {
    defer { program.clean() }
    let (old, end) = try stop(SIGTERM, at: .files200)
    #expect(end.status == 130)
    #expect(try program.entries() == ["in.jsonl", "site"])
    #expect(differences(try program.files(below: "site"), old) == [])
  }

  @Test func goesOnWithoutItsTerminalOnlyWhenAskedTo() throws {
    defer { program.clean() }
    let binary = try #require(Program.binary).path
    for (disposition, status) in [("ignore", Int32(0)), ("default", 130)] {
      let run = try program.start(
        ["--\(disposition)-signal=HUP", binary, "build", "--pages", "100", "--quiet"],
        binary: URL(fileURLWithPath: "/usr/bin/env"))
      #expect(run.reaches { program.staging() != nil })
      run.send(SIGHUP)
      #expect(try run.outcome().status == status)
      #expect(program.staging() == nil)
    }
  }

  @Test func stopsWhileItWaitsForStandardInput() throws {
    defer { program.clean() }
    let pipe = Pipe()
    let run = try program.start(["build", "-"], from: pipe.fileHandleForReading)
    pipe.fileHandleForWriting.write(Data(InputFailureTests.rows(2).utf8))
    // It has begun to read when the pipe is empty.
    var waiting: Int32 = 1
    #expect(
      run.reaches {
        ioctl(pipe.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &waiting) == 0 && waiting == 0
      })
    run.send(SIGINT)
    let end = try run.outcome()
    #expect(end.status == 130)
    #expect(try program.entries() == ["in.jsonl"])
    try pipe.fileHandleForWriting.close()
  }

  @Test func answersFromTheOldResultWhileANewOneIsMade() throws {
    defer { program.clean() }
    try Self.old.copy(to: program)
    let run = try program.start(["build", "--pages", "250", "--quiet"])
    var answers: [JSON] = []
    while run.process.isRunning {
      let facts = try program.run(["facts", "--json"])
      try #require(facts.status == 0, "\(facts.err)")
      answers.append(try facts.json()["models"])
    }
    #expect(try run.outcome().status == 0)
    answers.append(try program.run(["facts", "--json"]).json()["models"])
    #expect(answers.first == 150)
    #expect(answers.last == 1098)
    #expect(answers.allSatisfy { $0 == 150 || $0 == 1098 })
  }
}
