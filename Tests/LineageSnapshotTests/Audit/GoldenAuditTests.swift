import LineageCore
import Testing

/// Published cases, by id and label: what real models declared above what.
@Suite struct GoldenAuditTests {
  private func rules(_ models: String, _ id: String) throws -> [String] {
    try AuditCase(text: "--- models\n" + models).report(id).findings.map(\.rule)
  }

  @Test func findsApacheAboveLlama31AndItsDuties() throws {
    let found = try rules(
      """
      meta-llama/Llama-3.1-8B-Instruct llama3.1
      AIDX-ktds/ktdsbaseLM-v0.13-onbased-llama3.1 apache-2.0 <- finetune:meta-llama/Llama-3.1-8B-Instruct
      """, "AIDX-ktds/ktdsbaseLM-v0.13-onbased-llama3.1")
    #expect(Set(found) == ["LIC002", "LIC010", "LIC011", "LIC012", "LIC014"])
  }

  @Test func findsAnotherAgreementAboveLlama31() throws {
    let found = try rules(
      """
      meta-llama/Llama-3.1-8B-Instruct llama3.1
      zai-org/cogvlm2-llama3-caption other name=cogvlm2 link=https://huggingface.co/THUDM/CogVLM2/LICENSE <- finetune:meta-llama/Llama-3.1-8B-Instruct
      """, "zai-org/cogvlm2-llama3-caption")
    #expect(found.contains("LIC002"))
    #expect(found.contains("LIC010"))
  }

  @Test func findsCreativeCommonsAboveQwenResearch() throws {
    let found = try rules(
      """
      Qwen/Qwen2.5-3B-Instruct other name=qwen-research
      MadeAgents/Hammer2.0-3b cc-by-4.0 <- finetune:Qwen/Qwen2.5-3B-Instruct
      """, "MadeAgents/Hammer2.0-3b")
    #expect(found.first == "LIC001")
    #expect(!found.contains("LIC002"))
  }

  @Test func findsATagAgainstItsFile() throws {
    let report = try AuditCase(
      text: """
        --- models
        tiiuae/falcon-7b-instruct apache-2.0
        --- files
        tiiuae/falcon-7b-instruct license TII Falcon LLM License Version 1.0
        """
    ).report("tiiuae/falcon-7b-instruct")
    #expect(report.findings.contains { $0.rule == "LIC017" && $0.verdict == .laundered })
    #expect(report.declared.map(\.id) == ["apache-2.0"])
    #expect(report.detected?.id == "tii-falcon-llm-1.0")
    #expect(report.concluded == "LicenseRef-lineage-tii-falcon-llm-1.0")
  }

  @Test func findsApacheAboveGemma() throws {
    let found = try rules(
      "google/gemma-3-27b-pt gemma\nQCRI/Fanar-2-27B-Instruct apache-2.0 <- finetune:google/gemma-3-27b-pt",
      "QCRI/Fanar-2-27B-Instruct")
    #expect(found.first == "LIC002")
  }

  @Test func findsTheWrongVersionOfLlama() throws {
    let models = """
      meta-llama/Meta-Llama-3.1-70B llama3.1
      NousResearch/Hermes-4-70B llama3 <- finetune:meta-llama/Meta-Llama-3.1-70B
      """
    let report = try AuditCase(text: "--- models\n" + models).report("NousResearch/Hermes-4-70B")
    #expect(report.findings.filter { $0.verdict == .laundered }.map(\.rule) == ["LIC009"])
    #expect(report.concluded == "LicenseRef-scancode-llama-3.1-license-2024")
  }

  @Test func notesExtraTermsAboveLlama33() throws {
    let found = try rules(
      """
      meta-llama/Llama-3.3-70B-Instruct llama3.3
      EVA-UNIT-01/EVA-LLaMA-3.33-70B-v0.1 other name=eva-llama3.3 <- finetune:meta-llama/Llama-3.3-70B-Instruct
      """, "EVA-UNIT-01/EVA-LLaMA-3.33-70B-v0.1")
    #expect(found.contains("LIC022"))
    #expect(!found.contains("LIC002"))
  }

  @Test func notesAStaleLabelOfPhi2() throws {
    let report = try AuditCase(
      text: """
        --- models
        microsoft/phi-2 mit
        TheBloke/phi-2-GGUF other name=microsoft-research-license <- quantized:microsoft/phi-2
        """
    ).report("TheBloke/phi-2-GGUF")
    #expect(report.findings.map(\.rule) == ["LIC018"])
  }

  @Test(arguments: [
    ("mit", "apache-2.0"), ("apache-2.0", "mit"), ("apache-2.0", "bsd-3-clause"), ("mit", "cc0-1.0"),
    ("mit", "cc-by-4.0"), ("mit", "artistic-2.0"), ("apache-2.0", "openmdw-1.0"),
  ])
  func leavesLegalRelicensingAlone(child: String, parent: String) throws {
    let report = try AuditCase(
      text: "--- models\nmaple/base \(parent)\noak/tuned \(child) <- finetune:maple/base"
    )
    .report("oak/tuned")
    #expect(report.verdict == nil)
    #expect(report.findings.isEmpty, "\(report.findings.map(\.message))")
  }

