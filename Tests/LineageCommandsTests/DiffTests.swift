import LineageTestSupport
import Testing

/// `lineage diff` between two builds, as a user runs it.
@Suite struct DiffTests {
  private let program: Program

  init() throws {
    program = try Program()
    try program.write("id,base_model,relation\nu/a,,\nu/b,u/a,finetune\n", to: "old.csv")
    try program.write("id,base_model,relation\nu/a,,\nu/b,u/a,merge\nu/c,u/b,finetune\n", to: "new.csv")
    for name in ["old", "new"] {
      let built = try program.run(["build", name + ".csv", "--quiet", "--pages", "none", "--out", name])
      #expect(built.status == 0, "\(built.err)")
    }
  }

  @Test func tellsWhatChangedInWordsAndAsADocument() throws {
    defer { program.clean() }
    let text = try program.run(["diff", "old", "new/lineage.db"])
    #expect(text.status == 0 && text.out.contains("+ u/c\n"), "\(text.out)")
    #expect(text.out.contains("~ u/b → u/a: finetune, now merge\n"), "\(text.out)")
    let document = try program.run(["diff", "old", "new", "--json"]).json()
    #expect(document["models"]["added"].elements.map { $0.text } == ["u/c"])
    #expect(document["edges"]["changed"].elements.map { $0["to"]["relation"].text } == ["merge"])
    let markdown = try program.run(["diff", "old", "new", "--format", "markdown"])
    #expect(markdown.out.contains("## Edges added\n\n- `u/c` → `u/b`: finetune\n"), "\(markdown.out)")
  }

  @Test func drawsTheChangedEdgesWithWhatBecameOfThem() throws {
    defer { program.clean() }
    let svg = try program.run(["diff", "old", "new", "--format", "svg"])
    #expect(svg.status == 0, "\(svg.err)")
    #expect(try Markup(svg.out).elements("a").count == 3)
    #expect(svg.out.contains("class=\"e me\"") && svg.out.contains(">was finetune</text>"))
    #expect(svg.out.contains("class=\"e ft\"") && svg.out.contains(">new</text>"))
    #expect(svg.out.contains("Drawn: 2 of 2 changed base declarations"))
    let back = try program.run(["diff", "new", "old", "--format", "svg"])
    #expect(back.out.contains("class=\"e ft drop\"") && back.out.contains(">gone</text>"))
    let dot = try program.run(["diff", "old", "new", "--format", "dot"])
    #expect(dot.status == 0 && dot.out.contains("\"u/b\" -> \"u/c\"") && dot.out.contains("label=\"new\""))
    let same = try program.run(["diff", "old", "old", "--format", "svg"])
    #expect(same.status == 0 && same.out.isEmpty && same.err.contains("nothing to draw"))
  }

  @Test func answersACheckByItsStatus() throws {
    defer { program.clean() }
    #expect(try program.run(["diff", "old", "new", "--check"]).status == 1)
    let same = try program.run(["diff", "old", "old", "--check"])
    #expect(same.status == 0 && same.out.contains("Nothing changed."))
    #expect(try program.run(["diff", "old", "no-such-folder"]).status == 3)
    #expect(try program.run(["diff", "old"]).status == 2)
  }
}
