import LineageCore
import LineageGraph
import LineageStore
import LineageTestSupport

/// A snapshot made from a few lines of text.
struct DrawnSnapshot {
  var written: [String] = []
  /// The same as ``written`` unless set.
  var resolved: [String]?
  /// Present models that no edge names.
  var alone: [String] = []
  var ghosts: Set<String> = []
  var attributes: [String: (inout ModelAttributes, inout TextTable) -> Void] = [:]
  var families = FamilyTable()
  var findings: [Finding] = []
  var aliases: [Alias] = []
  var sources: [Source] = []

  /// Lines such as `child finetune parent` or `child merge/alleged parent`.
  init(_ written: [String] = []) { self.written = written }

  func make() throws -> IndexedSnapshot {
    let (asWritten, asResolved) = (written.map(Line.init), (resolved ?? written).map(Line.init))
    var names = TextTable()
    for line in asWritten + asResolved {
      _ = names.intern(line.child)
      _ = names.intern(line.parent)
    }
    for name in alone { _ = names.intern(name) }
    var labels = TextTable()
    let columns = names.ids.map { id in
      var known = ModelAttributes(present: !ghosts.contains(names[id]))
      attributes[names[id]]?(&known, &labels)
      return known
    }
    let models = ModelColumns(names: names, labels: labels, attributes: columns, families: families)
    func index(_ identity: Identity, _ lines: [Line]) -> LineageIndex {
      let edges = lines.compactMap { line in
        names.find(line.child).flatMap { child in
          names.find(line.parent).map {
            Edge(
              child: NodeID(rawValue: child.rawValue), parent: NodeID(rawValue: $0.rawValue),
              kind: line.label.kind)
          }
        }
      }
      return LineageIndex(
        identity: identity, models: models, graph: CSRGraph(nodeCount: names.count, edges: edges),
        snapshot: Day("2025-04-09"))
    }
    var facts = Facts()
    facts.models = names.count
    var resolvedFacts = facts
    resolvedFacts.edgesByRelation = ["merge": 2, "adapter": 1, "finetune": 7]
    return IndexedSnapshot(
      written: index(.written, asWritten), resolved: index(.resolved, asResolved), writtenFacts: facts,
      resolvedFacts: resolvedFacts, sources: sources, findings: findings, aliases: aliases)
  }

  /// Writes it to a new catalog and opens that.
  func catalog(in folder: TemporaryFolder, named name: String = "lineage.db") throws -> Catalog {
    try Catalog.write(make(), to: folder.file(name), toolVersion: "1.2.3", knowledgeVersion: "2025-05-01")
    return try Catalog(path: folder.file(name))
  }

  private struct Line {
    let child: String
    let parent: String
    let label: EdgeLabel

    init(_ text: String) {
      let words = text.split(separator: " ").map(String.init)
      let kind = words[1].split(separator: "/")
      (child, parent) = (words[0], words[2])
      label = EdgeLabel(
        Relation(spelling: kind[0]), kind.count > 1 ? Evidence(word: kind[1]) ?? .declared : .declared)
    }
  }
}

/// Every fact of an index as text, so that two can be compared.
func described(_ index: LineageIndex) -> String {
  var lines = ["\(index.identity) \(String(describing: index.snapshot)) \(index.models.families.labels)"]
  for node in index.graph.nodes {
    let known = index.models[node]
    let labels = [known.license, known.licenseName, known.licenseLink, known.task, known.library]
    lines.append(
      """
      \(index.models.id(node)) \(index.counts[node.index]) \(known) \(labels.map { index.models.label($0) ?? "-" }) \
      \(Array(index.graph.parents(of: node))) \(Array(index.graph.parentKinds(of: node))) \
      \(Array(index.graph.children(of: node))) \(Array(index.graph.childKinds(of: node)))
      """)
  }
  return lines.joined(separator: "\n")
}