  @Test func showsWhereALicenseWasDropped() throws {
    let report = try AuditCase(
      text: """
        --- models
        meta-llama/Llama-3.1-8B llama3.1
        oak/Llama-one llama3.1 <- finetune:meta-llama/Llama-3.1-8B
        oak/two apache-2.0 <- merge:oak/Llama-one merge:oak/Llama-other
        oak/Llama-other llama3.1 <- finetune:meta-llama/Llama-3.1-8B
        oak/three mit <- quantized:oak/two
        """
    ).report("oak/three")
    let finding = try #require(report.findings.first { $0.rule == "LIC002" })
    #expect(
      finding.path.map(\.id) == ["oak/three", "oak/two", "oak/Llama-one", "meta-llama/Llama-3.1-8B"])
    #expect(finding.pathCount == 2)
    #expect(finding.hop == 1)
    #expect(finding.terms.contains(.includeLicense))
    #expect(finding.fix.contains("llama3.1"))
  }

  /// Labels of a child and of its parent, and what is found at which level; no other error.
  @Test(arguments: [
    ("mit", "finetune", "llama2", "LIC002 error"), ("llama3", "finetune", "llama3.1", "LIC009 warning"),
    ("apache-2.0", "adapter", "llama3.1", "LIC002 error"),
    ("apache-2.0", "adapter", "gpl-3.0", "LIC004 warning"),
    ("cc-by-sa-4.0", "finetune", "gpl-3.0", "LIC004 error"), ("gpl-3.0", "finetune", "cc-by-sa-4.0", ""),
    ("cc-by-nc-4.0", "finetune", "gpl-3.0", "LIC019 error"),
    ("cc-by-nc-sa-4.0", "finetune", "cc-by-sa-4.0", "LIC019 error"),
    ("cc-by-nc-4.0", "finetune", "cc-by-nc-sa-4.0", "LIC004 error"),
    ("cc-by-nc-sa-4.0", "merge", "cc-by-nc-4.0 cc-by-nc-sa-4.0", ""),
    ("gpl-3.0", "merge", "gpl-3.0 cc-by-nc-4.0", "LIC006 error"),
    ("gpl-3.0", "merge", "gpl-3.0 osl-3.0", "LIC006 error"),
    ("llama3.1", "merge", "llama3.1 llama3", "LIC009 warning"),
    ("mit", "merge", "mit apache-2.0 cc-by-4.0", ""),
    ("cc-by-nd-4.0", "quantized", "cc-by-nd-4.0", "LIC005 warning"),
    ("openrail++", "finetune", "creativeml-openrail-m", ""),
    ("mit", "finetune", "bigscience-openrail-m", "LIC003 error"),
    ("mit", "finetune", "mpl-2.0", "LIC004 warning"), ("mit", "finetune", "apple-amlr", "LIC001 error"),
    ("-", "finetune", "llama3.1", "LIC007 warning"), ("-", "finetune", "apache-2.0", "LIC007 note"),
    ("mit", "finetune", "bsl-1.0", ""), ("mit", "finetune", "cc", "LIC008 warning"),
  ])
  func judgesMoreOfTheSameKind(child: String, relation: String, parents: String, expected: String) throws {
    let labels = parents.split(separator: " ")
    let above = labels.enumerated().map { "maple/base-\($0.offset) \($0.element)" }
    let edges = labels.indices.map { "\(relation):maple/base-\($0)" }
    let model = "oak/Llama-3-tuned \(child) <- " + edges.joined(separator: " ")
    let report = try AuditCase(text: (["--- models"] + above + [model]).joined(separator: "\n"))
      .report("oak/Llama-3-tuned")
    let found = report.findings.map { "\($0.rule) \($0.level.rawValue)" }
    // What cannot be merged is dropped from the label as well: another rule's error.
    let errors = found.filter { $0.hasSuffix("error") && $0 != expected && !expected.hasPrefix("LIC006") }
    #expect(errors.isEmpty && (expected.isEmpty || found.contains(expected)), "\(found)")
    if expected.isEmpty { #expect(report.verdict == nil, "\(found)") }
  }

  @Test func takesExaoneForNonCommercialWhereItsOwnerDeclaresIt() throws {
    let found = try rules(
      """
      LGAI-EXAONE/EXAONE-3.5-2.4B-Instruct other name=exaone date=2024-12-01
      oak/tuned mit <- finetune:LGAI-EXAONE/EXAONE-3.5-2.4B-Instruct
      """, "oak/tuned")
    #expect(found.first == "LIC001")
    #expect(found.contains("LIC010"))
  }
}
