import Foundation
import Testing

/// The weekly lists of the whole Hub against numbers that another program made. Both are outside this repository;
/// without them the suite is skipped.
@Suite(
  .serialized,  // all wait for one build: more than one waiting would keep the other suites from running
  .enabled(
    if: RealData.isPresent,
    "no real data here: set LINEAGE_REAL_DATA to a folder that has them, with ../oracle beside it"))
struct RealDataTests {
  @Test(arguments: [("facts", "--no-aliases"), ("facts_alias", "--aliases")])
  func countsWhatTheReferenceCounts(file: String, flag: String) throws {
    let expected = try RealData.expected(file + ".json")
    let found = try RealData.ask(["facts", "--json", flag]).json()
    #expect(expected.keys.count >= 30)
    for key in expected.keys.sorted() { #expect(found[key] == expected[key], "\(key)") }
  }

  @Test(arguments: [("ancestors", "--no-aliases"), ("ancestors_alias", "--aliases")])
  func findsTheAncestorsTheReferenceFinds(file: String, flag: String) throws {
    let expected = try RealData.expected(file + ".json").elements
    #expect(expected.count == 40)
    for model in expected {
      let id = try #require(model["id"].text)
      let found = try RealData.ask(["ancestry", id, "--json", flag]).json()
      #expect(found["model"] == model["id"])
      for key in [
        "ghost", "date", "family", "is_root", "children", "descendants", "roots", "root_cycles", "cycle",
      ] {
        #expect(found[key] == model[key], "\(id) \(key)")
      }
      #expect(
        found["parents"].elements.map { $0.only("id", "relation") } == model["parents"].elements, "\(id)")
      let ancestors = found["ancestors"].elements.map { $0.only("id", "distance", "ghost", "root", "family") }
      #expect(ancestors == model["ancestors"].elements, "\(id)")
    }
  }

  @Test(arguments: [("paths", "--no-aliases"), ("paths_alias", "--aliases")])
  func findsThePathsTheReferenceFinds(file: String, flag: String) throws {
    let pairs = try String(
      contentsOf: RealData.oracle.appending(path: "expected/msc/paths.txt"), encoding: .utf8
    )
    .split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }
    let expected = try RealData.expected(file + ".json").elements
    #expect(pairs.count == expected.count && pairs.count == 14)
    for (pair, path) in zip(pairs, expected) {
      let found = try RealData.ask(["path"] + pair + ["--json", flag]).json()
      #expect(found.only("from", "to", "length") == path.only("from", "to", "length"), "\(pair)")
      let ways = found["paths"].elements.map { JSON.array($0.elements.map { $0.only("id", "relation") }) }
      #expect(ways == path["paths"].elements, "\(pair)")
    }
  }

  @Test(arguments: RealData.definitions)
  func printsTheShareTableOfTheReference(definition: RealData.Definition) throws {
    let expected = try Data(
      contentsOf: RealData.oracle.appending(path: "expected/msc/shares/" + definition.file))
    let found = try RealData.ask(["share", definition.id, "--format", "csv"])
    #expect(found.status == 0, "\(found.err)")
    // Not the texts themselves: a difference of thousands of lines is no message.
    #expect(Data(found.out.utf8) == expected, "\(RealData.firstDifference(found.out, expected))")
  }
}

/// The data, the reference's answers, and one build that all tests ask.
enum RealData {
  struct Definition: CustomTestStringConvertible {
    let id: String
    let file: String
    var testDescription: String { id }
  }

  private static let data =
    ProcessInfo.processInfo.environment["LINEAGE_REAL_DATA"].map { URL(fileURLWithPath: $0) }
    ?? repository.appending(path: "../shared/data").standardizedFileURL

  static let oracle = data.appending(path: "../oracle").standardizedFileURL

  static let isPresent = ["msc_weekly", "tracked_models/models.csv", "../oracle/expected/msc/facts.json"]
    .allSatisfy {
      FileManager.default.fileExists(atPath: data.appending(path: $0).path)
    }

  /// The tables of the reference, on its own noise rules and list of tracked models. Without optimisation a table takes
  /// four seconds, and one of each kind must do.
  static let definitions: [Definition] = {
    guard isPresent,
      let index = try? String(
        contentsOf: oracle.appending(path: "expected/msc/shares/index.csv"), encoding: .utf8)
    else { return [] }
    let all = index.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",").map(String.init)
      return Definition(id: cells[0], file: cells[1])
    }
    guard Program.optimised == nil else { return all }
    let few = [
      "derived/all/all/root/", "region/month", "subfamily/month", "each/uploaders/family/month",
      "lm/clean/all/nearest", "tracked/all/ft/direct",
    ]
    return few.compactMap { part in all.first { $0.id.contains(part) } }
  }()

  private static let built = Prepared(
    [
      "build", data.appending(path: "msc_weekly").path, "--year", "2025", "--families",
      oracle.appending(path: "families.yaml").path, "--aliases", oracle.appending(path: "aliases.csv").path,
      "--noise", oracle.appending(path: "noise.yaml").path, "--tracked",
      data.appending(path: "tracked_models/models.csv").path, "--pages", "none",
    ], binary: Program.optimised ?? Program.binary)

  static func ask(_ arguments: [String]) throws -> Outcome {
    try built.program().run(arguments + ["--quiet"], binary: Program.optimised ?? Program.binary)
  }

  static func expected(_ name: String) throws -> JSON {
    try JSON(String(contentsOf: oracle.appending(path: "expected/msc/" + name), encoding: .utf8))
  }

  static func firstDifference(_ found: String, _ expected: Data) -> String {
    let (a, b) = (
      found.split(separator: "\n"), String(decoding: expected, as: UTF8.self).split(separator: "\n")
    )
    for (line, (mine, theirs)) in zip(a, b).enumerated() where mine != theirs {
      return "line \(line + 1): \(mine), expected \(theirs)"
    }
    return "\(a.count) lines, expected \(b.count)"
  }
}
