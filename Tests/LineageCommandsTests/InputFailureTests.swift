import Foundation
import Testing

/// Input that cannot be read, or holds nothing: a message, status 3, and no byte written.
@Suite struct InputFailureTests {
  private let program: Program

  init() throws {
    program = try Program()
    try program.write(Self.rows(3), to: "good.jsonl")
  }

  /// So many Hub records, each but the first derived from the first.
  static func rows(_ count: Int) -> String {
    (0..<count).map { i in
      let parent = i == 0 ? "" : #","base_model:finetune:maple/model-0""#
      return
        #"{"id":"maple/model-\#(i)","tags":["license:mit"\#(parent)],"createdAt":"2024-05-01T00:00:00.000Z"}"#
    }.joined(separator: "\n") + "\n"
  }

  /// A standing result, then a build that must fail and leave it byte for byte.
  private func expectFailure(
    _ status: Int32, of arguments: [String], saying words: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try program.run(["build", "good.jsonl", "--quiet"])
    let before = try program.files(below: "site")
    let entries = try program.entries()
    let outcome = try program.run(["build"] + arguments)
    #expect(outcome.status == status, "\(outcome.err)", sourceLocation: sourceLocation)
    #expect(outcome.out == "", sourceLocation: sourceLocation)
    for word in words {
      #expect(outcome.err.contains(word), "\(outcome.err)", sourceLocation: sourceLocation)
    }
    #expect(differences(try program.files(below: "site"), before) == [], sourceLocation: sourceLocation)
    #expect(try program.entries() == entries, sourceLocation: sourceLocation)
  }

  @Test func namesAMissingInput() throws {
    defer { program.clean() }
    try expectFailure(3, of: ["nothing.jsonl"], saying: "no file or folder nothing.jsonl")
    try expectFailure(3, of: ["good.jsonl", "nothing.jsonl"], saying: "no file or folder nothing.jsonl")
    try expectFailure(3, of: ["good.jsonl/x"], saying: "no file or folder good.jsonl/x")
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read every file"))
  func namesAnInputThatMayNotBeRead() throws {
    defer { program.clean() }
    try program.write("{}", to: "closed.jsonl")
    chmod(program.path("closed.jsonl"), 0)
    try expectFailure(3, of: ["closed.jsonl"], saying: "closed.jsonl cannot be read: Permission denied")
  }

  /// Opening this file works and reading it does not, for everybody.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/mem"), "there is no /proc here"))
  func namesAnInputWhoseReadingFails() throws {
    defer { program.clean() }
    try expectFailure(3, of: ["/proc/self/mem"], saying: "mem", "Input/output error")
  }

  @Test func refusesATruncatedGzip() throws {
    defer { program.clean() }
    let whole = try Data(Self.rows(4000).utf8).piped(through: "gzip -n")
    try program.write(whole.prefix(whole.count / 2), to: "cut.jsonl.gz")
    try expectFailure(
      3, of: ["cut.jsonl.gz"], saying: "cut.jsonl.gz: the gzip data end in the middle", "nothing was written",
      "--partial")
    try expectFailure(3, of: ["good.jsonl", "cut.jsonl.gz"], saying: "cut.jsonl.gz")
  }

  @Test func keepsWhatATruncatedGzipHeldWithPartial() throws {
    defer { program.clean() }
    let whole = try Data(Self.rows(4000).utf8).piped(through: "gzip -n")
    try program.write(whole.prefix(whole.count / 2), to: "cut.jsonl.gz")
    let outcome = try program.run(["build", "cut.jsonl.gz", "--partial", "--json", "--pages", "none"])
    #expect(outcome.status == 0, "\(outcome.err)")
    let models = try #require(try outcome.json()["models"].number)
    #expect(models > 500 && models < 4000)
    let doctor = try program.run(["doctor", "--rule", "unreadable-source", "--json"])
    #expect(try doctor.json()["counts"] == ["unreadable-source": 1])
    #expect(try program.run(["doctor", "--check"]).status == 1)
  }

  @Test func refusesGzipDataThatAreCorrupt() throws {
    defer { program.clean() }
    var bytes = try Data(Self.rows(4000).utf8).piped(through: "gzip -n")
    let middle = bytes.startIndex + bytes.count / 2
    for i in middle..<middle + 16 { bytes[i] = ~bytes[i] }
    try program.write(bytes, to: "bent.gz")
    try expectFailure(3, of: ["bent.gz"], saying: "bent.gz", "corrupt")
  }

  /// A build that has read a large file, waits for its second input, and meanwhile somebody adds to the first.
  private func buildWhileTheFileGrows(_ flags: [String]) throws -> Outcome {
    try program.write(Self.rows(60_000), to: "large.jsonl")
    let pipe = Pipe()
    let running = try program.start(
      ["build", "large.jsonl", "-", "--pages", "none"] + flags, from: pipe.fileHandleForReading)
    // More than a pipe holds: once it is written, the program has come to its second input.
    try pipe.fileHandleForWriting.write(contentsOf: Data("{\"id\":\"maple/last\"}\n".utf8))
    for _ in 0..<64 {
      try pipe.fileHandleForWriting.write(contentsOf: Data(repeating: 10, count: 1 << 16))
    }
    let file = try FileHandle(forWritingTo: program.folder.appendingPathComponent("large.jsonl"))
    try file.seekToEnd()
    try file.write(contentsOf: Data("{\"id\":\"maple/late\"}\n".utf8))
    try file.close()
    try pipe.fileHandleForWriting.close()
    return try running.outcome()
  }

  @Test func refusesAFileThatChangedWhileItWasRead() throws {
    defer { program.clean() }
    let outcome = try buildWhileTheFileGrows([])
    #expect(outcome.status == 3, "\(outcome.err)")
    #expect(outcome.err.contains("large.jsonl: the file changed while it was read"))
    #expect(outcome.err.contains("--partial"))
    #expect(!program.exists("site"))
  }

  @Test func goesOnWithAFileThatChangedIfAllowed() throws {
    defer { program.clean() }
    let outcome = try buildWhileTheFileGrows(["--partial", "--json"])
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try outcome.json()["models"] == 60_001)
    #expect(try outcome.json()["sources"].elements[0]["sha256"] == "")
    let doctor = try program.run(["doctor", "--rule", "unreadable-source", "--json"]).json()
    #expect(doctor["findings"].elements.map { $0["subject"] } == ["large.jsonl"])
  }

