import Foundation
import LineageCore
import Testing

/// `Graphs/aliases.csv` as it is shipped, one row a line.
private struct AliasRow {
  let alias: String
  let target: String
  let reason: String
  let source: String

  static let all: [AliasRow] = rows()

  private static func rows() -> [AliasRow] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Graphs/aliases.csv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast().map { line in
      let cells = line.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
      return cells.count == 5
        ? AliasRow(alias: cells[0], target: cells[1], reason: cells[2], source: cells[3])
        : AliasRow(alias: String(line), target: "", reason: "", source: "")
    }
  }
}

@Suite struct FamilyAliasFileTests {
  private let folded = Set(AliasRow.all.map { ModelID.folded($0.alias) })

  @Test func holdsEveryRowWithAReasonAndASourceOfTheClosedLists() {
    let reasons: Set = ["rename", "legacy-id", "mirror", "quantized-mirror", "conversion", "re-host"]
    let sources: Set = [
      "hub-redirect", "library", "model-card", "same-name", "tracked-models", "unsloth-mapper",
    ]
    #expect(AliasRow.all.count > 700)
    for row in AliasRow.all {
      #expect(reasons.contains(row.reason), "\(row)")
      #expect(sources.contains(row.source), "\(row)")
    }
  }

  @Test func leadsToAModelIDInOneStep() {
    for row in AliasRow.all {
      #expect(ModelID.isValid(row.target), "\(row)")
      #expect(!folded.contains(ModelID.folded(row.target)), "\(row)")
      #expect(ModelID.isValid(row.alias) != (row.reason == "legacy-id"), "\(row)")
    }
  }

  @Test func namesEachAliasOnceInOrderWithoutCase() {
    let order = AliasRow.all.map { ModelID.folded($0.alias) }
    #expect(folded.count == order.count)
    #expect(order == order.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func spellsEachTargetInOneWay() {
    let spellings = Dictionary(grouping: Set(AliasRow.all.map(\.target))) { ModelID.folded($0) }
    #expect(spellings.values.filter { $0.count > 1 }.isEmpty)
  }

  @Test(arguments: [
    ("gpt2", "openai-community/gpt2"), ("amazon/MistralLite", "AWS/MistralLite"),
    ("THUDM/chatglm3-6b", "zai-org/chatglm3-6b"), ("CohereForAI/aya-23-8B", "CohereLabs/aya-23-8B"),
    ("unsloth/llama-3-8b-bnb-4bit", "meta-llama/Meta-Llama-3-8B"),
    ("xlm-roberta-large-finetuned-conll03-english", "FacebookAI/xlm-roberta-large-finetuned-conll03-english"),
    ("meta-llama/Meta-Llama-3.1-8B", "meta-llama/Llama-3.1-8B"),
  ]) func knowsTheRename(alias: String, target: String) {
    #expect(AliasRow.all.contains { $0.alias == alias && $0.target == target })
  }
}
