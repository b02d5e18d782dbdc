import Foundation
import Testing

/// The ways in which an input can be handed to a build.
@Suite struct InputFormTests {
  private let program: Program
  private let rows = InputFailureTests.rows(40)

  init() throws { program = try Program() }

  /// Builds, and returns the facts without what names the input.
  private func facts(_ inputs: [String], input: Data = Data()) throws -> JSON {
    let outcome = try program.run(["build", "--json", "--pages", "none"] + inputs, input: input)
    try #require(outcome.status == 0, "\(outcome.err)")
    return try outcome.json()
  }

  private func names(_ facts: JSON) -> [String] { facts["sources"].elements.compactMap { $0["name"].text } }

  @Test func readsPlainGzipZstdAndStandardInputAlike() throws {
    defer { program.clean() }
    let plain = Data(rows.utf8)
    try program.write(plain, to: "m.jsonl")
    let expected = try facts(["m.jsonl"])
    #expect(expected["models"] == 40)
    var stored: [(name: String, bytes: Data)] = [
      ("m.jsonl.gz", try plain.piped(through: "gzip -n")),
      (
        "members.gz",
        try plain.prefix(1000).piped(through: "gzip -n") + plain.dropFirst(1000).piped(through: "gzip -n")
      ),
      // The ending lies; the content counts.
      ("m.txt", try plain.piped(through: "gzip -n")),
    ]
    if FileManager.default.fileExists(atPath: "/usr/bin/zstd") {
      stored.append(("m.jsonl.zst", try plain.piped(through: "zstd -q")))
    }
    for (name, bytes) in stored {
      try program.write(bytes, to: name)
      let found = try facts([name])
      #expect(found.without("sources") == expected.without("sources"), "\(name)")
      #expect(names(found) == [name])
      #expect(found["sources"].elements[0]["bytes"] == .number(Double(bytes.count)))
      let piped = try facts(["-"], input: bytes)
      #expect(piped.without("sources") == expected.without("sources"), "\(name) through stdin")
      #expect(names(piped) == ["-"])
      #expect(piped["sources"].elements[0]["sha256"] == found["sources"].elements[0]["sha256"])
    }
  }

  @Test func hashesTheBytesAsTheyAreStored() throws {
    defer { program.clean() }
    try program.write(try Data(rows.utf8).piped(through: "gzip -n"), to: "m.gz")
    let sum = try program.shell("sha256sum m.gz").out.prefix(64)
    #expect(try facts(["m.gz"])["sources"].elements[0]["sha256"] == .string(String(sum)))
  }

  /// Large files are hashed beside the rest of the build, small ones and pipes on the way.
  @Test func hashesLargeFilesToo() throws {
    defer { program.clean() }
    let count = 60_000
    let plain = Data(InputFailureTests.rows(count).utf8)
    #expect(plain.count > 5_000_000)
    try program.write(plain, to: "large.jsonl")
    try program.write(try plain.piped(through: "gzip -n"), to: "packed.gz")
    for name in ["large.jsonl", "packed.gz"] {
      let sum = try program.shell("sha256sum \(name)").out.prefix(64)
      let found = try facts([name])
      #expect(found["models"] == .number(Double(count)))
      #expect(found["sources"].elements[0]["sha256"] == .string(String(sum)))
      let size = try Data(contentsOf: program.folder.appendingPathComponent(name)).count
      #expect(found["sources"].elements[0]["bytes"] == .number(Double(size)))
    }
    let piped = try facts(["-"], input: plain)
    #expect(piped.without("sources") == (try facts(["large.jsonl"])).without("sources"))
  }

  @Test func readsEveryFileOfAFolderInByteOrderAndNoHiddenOne() throws {
    defer { program.clean() }
    for (i, name) in ["b.jsonl", "a/z.jsonl", "a/deep/er/x.jsonl", "B.jsonl"].enumerated() {
      try program.write("{\"id\":\"maple/m\(i)\"}\n", to: "in/" + name)
    }
    for name in [".hidden.jsonl", ".git/objects.jsonl", "a/.cache/y.jsonl"] {
      try program.write("{\"id\":\"maple/hidden\"}\n", to: "in/" + name)
    }
    let found = try facts(["in"])
    #expect(found["models"] == 4)
    #expect(names(found) == ["in/B.jsonl", "in/a/deep/er/x.jsonl", "in/a/z.jsonl", "in/b.jsonl"])
    // However the folder is named, the report is the same.
    for path in ["in/", "./in", "../\(program.folder.lastPathComponent)/in", program.path("in")] {
      #expect(try facts([path]).without("out") == found.without("out"), "\(path)")
    }
    let hidden = try program.run(["build", "in/.hidden.jsonl", "--json", "--quiet"])
    #expect(try hidden.json()["models"] == 1, "a hidden file that is named is read")
  }

