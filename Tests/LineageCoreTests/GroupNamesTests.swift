import LineageCore
import LineageTestSupport
import Testing

@Suite struct GroupNamesTests {
  private let names = GroupNames(WorkedExamples.families)

  @Test(arguments: [
    ("alpha", "alpha", ShareDefinition.Group.family), ("ALPHA", "alpha", .family),
    ("alpha2", "alpha2", .subfamily),
    ("beta inc", "Beta Inc", .developer), ("China", "china", .region), ("american", "us", .region),
    ("elsewhere", "elsewhere", .region),
  ]) func findsAGroupByIdOrNameInAnyLetterCase(name: String, id: String, axis: ShareDefinition.Group) {
    #expect(names.find(name) == GroupNames.Group(id: id, axis: axis))
  }

  @Test func takesAFamilyForItsOwnSubfamilyWhereOnlyTheseAreMeant() {
    let parts = GroupNames(WorkedExamples.families, axes: [.subfamily])
    #expect(parts.find("beta") == GroupNames.Group(id: "beta", axis: .subfamily))
    #expect(parts.find("china") == nil)
  }

  @Test(arguments: [
    ("aplha", "alpha"), ("alhpa2", "alpha2"), ("gama", "gamma"), ("chnia", "china"), ("bet", "beta"),
  ])
  func suggestsWhatIsOneOrTwoSlipsAway(typed: String, meant: String) {
    #expect(names.suggestions(for: typed).first?.lowercased() == meant)
  }

  @Test func suggestsNothingForWhatIsFarFromEverything() {
    #expect(names.suggestions(for: "zzzzzzzz").isEmpty && names.suggestions(for: "").isEmpty)
    #expect(names.suggestions(for: "alpha", limit: 1).count == 1)
  }
}

/// Products that no card declares, by name.
@Suite struct ReportedProductTests {
  private func statement(
    _ id: String, _ child: String, _ parent: String?, _ status: ReportedDerivation.Status = .open
  ) throws
    -> ReportedDerivation
  {
    ReportedDerivation(
      id: id, child: .init(name: child), maker: "Maker", parent: .init(name: "Base", model: parent),
      relation: .finetune, grade: .reported, status: status, part: .model,
      date: try #require(Day("2025-01-02")),
      source: "a newspaper", note: "")
  }

  //  a/root <- b/mid <= Product      b/mid <= Product (second statement: c/other)
  @Test func standsBelowEverythingThatIsSaidOfIt() throws {
    let index = LicensedSnapshot.index("a/root mit\nb/mid mit <- finetune:a/root\nc/other mit")
    let all = [
      try statement("one", "My Product", "b/mid"), try statement("two", "My Product", "c/other"),
      try statement("three", "My Product", "a/root", .withdrawn), try statement("four", "Else", "a/root"),
    ]
    let product = try #require(ReportedProduct("my-product", among: all))
    #expect(product.statements.map(\.id) == ["one", "two", "three"])
    let ancestry = index.ancestry(of: product)
    #expect(ancestry.model.ghost && ancestry.parents.map(\.id) == ["b/mid", "c/other"])
    #expect(
      ancestry.ancestors.map { "\($0.model.id) \($0.distance)" } == ["b/mid 1", "c/other 1", "a/root 2"])
    #expect(ancestry.roots == ["a/root", "c/other"] && !ancestry.truncated)
    let near = index.ancestry(of: product, limits: WalkLimits(depth: 1))
    #expect(near.ancestors.map(\.model.id) == ["b/mid", "c/other"] && near.truncated)
    let declared = index.ancestry(of: product, limits: WalkLimits(minimumEvidence: .declared))
    #expect(declared.parents.isEmpty && declared.ancestors.isEmpty)
  }

  @Test func keepsAParentOfWhichOnlyTheNameIsKnown() throws {
    let product = try #require(
      ReportedProduct("maker product", among: [try statement("one", "Product", nil)]))
    let ancestry = LicensedSnapshot.index("a/root mit").ancestry(of: product)
    #expect(ancestry.roots == ["Base"] && ancestry.ancestors.first?.model.ghost == true)
  }

  @Test func suggestsNamesOfProductsThatAreNear() throws {
    let all = [try statement("x-1", "Composer", nil), try statement("x-2", "Composer 2", nil)]
    #expect(ReportedProduct.suggestions(for: "Compsoer", among: all) == ["Composer"])
    #expect(ReportedProduct.suggestions(for: "compos", among: all) == ["Composer", "Composer 2"])
    #expect(ReportedProduct.suggestions(for: "co", among: all).isEmpty)
    #expect(ReportedProduct("Composer 3", among: all) == nil)
  }
}
