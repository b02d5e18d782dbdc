import LineageCore
import Testing

@testable import LineageSite

/// The lineages whose pictures are kept in `Graphs/expected`.
enum PictureFixture: String, CaseIterable {
  case leaf, chain, merge, diamond, cycle, ghost, hub, evidence, relations, hostile, clique

  static let hostileID = "ev\"il<script>/\\N & 'quotes' \u{202E}txt\u{FFFE}\u{07}]]>--\u{0301}"
  /// 138 bytes, as long as the longest on the Hub.
  static let longID =
    "a-very-long-organisation-name-that-goes-on/" + String(repeating: "Long-Name-7B-v0.1-", count: 4)
    + "with-a-tail-Q4_K_M-GGUF"

  /// The picture's model and its surroundings.
  func neighbourhood() throws -> Neighbourhood {
    var snapshot = Fixture()
    let subject = add(to: &snapshot)
    return try snapshot.index().around(subject)
  }

  /// Adds the lineage to a snapshot. Returns the id of the model that the picture is about.
  func add(to snapshot: inout Fixture) -> String {
    let subject: String
    switch self {
    case .leaf:
      snapshot.model("Qwen/Qwen2.5-7B", license: "apache-2.0")
      snapshot.edge("someone/Qwen2.5-7B-LoRA", .adapter, "Qwen/Qwen2.5-7B")
      subject = "someone/Qwen2.5-7B-LoRA"
    case .chain:
      let names = (1...9).map { "owner-\($0)/Chain-Model-\($0)B" }
      for (child, parent) in zip(names.dropFirst(), names) { snapshot.edge(child, .finetune, parent) }
      subject = "owner-9/Chain-Model-9B"
    case .merge:
      snapshot.model("mixer/Super-Merge-8B", license: "llama3")
      for i in 1...19 { snapshot.edge("mixer/Super-Merge-8B", .merge, "part-\(i)/Llama-3-8B-Part-\(i)") }
      for i in 20...22 {
        snapshot.edge("mixer/Super-Merge-8B", .merge, "part-\(i)/Llama-3-8B-Part-\(i)")
        snapshot.edge("part-\(i)/Llama-3-8B-Part-\(i)", .finetune, "meta-llama/Meta-Llama-3-8B")
      }
      snapshot.edge("quants/Super-Merge-8B-GGUF", .quantized, "mixer/Super-Merge-8B")
      subject = "mixer/Super-Merge-8B"
    case .diamond:
      // root <- left, right <- subject
      snapshot.model("maker/Root-7B", license: "mit")
      snapshot.edge("maker/Left-7B", .finetune, "maker/Root-7B")
      snapshot.edge("maker/Right-7B", .finetune, "maker/Root-7B")
      snapshot.edge("maker/Both-7B", .merge, "maker/Left-7B")
      snapshot.edge("maker/Both-7B", .merge, "maker/Right-7B")
      subject = "maker/Both-7B"
    case .cycle:
      // a -> b -> c -> a, and c -> base
      snapshot.edge("ring/A", .merge, "ring/B")
      snapshot.edge("ring/B", .merge, "ring/C")
      snapshot.edge("ring/C", .merge, "ring/A")
      snapshot.edge("ring/C", .merge, "maker/Base")
      snapshot.edge("ring/A-GGUF", .quantized, "ring/A")
      subject = "ring/A"
    case .ghost:
      snapshot.model("gone/Never-There-13B", present: false)
      snapshot.model("gone/Deleted-13B", deleted: "2025-05-21")
      snapshot.edge("heir/Heir-13B", .merge, "gone/Never-There-13B")
      snapshot.edge("heir/Heir-13B", .merge, "gone/Deleted-13B")
      subject = "heir/Heir-13B"
    case .hub:
      snapshot.model("maker/Hub-7B", license: "apache-2.0")
      snapshot.edge("maker/Hub-7B", .finetune, "maker/Hub-7B-Base")
      for (i, relation) in (1...40).map({ ($0, Relation.readingOrder[$0 % 5]) }) {
        snapshot.edge("user-\(i % 7)/Hub-7B-child-number-\(i)", relation, "maker/Hub-7B")
        for j in 0..<(i % 4) {
          snapshot.edge("user/grandchild-\(i)-\(j)", .quantized, "user-\(i % 7)/Hub-7B-child-number-\(i)")
        }
      }
      subject = "maker/Hub-7B"
    case .evidence:
      for (i, evidence) in Evidence.allCases.enumerated() {
        snapshot.edge("lab/Model-\(i)", .finetune, "base/Base-\(i)", evidence)
        snapshot.edge("lab/Sum", .merge, "lab/Model-\(i)", evidence)
      }
      subject = "lab/Sum"
    case .relations:
      for (i, relation) in Relation.allCases.enumerated() {
        snapshot.edge("kinds/Model-\(i)", relation, "kinds/Base-\(i)")
        snapshot.edge("kinds/Sum", .merge, "kinds/Model-\(i)")
        snapshot.edge("kinds/Child-\(i)", relation, "kinds/Sum")
      }
      subject = "kinds/Sum"
    case .hostile:
      snapshot.model(Self.hostileID, license: "</style><b>&amp;\"")
      snapshot.edge(Self.hostileID, .merge, "javascript:alert(1)")
      snapshot.edge(Self.hostileID, .merge, Self.longID)
      snapshot.edge("../../etc/passwd", .finetune, Self.hostileID)
      snapshot.edge("back\\slash/ends-with\\", .finetune, Self.hostileID)
      snapshot.edge("한국어/모델-이름", .adapter, Self.hostileID)
      subject = Self.hostileID
    case .clique:
      let names = (0..<40).map { "dense/Model-\($0 < 10 ? "0" : "")\($0)" }
      for (i, child) in names.enumerated() {
        for parent in names[..<i] { snapshot.edge(child, .merge, parent) }
      }
      subject = "dense/Model-39"
    }
    return subject
  }

  /// The picture, with a link for every id that has a name.
  func picture() throws -> LineagePicture {
    try LineagePicture(of: neighbourhood(), style: Repository.style()) { id in
      "../../" + SiteAddress(plain: id).folder.dropFirst(2) + "index.html"
    }
  }
}
