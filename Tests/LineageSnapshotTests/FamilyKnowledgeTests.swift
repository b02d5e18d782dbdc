import Foundation
import LineageCore
import LineageSnapshot
import Testing

private let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private func shipped() throws -> FamilyTable {
  try FamilyFile.parse(
    String(contentsOf: repository.appending(path: "Graphs/families.yaml"), encoding: .utf8))
}

/// `Graphs/families.yaml` as it is shipped.
@Suite struct FamilyKnowledgeTests {
  @Test func namesAtLeast130FamiliesInEnglishAndKorean() throws {
    let families = try shipped().families
    #expect(families.count >= 130)
    for family in families {
      let isHangul = family.korean.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
      #expect(isHangul || family.korean == family.english, "\(family.id): \(family.korean)")
      #expect(family.source?.hasPrefix("https://") == true, "\(family.id)")
    }
    #expect(families.count { $0.korean != $0.english } > 200)
  }

  @Test func winsWithEveryRule() throws {
    let table = try shipped()
    for (rules, code) in rulesWithCodes(table) {
      // A character that no rule contains can only be taken by a star, so a stronger rule that fits the text made
      // with it fits everything the rule fits.
      for glob in rules.ids {
        #expect(table.code(forID: glob.replacing("*", with: "~")) == code, "match \(glob)")
      }
      for glob in rules.names {
        #expect(table.code(forName: glob.replacing("*", with: "~")) == code, "names \(glob)")
      }
      for id in rules.exact { #expect(table.code(forID: id) == code, "exact \(id)") }
    }
  }

  @Test func givesEverySubfamilyAMember() throws {
    for family in try shipped().families {
      for subfamily in family.subfamilies { #expect(!subfamily.rules.ids.isEmpty, "\(subfamily.id)") }
    }
  }

  @Test(arguments: [
    ("Qwen/Qwen2.5-7B-Instruct", "qwen2.5"), ("Qwen/Qwen2.5-VL-7B-Instruct", "qwen2.5-vl"),
    ("deepseek-ai/DeepSeek-R1-Distill-Llama-8B", "deepseek-r1-distill"),
    ("meta-llama/Llama-3.1-8B", "llama3.1"),
    ("google/gemma-3-1b-it", "gemma3-text"), ("google/gemma-3-27b-it", "gemma3"),
    ("mistralai/Mixtral-8x7B-v0.1", "mixtral"), ("openai/gpt-oss-20b", "gpt-oss"),
    ("openai-community/gpt2-xl", "gpt2"), ("distilbert/distilgpt2", "gpt2"),
    ("zai-org/CogVideoX-5b", "cogvideo"),
    ("kakaobrain/kogpt", "kogpt"), ("kakaocorp/kanana-nano-2.1b-base", "kanana"),
    ("naver-hyperclovax/HyperCLOVAX-SEED-Text-Instruct-1.5B", "hyperclovax"),
    ("LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct", "exaone-3.5"), ("upstage/SOLAR-10.7B-v1.0", "solar"),
    ("stabilityai/stable-diffusion-xl-base-1.0", "sdxl"), ("black-forest-labs/FLUX.1-dev", "flux1"),
    ("Wan-AI/Wan2.1-T2V-14B", "wan2.1"), ("state-spaces/mamba-2.8b", "mamba"),
    ("ai21labs/AI21-Jamba-Mini-1.6", "jamba"), ("Helsinki-NLP/opus-mt-en-de", "opus-mt"),
  ]) func recognises(id: String, subfamily: String) throws {
    let table = try shipped()
    #expect(table.code(forID: id).map { table[$0].subfamily } == subfamily)
  }

  private func rulesWithCodes(_ table: FamilyTable) -> [(FamilyRules, FamilyCode)] {
    let rules = table.families.flatMap { [$0.rules] + $0.subfamilies.map(\.rules) }
    return rules.enumerated().map { ($0.element, FamilyCode(rawValue: UInt16($0.offset))) }
  }
}

/// Every id of the weekly study files, against the definition applied word by word.
@Suite struct FamilyRealDataTests {
  private static let folder =
    ProcessInfo.processInfo.environment["LINEAGE_REAL_DATA"].map { URL(filePath: $0) }
    ?? repository.appending(path: "../shared/data").standardizedFileURL
  private static var files: [URL] {
    let weekly = folder.appending(path: "msc_weekly")
    return ((try? FileManager.default.contentsOfDirectory(at: weekly, includingPropertiesForKeys: nil)) ?? [])
      .filter { $0.lastPathComponent.hasPrefix("added_") }.sorted { $0.path < $1.path }
  }
  private static var familyFiles: [URL] {
    [
      repository.appending(path: "Graphs/families.yaml"),
      folder.deletingLastPathComponent().appending(path: "oracle/families.yaml"),
    ].filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  @Test(
    .enabled(if: !files.isEmpty, "the weekly study files are not on this machine"), arguments: familyFiles)
  func agreesWithTheDefinitionOnRealParents(file: URL) throws {
    let table = try FamilyFile.parse(String(contentsOf: file, encoding: .utf8))
    let definition = Definition(table)
    var ids: Set<String> = []
    for file in Self.files {
      for row in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let parents = row.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        ids.formUnion(parents.split { ", \"\r".contains($0) }.filter { $0.contains("/") }.map(String.init))
      }
    }
    #expect(ids.count > 19_000)
    // A sample: the definition is slow, and all of them would take minutes in a debug build.
    for (position, id) in ids.sorted().enumerated() where position % 29 == 0 {
      #expect(table.code(forID: id) == definition.code(forID: id), "\(id)")
      #expect(table.code(forName: id) == definition.code(forName: id), "\(id)")
    }
  }
}

/// Section 2 of the shares definition without any shortcut: all globs, strongest first, each tried on each text.
private struct Definition {
  private var exact: [String: FamilyCode] = [:]
  private var ids: [(pieces: [[UInt8]], literals: Int, code: FamilyCode)] = []
  private var names: [(pieces: [[UInt8]], literals: Int, code: FamilyCode)] = []

  init(_ table: FamilyTable) {
    var code: UInt16 = 0
    for family in table.families {
      let own = FamilyCode(rawValue: code)
      for (index, subfamily) in family.subfamilies.enumerated() {
        add(subfamily.rules, FamilyCode(rawValue: code + UInt16(index) + 1))
      }
      add(family.rules, own)
      code += UInt16(1 + family.subfamilies.count)
    }
    ids = ids.enumerated().sorted(by: stronger).map(\.element)
    names = names.enumerated().sorted(by: stronger).map(\.element)
  }

  func code(forID id: String) -> FamilyCode? {
    exact[id.lowercased()] ?? ids.first { fits($0.pieces, Array(id.lowercased().utf8)) }?.code
  }

  func code(forName id: String) -> FamilyCode? {
    let name = Array(ModelID.name(id).lowercased().utf8)
    return names.first { fits($0.pieces, name) }?.code
  }

  private mutating func add(_ rules: FamilyRules, _ code: FamilyCode) {
    for id in rules.exact { exact[id.lowercased()] = code }
    func compiled(_ glob: String) -> (pieces: [[UInt8]], literals: Int, code: FamilyCode) {
      let pieces = glob.lowercased().split(separator: "*", omittingEmptySubsequences: false)
      return (pieces.map { Array($0.utf8) }, glob.count { $0 != "*" }, code)
    }
    ids += rules.ids.map(compiled)
    names += rules.names.map(compiled)
  }

  private func stronger(
    _ a: (offset: Int, element: (pieces: [[UInt8]], literals: Int, code: FamilyCode)),
    _ b: (offset: Int, element: (pieces: [[UInt8]], literals: Int, code: FamilyCode))
  ) -> Bool {
    a.element.literals != b.element.literals ? a.element.literals > b.element.literals : a.offset < b.offset
  }

  /// First piece at the start, last piece at the end, the others one after the other as early as they occur.
  private func fits(_ pieces: [[UInt8]], _ text: [UInt8]) -> Bool {
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else {
      return pieces.first == text
    }
    guard text.count >= first.count + last.count, text.starts(with: first),
      text.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = text[first.count..<(text.count - last.count)]
    for piece in pieces[1..<(pieces.count - 1)] where !piece.isEmpty {
      while !rest.starts(with: piece) {
        if rest.isEmpty { return false }
        rest = rest.dropFirst()
      }
      rest = rest.dropFirst(piece.count)
    }
    return true
  }
}
