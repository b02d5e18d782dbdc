import Foundation
import Testing

/// `lineage scan` on folders that the programs themselves wrote (`Fixtures/scan/make.py`), and on hostile ones.
@Suite struct ScanTests {
  private let program: Program
  private static let fixtures = repository.appendingPathComponent("Fixtures/scan")

  init() throws { program = try Program() }

  @Test func readsWhatTheProgramsWrote() throws {
    defer { program.clean() }
    let outcome = try program.run(["scan", Self.fixtures.path, "--quiet"])
    #expect(outcome.status == 0)
    let expected = try String(
      contentsOf: Self.fixtures.appendingPathComponent("expected.jsonl"), encoding: .utf8)
    #expect(outcome.out == expected)
  }

  @Test(arguments: ["local.jsonl", "local.jsonl.zst", "local.jsonl.gz"])
  func writesWhatABuildReads(name: String) throws {
    defer { program.clean() }
    #expect(try program.run(["scan", Self.fixtures.path, "--out", name]).status == 0)
    let build = try program.run(["build", name, "--quiet", "--json", "--pages", "none"])
    let facts = try build.json()
    #expect(facts["models"].number == 11)
    #expect(facts["rejected"].number == 0)
    #expect(facts["sources"].elements.map { $0["format"].text } == ["scan-records"])
    let ancestry = try program.run(["ancestry", "ada/river-lora", "--json"]).json()
    #expect(
      ancestry["parents"].elements.map { $0.only("id", "evidence", "relation") } == [
        ["id": "north/river-7b", "evidence": "declared", "relation": "adapter"],
        ["id": "south/lake-7b", "evidence": "detected", "relation": "adapter"],
      ])
  }

  @Test func reportsConflictsAndBrokenFiles() throws {
    defer { program.clean() }
    let outcome = try program.run(["scan", Self.fixtures.path, "--json", "--check"])
    #expect(outcome.status == 1)
    let document = try outcome.json()
    let serious = document["findings"].elements.filter { $0["level"].text != "note" }
    #expect(
      serious.map { "\($0["rule"].text ?? "") \($0["subject"].text ?? "")" } == [
        "malformed-file ada/cut-GGUF", "card-file-conflict ada/river-lora",
        "card-file-conflict ada/river-lora", "malformed-file ollama:library/broken",
      ])
    #expect(document["models"].elements.count == 11)
  }

  @Test func neverReadsTheWeights() throws {
    defer { program.clean() }
    // A sparse terabyte behind the header: reading it would take hours.
    try program.write(
      try Data(contentsOf: Self.fixtures.appendingPathComponent("studio/ada/big-GGUF/big.gguf")),
      to: "m/ada/big/big.gguf")
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: program.path("m/ada/big/big.gguf")))
    try file.truncate(atOffset: 1 << 40)
    try file.close()
    let started = ContinuousClock.now
    let outcome = try program.run(["scan", "m", "--json"])
    #expect(try outcome.json()["models"].elements.first?["detected"].elements.count == 1)
    #expect(ContinuousClock.now - started < .seconds(20))
  }

  @Test func isNotStoppedByWhatIsNoFile() throws {
    defer { program.clean() }
    let made = try program.shell(
      """
      mkdir -p m/ada/odd m/ada/loop && mkfifo m/ada/odd/config.json m/ada/odd/x.gguf && ln -s .. m/ada/loop/up
      ln -s /dev/zero m/ada/odd/README.md && ln -s nowhere m/ada/odd/y.safetensors
      printf '{"base_model_name_or_path":"a/b"}' > m/ada/odd/adapter_config.json
      mkdir m/ada/.hidden && cp m/ada/odd/adapter_config.json m/ada/.hidden/
      head -c 20000000 /dev/zero > m/ada/loop/config.json
      """)
    try #require(made.status == 0, "\(made.err)")
    let document = try program.run(["scan", "m", "--json"]).json()
    #expect(document["models"].elements.map { $0["id"].text } == ["ada/loop", "ada/odd"])
    #expect(document["models"].elements.map { $0["problems"].elements.count } == [1, 0])
    #expect(document["models"].elements.map { $0["detected"].elements.count } == [0, 1])
  }

  @Test func takesACardAboveModelsForNoModel() throws {
    defer { program.clean() }
    let card = "---\nlicense: mit\n---\n"
    for path in ["m/ada/README.md", "m/ada/one/README.md", "m/ada/two/README.md", "m/README.md"] {
      try program.write(card, to: path)
    }
    try program.write("x", to: "m/ada/two/pictures/x.png")
    let document = try program.run(["scan", "m", "--json"]).json()
    #expect(document["models"].elements.map { $0["id"].text } == ["ada/one", "ada/two"])
  }

  @Test func saysThatAFolderIsNotThere() throws {
    defer { program.clean() }
    #expect(try program.run(["scan", "nowhere"]).status == 3)
    try program.write("x", to: "file")
    #expect(try program.run(["scan", "file"]).status == 3)
  }

  @Test func givesTheSameBytesForTheSameFolder() throws {
    defer { program.clean() }
    let copied = try program.shell(
      "cp -r \(Self.fixtures.path) a && cp -r a b && lineage scan b && lineage scan a")
    let lines = copied.lines
    #expect(lines.count == 22)
    #expect(Array(lines.prefix(11)) == Array(lines.suffix(11)))
  }
}
