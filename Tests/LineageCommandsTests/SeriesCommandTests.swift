import Foundation
import Testing

/// `lineage series` on snapshots of two months.
@Suite struct SeriesCommandTests {
  /// Databases of April and June; May is missing.
  private static func months() throws -> Program {
    let program = try Program()
    for (name, day, alpha) in [("april", "2025-04-30", 10), ("june", "2025-06-30", 70)] {
      let rows = """
        {"id": "Qwen/Qwen2.5-7B", "createdAt": "2025-04-01T00:00:00.000Z", "downloads": \(alpha), "tags": []}
        {"id": "meta-llama/Llama-3.1-8B", "createdAt": "\(day)T00:00:00.000Z", "downloads": 5, "tags": []}
        {"id": "somebody/thing", "createdAt": "2025-04-02T00:00:00.000Z", "tags": []}
        """
      try program.write(rows + "\n", to: name + ".jsonl")
      let build = try program.run(["build", name + ".jsonl", "--out", name, "--pages", "none", "--quiet"])
      try #require(build.status == 0, "\(build.err)")
    }
    return program
  }

  @Test func addsMonthsUpAndNamesTheOnesThatAreMissing() throws {
    let program = try Self.months()
    defer { program.clean() }
    let outcome = try program.run(["series", "june/lineage.db", "april/lineage.db", "--only", "qwen"])
    #expect(
      outcome.out == """
        date,group,value,unit,source
        2025-04-30,qwen,10,downloads,april/lineage.db
        2025-06-30,qwen,70,downloads,june/lineage.db
        2025-04-30,qwen,10,downloads-cumulative,april/lineage.db
        2025-06-30,qwen,80,downloads-cumulative,june/lineage.db
        2025-04-30,qwen,10,downloads-month,april/lineage.db
        2025-06-30,qwen,70,downloads-month,june/lineage.db

        """)
    #expect(outcome.err.contains("no database for 2025-05"))
    #expect(outcome.err.contains("2025-04-30: 1 model left out"))
  }

  @Test func feedsAClaimAboutDownloads() throws {
    let program = try Self.months()
    defer { program.clean() }
    try program.write(
      "date,group,value,unit,source\n2025-06-30,llama,346,downloads,elsewhere\n", to: "mine.csv")
    let series = try program.run(
      ["series", "april/lineage.db", "june/lineage.db", "--import", "mine.csv", "--quiet"])
    #expect(series.err == "" && series.out.contains("2025-06-30,llama,346,downloads,elsewhere"))
    try program.write(series.out, to: "series.csv")
    let yaml = """
      claims:
      - id: sum
        text: t
        source: {title: t, by: b, date: "2025"}
        metric: download-count
        says: [qwen = 80 downloads-cumulative]
        time: 2025
        note: n
      """
    try program.write(yaml, to: "sum.yaml")
    let claims = try program.run(
      ["claims", "sum.yaml", "--series", "series.csv", "--db", "june/lineage.db", "--json"])
    #expect(try claims.json()["claims"].elements.map { $0["verdict"] } == ["supported"], "\(claims.err)")
  }

  @Test func saysWhatASeriesNeeds() throws {
    #expect(try Sample.ask("series").status == 2)
    #expect(try Sample.ask("series", "site/lineage.db", "--group", "relation").status == 2)
    let program = try Program()
    defer { program.clean() }
    try program.write("id,date,parents\na/b,2025-04-01,\n", to: "t.csv")
    try #require(try program.run(["build", "t.csv", "--pages", "none", "--quiet"]).status == 0)
    let outcome = try program.run(["series", "site/lineage.db"])
    #expect(outcome.out == "date,group,value,unit,source\n")
    #expect(outcome.err.contains("site/lineage.db holds no download numbers"))
  }
}