/// A snapshot that uses every column.
func richSnapshot() -> DrawnSnapshot {
  var drawing = DrawnSnapshot([
    "lab/tuned finetune copies/base", "lab/tuned merge/detected lab/other", "lab/lora adapter lab/tuned",
    "lab/other quantized/alleged gone/ghost",
  ])
  drawing.resolved = [
    "lab/tuned merge/detected lab/other", "lab/tuned finetune meta/base", "lab/lora adapter lab/tuned",
    "lab/other quantized/alleged gone/ghost",
  ]
  drawing.alone = ["solo/model", "solo/Größe", "it's/\"quoted\"%_"]
  drawing.ghosts = ["gone/ghost", "copies/base"]
  drawing.families = FamilyTable([
    Family(
      id: "llama", english: "Llama", korean: "라마", developer: "meta", region: .us, kind: .language,
      since: "2023-02", source: "https://huggingface.co/meta-llama",
      rules: FamilyRules(ids: ["meta-llama/*"]),
      subfamilies: [
        Subfamily(
          id: "llama3", kind: .visionLanguage, rules: FamilyRules(exact: ["lab/tuned"], names: ["*llama-3*"]))
      ])
  ])
  drawing.attributes = [
    "lab/tuned": { known, labels in
      known.created = Day("2024-02-29")
      known.deleted = Day("2025-01-01")
      known.license = labels.intern("apache-2.0")
      known.licenseName = labels.intern("")
      known.licenseLink = labels.intern("https://example.org/LICENSE")
      known.task = labels.intern("text-generation")
      known.library = labels.intern("transformers")
      (known.downloads, known.likes, known.gated) = (.max, 0, false)
      known.downloadsAll = .max
      known.family = FamilyCode(rawValue: 1)
    },
    "lab/lora": { known, labels in
      known.predatesClock = true
      known.license = labels.intern("mit")
      (known.downloads, known.likes, known.gated) = (0, -1, true)
      known.family = FamilyCode(rawValue: 0)
    },
  ]
  var source = Source(
    name: "dumps/모델.jsonl", format: .hubRecords, bytes: 12_345, sha256: String(repeating: "a", count: 64),
    date: Day("2025-04-09"))
  (source.records, source.rejected, source.repaired) = (9, 2, 1)
  drawing.sources = [source, Source(name: "-", format: .edgeTable)]
  drawing.findings = [
    Finding(.malformedRecord, subject: "line 3", detail: "not JSON", at: SourceLocation(source: 0, line: 3)),
    Finding(
      .caseFixed, subject: "lab/tuned", detail: "Copies/Base", fix: "base_model: copies/base",
      at: SourceLocation(source: 1, line: 0)),
    Finding(.caseFixed, subject: "lab/lora", detail: "LAB/tuned"),
    Finding(rule: "from-the-future", level: .note, subject: "x", detail: "y", fix: nil, location: nil),
  ]
  drawing.aliases = [
    Alias(
      alias: "copies/base", target: "meta/base", reason: "mirror", source: "https://example.org", note: ""),
    Alias(alias: "Old/Tuned", target: "LAB/TUNED", reason: "renamed", source: "card", note: "since 2024"),
    Alias(alias: "old/nowhere", target: "no/where", reason: "renamed", source: "card", note: ""),
  ]
  return drawing
}

/// Models with any attributes and edges, some of them in one graph only.
func randomSnapshot(seed: UInt64, models: Int) -> DrawnSnapshot {
  var generator = SeededGenerator(seed: seed)
  func some<Value>(_ values: [Value]) -> Value? { values.randomElement(using: &generator) }
  let names = (0..<models).map { number in
    let letters = (0..<Int.random(in: 0...40, using: &generator)).map { _ in some(Array("abXY09-_.ß한")) ?? "a"
    }
    return "o\(number % 7)/\(number)" + String(letters)
  }.shuffled(using: &generator)
  var drawing = DrawnSnapshot()
  drawing.families = FamilyTable(
    (0..<5).map { number in
      Family(
        id: "f\(number)", english: "F", developer: "d", region: .us, kind: .language, rules: FamilyRules())
    })
  for child in names.indices {
    for parent in Set((0..<3).map { _ in Int.random(in: 0...3 * models, using: &generator) }).sorted()
    where parent < child {
      let relation = some(Relation.allCases) ?? .merge
      drawing.written.append("\(names[child]) \(relation.word) \(names[parent])")
    }
  }
  drawing.resolved = drawing.written.filter { _ in some([true, true, false]) == true }.shuffled(
    using: &generator)
  drawing.alone = names
  drawing.ghosts = Set(names.filter { _ in some([true, false, false]) == true })
  for name in names {
    let numbers = (0..<12).map { _ in Int.random(in: 0...4, using: &generator) }
    let large = Int64.random(in: -70_000...5_000_000_000, using: &generator)
    drawing.attributes[name] = { known, labels in
      if numbers[0] > 1 { known.created = Day(daysSince1970: Int32(numbers[0] * 7000 - 9000)) }
      known.predatesClock = numbers[0] == 0
      if numbers[1] == 0 { known.deleted = Day(daysSince1970: Int32(numbers[2] * 5000)) }
      known.hasCard = numbers[3] > 2
      if numbers[4] > 0 { known.license = labels.intern("license \(numbers[4])") }
      if numbers[5] == 1 { known.licenseName = labels.intern("name \(numbers[6])") }
      if numbers[5] == 2 { known.licenseLink = labels.intern("link \(numbers[6])") }
      if numbers[6] > 1 { known.task = labels.intern("task \(numbers[6])") }
      if numbers[7] > 1 { known.library = labels.intern("library \(numbers[7])") }
      if numbers[8] > 1 { known.downloads = large }
      if numbers[9] > 1 { known.likes = Int64(numbers[9]) - 2 }
      if numbers[10] > 1 { known.gated = numbers[10] > 3 }
      if numbers[11] > 1 { known.family = FamilyCode(rawValue: UInt16(numbers[11])) }
    }
  }
  return drawing
}
