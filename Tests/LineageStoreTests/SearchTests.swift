import LineageCore
import LineageTestSupport
import Testing

@testable import LineageStore

@Suite struct SearchTests {
  /// base has three descendants, tuned has two; the rest has none.
  private func catalog(in folder: TemporaryFolder) throws -> Catalog {
    var drawing = DrawnSnapshot([
      "me/tuned-base finetune lab/base", "me/b-lora adapter me/tuned-base", "me/a-lora adapter me/tuned-base",
    ])
    drawing.alone = [
      "lab/bas", "q/100%-real", "q/100x-real", "q/under_score", "q/underXscore", "q/say\"hi\"",
      "q/it's-OR-not",
      "q/NEAR(x)", "q/star*", "큐/한국어-모델", "x/ÄRGER", "q/back\\slash", "q/a^b:c-d",
    ]
    drawing.ghosts = ["lab/base"]
    return try drawing.catalog(in: folder)
  }

  @Test(arguments: [
    ("base", ["lab/base", "me/tuned-base"]),
    ("BASE", ["lab/base", "me/tuned-base"]),
    ("lora", ["me/a-lora", "me/b-lora"]),
    ("lab/bas", ["lab/bas", "lab/base"]),
    ("me lora", ["me/a-lora", "me/b-lora"]),
    ("tuned  me", ["me/tuned-base"]),
    ("lora base", []),
    (
      "b",
      [
        "lab/base", "me/tuned-base", "lab/bas", "me/b-lora", "q/a^b:c-d", "q/back\\slash",
      ]
    ),
    ("ab", ["lab/base", "lab/bas"]),
    ("100%", ["q/100%-real"]),
    ("%", ["q/100%-real"]),
    ("r_s", ["q/under_score"]),
    ("_", ["q/under_score"]),
    ("y\"h", ["q/say\"hi\""]),
    ("\"", ["q/say\"hi\""]),
    ("it's-or", ["q/it's-OR-not"]),
    ("OR", ["me/a-lora", "me/b-lora", "q/it's-OR-not", "q/underXscore", "q/under_score"]),
    ("near(", ["q/NEAR(x)"]),
    ("star*", ["q/star*"]),
    ("sta*", []),
    ("a^b:c-d", ["q/a^b:c-d"]),
    ("k\\s", ["q/back\\slash"]),
    ("한국", ["큐/한국어-모델"]),
    ("국어-모델", ["큐/한국어-모델"]),
    ("ärg", ["x/ÄRGER"]),
    ("rger", ["x/ÄRGER"]),
    ("a AND b", []),
    ("", []),
    ("   ", []),
  ])
  func findsFragmentsLiterally(text: String, expected: [String]) throws {
    let folder = try TemporaryFolder()
    let catalog = try catalog(in: folder)
    #expect(try catalog.search(text, limit: 20).map(\.id) == expected)
    #expect(try catalog.search(text, limit: 20, in: catalog.nameIndex()).map(\.id) == expected)
  }

  @Test func saysWhatAHitIs() throws {
    let folder = try TemporaryFolder()
    let hit = try #require(try catalog(in: folder).search("lab/base", limit: 1).first)
    #expect(hit.ghost && hit.descendants == 3 && hit.downloads == nil)
  }

  @Test(arguments: [-1, 0, 1, 2, Int.max])
  func keepsToTheLimit(limit: Int) throws {
    let folder = try TemporaryFolder()
    let catalog = try catalog(in: folder)
    #expect(try catalog.search("lab/bas", limit: limit).count == max(0, min(limit, 2)))
    #expect(try catalog.search("a", limit: limit).count <= max(0, limit))
    let names = try catalog.nameIndex()
    for text in ["lab/bas", "a"] {
      #expect(try catalog.search(text, limit: limit, in: names) == catalog.search(text, limit: limit))
    }
  }

  @Test(arguments: ["llama", "model-1", "m", "1", "o/model", "model 77", "model-2999", "O/MODEL-30"])
  func findsInManyNamesWhatAScanFinds(text: String) throws {
    let folder = try TemporaryFolder()
    var drawing = DrawnSnapshot((0..<200).map { "o/model-\($0) finetune base/llama-\($0 % 7)" })
    drawing.alone = (200..<3000).map { "o/model-\($0)" }
    let catalog = try drawing.catalog(in: folder)
    try expectWhatAScanFinds(text, catalog, catalog.nameIndex(), drawing.make().resolved)
  }