  @Test func refusesAnEmptyInput() throws {
    defer { program.clean() }
    try program.write("", to: "empty.jsonl")
    try expectFailure(
      3, of: ["empty.jsonl"], saying: "no model in the input", "empty.jsonl: the input is empty")
    try expectFailure(3, of: ["-"], saying: "no model in the input", "-: the input is empty")
    try expectFailure(3, of: ["/dev/null"], saying: "no model in the input")
  }

  @Test func refusesAFolderWithoutAnyModel() throws {
    defer { program.clean() }
    try program.write("not a model", to: "folder/notes.txt")
    try FileManager.default.createDirectory(
      atPath: program.path("bare"), withIntermediateDirectories: false)
    try expectFailure(3, of: ["bare"], saying: "no model in the input")
    try expectFailure(3, of: ["folder"], saying: "no model in the input", "folder/notes.txt")
  }

  @Test func refusesAFormatItDoesNotKnow() throws {
    defer { program.clean() }
    try program.write("once upon a time\nthere was a file\n", to: "story.txt")
    try program.write(Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 3) }), to: "noise.bin")
    try expectFailure(3, of: ["story.txt"], saying: "no model in the input", "once upon a time")
    try expectFailure(3, of: ["noise.bin"], saying: "no model in the input")
  }

  @Test func reportsAFormatItDoesNotKnowBesideOneItDoes() throws {
    defer { program.clean() }
    try program.write("once upon a time\n", to: "story.txt")
    let outcome = try program.run(["build", "story.txt", "good.jsonl", "--json", "--quiet"])
    #expect(outcome.status == 0)
    #expect(try outcome.json()["models"] == 3)
    let doctor = try program.run(["doctor", "--rule", "unknown-format", "--json"]).json()
    #expect(doctor["findings"].elements.map { $0["subject"] } == ["story.txt"])
  }

  @Test func writesNothingWhenARecordIsRejectedUnderStrict() throws {
    defer { program.clean() }
    try program.write(Self.rows(2) + "{\"tags\":[]}\n{broken\n", to: "dirty.jsonl")
    try expectFailure(
      1, of: ["dirty.jsonl", "--strict"], saying: "dirty.jsonl:3", "dirty.jsonl:4", "2 records rejected",
      "nothing was written")
    let outcome = try program.run(["build", "dirty.jsonl", "--json", "--quiet"])
    #expect(outcome.status == 0)
    #expect(try outcome.json().only("models", "rejected") == ["models": 2, "rejected": 2])
  }

  @Test func buildsUnderStrictWhenNothingIsRejected() throws {
    defer { program.clean() }
    #expect(try program.run(["build", "good.jsonl", "--strict", "--quiet"]).status == 0)
  }

  @Test func namesAKnowledgeFileThatIsMissingOrWrong() throws {
    defer { program.clean() }
    try program.write("families: [", to: "bad.yaml")
    try program.write("wrong,header\n1,2\n", to: "bad.csv")
    try expectFailure(3, of: ["--families", "none.yaml"], saying: "none.yaml cannot be read")
    try expectFailure(2, of: ["--families", "bad.yaml"], saying: "bad.yaml")
    try expectFailure(2, of: ["--aliases", "bad.csv"], saying: "bad.csv")
  }
}
