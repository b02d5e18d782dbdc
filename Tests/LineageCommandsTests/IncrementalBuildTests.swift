import Foundation
import LineageTestSupport
import Testing

/// A build over an older site gives what a build into an empty folder gives, and makes only what changed.
@Suite struct IncrementalBuildTests {
  private let program: Program

  init() throws { program = try Program() }

  /// Builds into a folder, and says how many pages there are and how many of them were taken over.
  @discardableResult
  private func build(_ out: String, _ arguments: [String] = []) throws -> (pages: Int, unchanged: Int) {
    let outcome = try program.run(
      ["build", "hub.jsonl", "--json", "--timings", "--quiet", "--out", out] + arguments)
    try #require(outcome.status == 0, "\(outcome.err)")
    let timings = try outcome.json()["timings"].elements
    let document = try #require(timings.first { $0["phase"] == "site" })
    return (
      Int(document["pages"].number ?? -1), Int(document["unchanged"].number ?? -1)
    )
  }

  /// The differences between the standing site, rebuilt, and a fresh one; and what the rebuild took over.
  private func rebuild(_ arguments: [String] = []) throws -> (different: [String], pages: Int, unchanged: Int)
  {
    let counts = try build("site", arguments)
    let fresh = try build("fresh", arguments + ["--full"])
    #expect(fresh.unchanged == 0 && fresh.pages == counts.pages)
    let different = differences(try program.files(below: "site"), try program.files(below: "fresh"))
    return (different, counts.pages, counts.unchanged)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func givesTheBytesOfAFullBuildAfterAnyEdits(seed: UInt64) throws {
    defer { program.clean() }
    var random = SeededGenerator(seed: seed)
    var hub = DrawnHub(models: 60, &random)
    var options = ["--pages", "60"]
    try program.write(hub.text, to: "hub.jsonl")
    try program.write(hub.families, to: "families.yaml")
    try build("site", options)
    var taken = 0
    for round in 0..<6 {
      for _ in 0..<Int.random(in: 0...4, using: &random) { hub.edit(&random) }
      if Int.random(in: 0..<4, using: &random) == 0 {
        options = ["--pages", ["25", "60", "all"].randomElement(using: &random) ?? "60"]
      }
      if Int.random(in: 0..<5, using: &random) == 0 { options += ["--title", "title \(round)"] }
      if Int.random(in: 0..<3, using: &random) == 0 { hub.editFamilies(&random) }
      try program.write(hub.text, to: "hub.jsonl")
      try program.write(hub.families, to: "families.yaml")
      let result = try rebuild(options + ["--families", "families.yaml"])
      #expect(result.different == [], "seed \(seed), round \(round)")
      taken += result.unchanged
    }
    #expect(taken > 30, "seed \(seed): nothing was taken over")
  }

  @Test func takesEverythingOverWhenNothingChanged() throws {
    defer { program.clean() }
    try program.write(InputFailureTests.rows(30), to: "hub.jsonl")
    try build("site")
    let result = try rebuild()
    #expect(result.different == [])
    #expect(result.unchanged == result.pages && result.pages > 30)
    #expect(try build("site", ["--full"]).unchanged == 0)
  }

  @Test func makesOnlyThePagesThatChanged() throws {
    defer { program.clean() }
    // Every page names the totals and the day, and both change.
    let rows = InputFailureTests.rows(30)
    try program.write(rows, to: "hub.jsonl")
    let before = try build("site")
    let added =
      #"{"id":"oak/new","tags":["base_model:adapter:maple/model-7"],"createdAt":"2024-06-09T00:00:00.000Z"}"#
    try program.write(rows + added + "\n", to: "hub.jsonl")
    let result = try rebuild()
    #expect(result.different == [])
    #expect(result.pages > before.pages)
    // Made anew, in each language: the new model, its parent, the root, and of the others those of the whole site,
    // like shares, licenses and definitions, which name the totals.
    let made = result.pages - result.unchanged
    #expect((8...40).contains(made), "\(made) pages were made")
    #expect(result.unchanged > 2 * made)
    let page = try #require(try program.files(below: "site")["m/maple/model-9/index.html"])
    #expect(String(decoding: page, as: UTF8.self).contains("Snapshot 2024-06-09"))
    let outcome = try program.run(["build", "hub.jsonl"])
    #expect(
      outcome.out.contains(
        "site      site/index.html: \(result.pages) pages, \(result.pages) unchanged and taken over\n"))
  }

