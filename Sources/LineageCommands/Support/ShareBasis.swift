import LineageCore
import LineageStore

/// What shares of a catalog are counted with, and where it comes from.
struct ShareBasis {
  let catalog: Catalog
  let knowledge: ShareKnowledge
  let noise: KnowledgeDocument
  let tracked: KnowledgeDocument?
  private let isNoiseStored: Bool
  private let isTrackedStored: Bool

  /// - Parameters:
  ///   - noiseFile: Rules to use instead of the catalog's.
  ///   - trackedFile: A list to use instead of the catalog's.
  init(_ catalog: Catalog, noiseFile: String?, trackedFile: String?) throws {
    self.catalog = catalog
    let storedNoise = noiseFile == nil ? try catalog.knowledge(.noise) : nil
    let storedTracked = trackedFile == nil ? try catalog.knowledge(.tracked) : nil
    noise = try storedNoise ?? Knowledge.document(.noise, noiseFile)
    tracked = try storedTracked ?? trackedFile.map { try Knowledge.document(.tracked, $0) }
    (isNoiseStored, isTrackedStored) = (storedNoise != nil, storedTracked != nil)
    knowledge = ShareKnowledge(
      noise: try Knowledge.noise(noise), tracked: try tracked.map(Knowledge.tracked),
      reported: try Knowledge.reported(catalog.knowledge(.reported) ?? Knowledge.document(.reported, nil)))
  }

  /// Some graphs of the catalog, ready for definitions.
  func calculator(_ indexes: [Identity: LineageIndex], noise: Bool, tracked: Bool) throws -> ShareCalculator {
    var marks = ShareMarks()
    if noise, isNoiseStored { marks.noise = try catalog.noiseMarks() }
    if tracked, isTrackedStored { marks.tracked = try catalog.trackedNodes() }
    return ShareCalculator(indexes, knowledge: knowledge, marks: marks)
  }

  /// What a definition was counted with, for a reader; empty if it needs nothing.
  func notes(_ definition: ShareDefinition) -> [String] {
    var notes: [String] = []
    if definition.noise != .all {
      notes.append(
        "Noise rules: \(counted(knowledge.noise.rules.count, "rule")), \(place(noise, isNoiseStored)).")
    }
    if definition.population == .tracked, let tracked {
      let count = counted(knowledge.tracked?.ids.count ?? 0, "id")
      notes.append("Tracked list: \(count), \(place(tracked, isTrackedStored)).")
    }
    return notes
  }

  /// The same as a document.
  var document: JSONDocument {
    func source(_ document: KnowledgeDocument, _ isStored: Bool, _ count: Int) -> JSONDocument {
      .object([
        "file": .optional(document.origin.isEmpty ? nil : document.origin), "stored": .bool(isStored),
        "version": .string(Self.version(document)), "count": .integer(count),
      ])
    }
    return .object([
      "noise": source(noise, isNoiseStored, knowledge.noise.rules.count),
      "tracked": tracked.map { source($0, isTrackedStored, knowledge.tracked?.ids.count ?? 0) } ?? .null,
    ])
  }

  private func place(_ document: KnowledgeDocument, _ isStored: Bool) -> String {
    (document.origin.isEmpty ? "as shipped" : printable(document.origin))
      + (isStored ? ", as the database was built" : "") + ", version \(Self.version(document))"
  }

  /// Twelve hex digits that change with the text.
  private static func version(_ document: KnowledgeDocument) -> String {
    String(Digest.sha256(Array(document.text.utf8)).prefix(12))
  }
}