  @Test func followsLinksToFilesAndNotToFolders() throws {
    defer { program.clean() }
    try program.write("{\"id\":\"maple/linked\"}\n", to: "blobs/1f2e")
    try program.write("{\"id\":\"maple/elsewhere\"}\n", to: "other/m.jsonl")
    try program.write("{\"id\":\"maple/here\"}\n", to: "in/m.jsonl")
    let links = [
      "in/linked.jsonl": "../blobs/1f2e", "in/folder": "../other", "in/loop": ".", "in/dangling": "nowhere",
    ]
    for (link, target) in links {
      try FileManager.default.createSymbolicLink(atPath: program.path(link), withDestinationPath: target)
    }
    let found = try facts(["in"])
    #expect(names(found) == ["in/linked.jsonl", "in/m.jsonl"])
    #expect(found["models"] == 2)
    #expect(try facts(["in/linked.jsonl"])["models"] == 1)
    #expect(try facts(["in/folder"])["models"] == 1, "a link that is named itself is followed")
  }

  @Test func joinsSeveralInputsInTheOrderGiven() throws {
    defer { program.clean() }
    try program.write("{\"id\":\"maple/a\",\"tags\":[\"base_model:finetune:oak/b\"]}\n", to: "one.jsonl")
    try program.write("id,base_model\noak/b,oak/c\n", to: "two.csv")
    try program.write("---\nlicense: mit\n---\n", to: "cards/oak/c/README.md")
    let found = try facts(["two.csv", "cards", "one.jsonl", "-"], input: Data("{\"id\":\"pine/d\"}\n".utf8))
    #expect(names(found) == ["two.csv", "cards/oak/c/README.md", "one.jsonl", "-"])
    #expect(
      found.only("models", "edges", "ghosts", "longest_chain_edges") == [
        "models": 4, "edges": 2, "ghosts": 0, "longest_chain_edges": 2,
      ])
    let ancestry = try program.run(["ancestry", "maple/a", "--json"]).json()
    #expect(ancestry["ancestors"].elements.map { $0["license"] } == [nil, "mit"])
  }

  @Test func readsAFolderOfCards() throws {
    defer { program.clean() }
    for i in 0..<30 {
      let base = i == 0 ? "" : "base_model: maple/card-\(i - 1)\n"
      try program.write(
        "---\nlicense: apache-2.0\n\(base)---\n# A card\n", to: "cards/maple/card-\(i)/README.md")
    }
    let found = try facts(["cards"])
    #expect(
      found.only("models", "edges", "longest_chain_edges", "rejected") == [
        "models": 30, "edges": 29, "longest_chain_edges": 29, "rejected": 0,
      ])
  }

  @Test func keepsOnlyWhatExistedOnTheDay() throws {
    defer { program.clean() }
    try program.write(
      #"{"id":"maple/old","createdAt":"2024-01-01T00:00:00.000Z"}"# + "\n"
        + #"{"id":"maple/new","createdAt":"2024-06-01T00:00:00.000Z","tags":["base_model:finetune:maple/old"]}"#
        + "\n",
      to: "in.jsonl")
    #expect(
      try facts(["in.jsonl", "--as-of", "2024-05-31"]).only("models", "edges") == ["models": 1, "edges": 0])
    #expect(
      try facts(["in.jsonl", "--as-of", "2024-06-01"]).only("models", "edges") == ["models": 2, "edges": 1])
  }

  @Test func datesFilesNamedByMonthAndDayOnlyWithAYear() throws {
    defer { program.clean() }
    try program.write("Model ID,Type,Base Model\nmaple/a,,\n", to: "added_model_0409.csv")
    let undated = try program.run(["build", "added_model_0409.csv"])
    #expect(undated.err.contains("pass --year"), "\(undated.err)")
    #expect(try program.run(["ancestry", "maple/a", "--json"]).json()["date"] == nil)
    _ = try facts(["added_model_0409.csv", "--year", "2025"])
    #expect(try program.run(["ancestry", "maple/a", "--json"]).json()["date"] == "2025-04-09")
  }
}