  @Test func keepsTheFileItselfWhereBytesAndRightsAreTheSame() throws {
    defer { program.clean() }
    func status(_ name: String) throws -> stat {
      var status = stat()
      try #require(lstat(program.path("site/m/maple/model-1/" + name), &status) == 0)
      return status
    }
    try program.write(InputFailureTests.rows(4), to: "hub.jsonl")
    try build("site")
    let names = ["index.html", "lineage.svg", "lineage.dot", "lineage.json", "lineage.md"]
    let before = try names.map { try status($0).st_ino }
    // A file with a name elsewhere too may be changed there, and one whose rights were changed is no longer ours.
    try FileManager.default.linkItem(
      atPath: program.path("site/m/maple/model-1/lineage.svg"), toPath: program.path("kept.svg"))
    chmod(program.path("site/m/maple/model-1/lineage.md"), 0o600)
    try build("site")
    let after = try names.map { try status($0).st_ino }
    #expect(zip(before, after).map { $0 == $1 } == [true, false, true, true, false])
    #expect(try names.allSatisfy { try status($0).st_nlink == 1 && status($0).st_mode & 0o077 == 0o044 })
    let full = try program.run(["build", "hub.jsonl", "--full", "--quiet"])
    #expect(full.status == 0)
    #expect(try zip(after, names).allSatisfy { try status($1).st_ino != $0 })
  }

  @Test func makesAPageAnewThatSomebodyTouched() throws {
    defer { program.clean() }
    try program.write(InputFailureTests.rows(8), to: "hub.jsonl")
    let pages = try build("site").pages
    let folder = "site/m/maple/model-0/"
    try program.write("<p>mine</p>", to: folder + "index.html")
    try program.write("<svg/>", to: "site/m/maple/model-1/lineage.svg")
    try FileManager.default.removeItem(atPath: program.path("site/m/maple/model-2/lineage.svg"))
    try FileManager.default.removeItem(atPath: program.path("site/f/index.html"))
    // These are written anew in any case.
    try program.write("{}", to: "site/m/maple/model-3/lineage.json")
    try program.write("mine", to: "site/notes.txt")
    let result = try rebuild()
    #expect(result.different == [])
    #expect(result.unchanged == pages - 4)
  }

  @Test(arguments: ["none", "words", "cut", "older", "without pages"])
  func makesAllPagesBesideACatalogItCannotRead(state: String) throws {
    defer { program.clean() }
    try program.write(InputFailureTests.rows(5), to: "hub.jsonl")
    try build("site")
    let database = try Data(contentsOf: program.folder.appendingPathComponent("site/lineage.db"))
    switch state {
    case "words": try program.write("words", to: "site/lineage.db")
    case "cut": try program.write(database.prefix(database.count / 2), to: "site/lineage.db")
    case "older":
      var older = database
      older[older.startIndex + 63] &-= 1
      try program.write(older, to: "site/lineage.db")
    case "without pages":
      try FileManager.default.removeItem(atPath: program.path("site"))
      try build("site", ["--pages", "none"])
    // The front page and the others of the whole site are all there is.
    default:
      try FileManager.default.removeItem(atPath: program.path("site"))
      try program.write(database, to: "elsewhere.db")
    }
    let result = try rebuild()
    #expect(result.different == [])
    #expect(result.unchanged == 0 || state == "cut" || state == "without pages")
    #expect(result.unchanged < result.pages)
  }
}
