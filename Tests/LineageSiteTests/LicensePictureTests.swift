import LineageCore
import Testing

@testable import LineageSite

/// What pictures say of licenses, and what they leave out.
@Suite struct LicensePictureTests {
  /// base (llama3) <- middle <- last, both apache-2.0
  private func chain(trail: LicenseTrail?) throws -> LineagePicture {
    var snapshot = Fixture()
    snapshot.model("maker/Base", license: "llama3")
    snapshot.model("a/Middle", license: "apache-2.0")
    snapshot.model("b/Last", license: "apache-2.0")
    snapshot.edge("a/Middle", .finetune, "maker/Base")
    snapshot.edge("b/Last", .finetune, "a/Middle")
    let licenses = SiteLicenses(trail: { $0 == "b/Last" ? trail : nil })
    let style = PictureStyle(words: try Repository.words(), licenses: licenses, snapshot: Day("2025-07-02"))
    return try LineagePicture(of: snapshot.index().around("b/Last"), style: style) { _ in nil }
  }

  private func summaries(_ ids: String...) throws -> [ModelSummary] {
    var snapshot = Fixture()
    for id in ids { snapshot.model(id) }
    let index = snapshot.index()
    return try ids.map { index.summary(try #require(index.find($0))) }
  }

  @Test func drawsADroppedTermInRedWithItsPill() throws {
    let models = try summaries("maker/Base", "a/Middle", "b/Last")
    let steps = zip(models, [LicenseStep.Status.starts, .dropped, .omits]).map {
      LicenseStep(model: $0.0, edge: nil, status: $0.1)
    }
    let drop = LicenseDrop(license: "Llama 3 Community License", statement: "…", path: steps)
    let picture = try chain(trail: LicenseTrail(verdict: .dropped, drops: [drop]))
    #expect(picture.lines.map(\.step).contains(.dropped(.vendor, .permissive)))
    let svg = ParsedMarkup(try picture.svg())
    let red = svg.all("g").filter { $0.attributes["class"]?.contains(" drop") == true }
    #expect(red.contains { $0.text == "V→P" })
    #expect(svg.all("text").contains { $0.text == "term dropped at this step" })
    #expect(picture.dot().contains("penwidth=\"3\", label=\"V→P\""))
  }

  @Test func callsAChangeOfLicenseADropOnlyIfItWasToldSo() throws {
    let picture = try chain(trail: nil)
    #expect(picture.lines.map(\.step).contains(.changed(.vendor, .permissive)))
    #expect(try !picture.svg().contains("class=\"e ft drop\""))
    #expect(picture.summary == "Drawn: 2 of 2 ancestors. Snapshot 2025-07-02.")
  }

  @Test(arguments: PictureFixture.allCases) func putsALetterOnEveryColour(_ fixture: PictureFixture) throws {
    let svg = ParsedMarkup(try fixture.picture().svg())
    var used: Set<String> = []
    for element in svg.elements {
      let classes = (element.attributes["class"] ?? "").split(separator: " ").map(String.init)
      guard let mark = LicenseMark.allCases.first(where: { classes.contains($0.styleClass) }) else {
        continue
      }
      let letters = svg.children(of: element).filter { $0.attributes["class"] == "kt" }.map(\.text)
      #expect(letters == [mark.letter])
      used.insert(mark.letter)
    }
    let legend = try #require(svg.all("g").first { $0.attributes["class"] == "lgd" })
    let explained = svg.children(of: legend).filter { $0.attributes["class"]?.hasPrefix("k") == true }
    #expect(explained.map(\.text).sorted() == used.sorted())
  }

  @Test func readsTheKindsOfTheWellKnownLabels() throws {
    var snapshot = Fixture()
    let labels: [(String, LicenseMark)] = [
      ("apache-2.0", .permissive), ("LLaMA3.1", .vendor), ("cc-by-nc-4.0", .nonCommercial),
      ("gpl-3.0", .copyleft),
      ("openrail", .useRestricted), ("other", .unknown), ("some-research-license", .research),
      ("mpl-2.0", .weakCopyleft),
    ]
    for (label, _) in labels { snapshot.model("x/" + label, license: label) }
    let index = snapshot.index()
    for (label, mark) in labels {
      #expect(LicenseMark(labelOf: index.summary(try #require(index.find("x/" + label)))) == mark, "\(label)")
    }
  }

  /// root <- 1 <- 2 <- ... <- 20 <- last
  @Test func foldsALongRunAndSaysHowLongItIs() throws {
    var snapshot = Fixture()
    let names = ["x/root"] + (1...20).map { "x/step-\($0)" } + ["x/last"]
    for (child, parent) in zip(names.dropFirst(), names) { snapshot.edge(child, .finetune, parent) }
    let picture = try LineagePicture(of: snapshot.index().around("x/last"), style: Repository.style()) { _ in
      nil
    }
    #expect(picture.boxes.map(\.title).contains("… 16 steps …"))
    #expect(picture.boxes.count == 7 && picture.lines.count == 6)
    #expect(picture.summary.hasPrefix("Drawn: 5 of 21 ancestors."))
  }

  @Test func neverFoldsAcrossAChangeOfLicense() throws {
    var snapshot = Fixture()
    let names = (0...12).map { "x/step-\($0)" }
    for (i, name) in names.enumerated() { snapshot.model(name, license: i < 6 ? "llama3" : "mit") }
    for (child, parent) in zip(names.dropFirst(), names) { snapshot.edge(child, .finetune, parent) }
    let picture = try LineagePicture(of: snapshot.index().around("x/step-12"), style: Repository.style()) {
      _ in nil
    }
    #expect(picture.boxes.count == 13)
  }

  /// last <- middle, a merge of 40 parts of one root
  @Test func saysHowManyParentsOfAMiddleModelAreMissing() throws {
    var snapshot = Fixture()
    snapshot.edge("x/last", .finetune, "x/middle")
    for i in 10..<50 {
      snapshot.edge("x/middle", .merge, "x/part-\(i)")
      snapshot.edge("x/part-\(i)", .finetune, "x/root")
    }
    let picture = try LineagePicture(of: snapshot.index().around("x/last"), style: Repository.style()) { _ in
      nil
    }
    let missing = picture.boxes.flatMap { box -> [String] in
      switch box.content {
      case .stub(let text): [text]
      case .list(_, let rows): rows.filter { $0.license == nil }.map(\.name)
      default: []
      }
    }
    let parts = picture.boxes.count { $0.title.hasPrefix("x/part") }
    #expect(parts > 0 && missing.count == 1 && missing[0].hasPrefix("… "))
    #expect(try picture.layout().width < 1_600)
  }

  /// last <- middle, a merge of three; the root of one of them is older than what is drawn
  @Test func putsAPillAboveABoxWhoseOtherParentsAreNotDrawn() throws {
    var snapshot = Fixture()
    for i in 10..<34 {
      snapshot.edge("x/last", .merge, "x/part-\(i)")
      snapshot.edge("x/part-\(i)", .merge, "x/root")
      snapshot.edge("x/part-\(i)", .merge, "y/far-\(i)")
    }
    let neighbourhood = try snapshot.index().around("x/last")
    let picture = try LineagePicture(of: neighbourhood, style: Repository.style()) { _ in nil }
    let pills = picture.boxes.filter { if case .stub = $0.content { true } else { false } }
    let said = picture.boxes.count { $0.title.contains(" drawn") }
    #expect(pills.count + said > 0 && pills.count <= LineagePicture.mostStubs)
    #expect(pills.allSatisfy { $0.title.hasPrefix("+") && $0.title.contains(" more parent") })
  }
}