  /// Names of few letters, so that pieces are common; some beyond ASCII; children before and behind their parents by
  /// name.
  @Test(arguments: 0..<6)
  func findsRandomPiecesOfRandomNames(seed: Int) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: UInt64(seed))
    let letters = Array("abcABC01-_.äÄ")
    func text(_ lengths: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: lengths, using: &generator)).map { _ in
          letters[Int.random(in: letters.indices, using: &generator)]
        })
    }
    let names = Array(Set((0..<[30, 300, 4000][seed % 3]).map { _ in text(1...3) + "/" + text(1...14) }))
      .sorted()
    // Parents before children in another order than that of the names, so that there is no cycle.
    let order = names.shuffled(using: &generator)
    var drawing = DrawnSnapshot()
    for i in order.indices.dropFirst() where Int.random(in: 0...4, using: &generator) == 0 {
      drawing.written.append("\(order[i]) finetune \(order[Int.random(in: 0..<i, using: &generator)])")
    }
    drawing.alone = names
    let catalog = try drawing.catalog(in: folder)
    let (index, inMemory) = (try drawing.make().resolved, try catalog.nameIndex())
    #expect(inMemory.count == index.models.count)
    for _ in 0..<60 {
      let name = try #require(names.randomElement(using: &generator))
      let start = name.index(name.startIndex, offsetBy: Int.random(in: 0..<name.count, using: &generator))
      var piece = String(name[start...].prefix(Int.random(in: 1...6, using: &generator)))
      if Bool.random(using: &generator) { piece = piece.uppercased() }
      if Int.random(in: 0...3, using: &generator) == 0 { piece += " " + text(1...3) }
      try expectWhatAScanFinds(piece, catalog, inMemory, index)
    }
  }

  private func expectWhatAScanFinds(
    _ text: String, _ catalog: Catalog, _ inMemory: NameIndex, _ index: LineageIndex
  ) throws {
    let words = text.split(separator: " ").map { Array(ModelID.folded(String($0)).utf8) }
    let expected = index.graph.nodes.filter { node in
      let name = Array(ModelID.folded(index.models.id(node)).utf8)
      return words.allSatisfy { name.contains($0) }
    }.sorted {
      let (a, b) = (index.counts[$0.index].descendants, index.counts[$1.index].descendants)
      return a == b ? byteOrder(index.models.id($0), index.models.id($1)) : a > b
    }.map { index.models.id($0) }
    let exact = expected.filter { ModelID.folded($0) == ModelID.folded(text) }
    let ranked = exact + expected.filter { !exact.contains($0) }
    for (limit, fewBlocks) in [(5, 400), (40, 400), (5000, 400), (1, 0), (5, 0), (40, 0), (5000, 0)] {
      let hits = try catalog.search(text, limit: limit, fewBlocks: fewBlocks)
      let isSame = hits.map(\.id) == Array(ranked.prefix(limit))
      #expect(isSame, "\(text), \(limit) of \(fewBlocks) blocks")
      let isSameInMemory = try catalog.search(text, limit: limit, in: inMemory) == hits
      #expect(isSameInMemory, "\(text), \(limit) in memory")
    }
  }
}

@Suite struct SuggestionTests {
  private func catalog(in folder: TemporaryFolder) throws -> Catalog {
    var drawing = DrawnSnapshot([
      "x/Llama-2-7b-hf finetune meta-llama/Llama-2-7b-hf", "y/tuned finetune meta-llama/Llama-2-7b-hf",
      "y/Mistral-7B-v0.1 finetune mistralai/Mistral-7B-v0.1",
    ])
    drawing.alone = ["bob/my-model", "amy/my-model", "bob/another", "z/yolo", "z/zz", "q/%_\"'*", "모델/한국어모델"]
    return try drawing.catalog(in: folder)
  }

  @Test(arguments: [
    ("meta/Llama-2-7b-hf", "meta-llama/Llama-2-7b-hf"),
    ("meta-llama/Llama-2-7b-fh", "meta-llama/Llama-2-7b-hf"),
    ("Llama-2-7b-hf", "meta-llama/Llama-2-7b-hf"),
    ("lama-2-7b-hf", "meta-llama/Llama-2-7b-hf"),
    ("mistralai/Mistral-7B-v0.11", "mistralai/Mistral-7B-v0.1"),
    ("MISTRALAI/MISTRAL-7B", "mistralai/Mistral-7B-v0.1"),
    ("bob/my-modl", "bob/my-model"),
    ("amy/my-modell", "amy/my-model"),
    ("z/yol", "z/yolo"),
    ("z/zz2", "z/zz"),
    ("모델/한국어모댈", "모델/한국어모델"),
  ])
  func namesTheModelThatWasMeantFirst(typed: String, meant: String) throws {
    let folder = try TemporaryFolder()
    #expect(try catalog(in: folder).suggestions(for: typed, limit: 3).first == meant)
  }

  @Test(arguments: ["", "/", "a/", "nothing/like-this-at-all", "\" OR 1=1 --", "_/_x", "a/\"*\""])
  func suggestsNothingFarAway(typed: String) throws {
    let folder = try TemporaryFolder()
    #expect(try catalog(in: folder).suggestions(for: typed, limit: 3) == [])
  }

  @Test(arguments: [("a/tun", "y/tuned"), ("%/%", "q/%_\"'*"), ("mistral", "mistralai/Mistral-7B-v0.1")])
  func suggestsNamesThatHoldWhatWasTypedIfNoneIsNear(typed: String, meant: String) throws {
    let folder = try TemporaryFolder()
    #expect(try catalog(in: folder).suggestions(for: typed, limit: 3).first == meant)
  }

  @Test func ordersByEditsOwnerAndDescendants() throws {
    let folder = try TemporaryFolder()
    let catalog = try catalog(in: folder)
    #expect(
      try catalog.suggestions(for: "q/Llama-2-7b-hf", limit: 5) == [
        "meta-llama/Llama-2-7b-hf", "x/Llama-2-7b-hf",
      ])
    #expect(try catalog.suggestions(for: "bob/my-modl", limit: 5) == ["bob/my-model", "amy/my-model"])
    #expect(try catalog.suggestions(for: "bob/my-modl", limit: 1) == ["bob/my-model"])
    #expect(try catalog.suggestions(for: "bob/my-modl", limit: 0).isEmpty)
  }
}
