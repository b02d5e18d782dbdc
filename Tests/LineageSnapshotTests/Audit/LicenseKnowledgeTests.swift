import Foundation
import LineageCore
import LineageSnapshot
import Testing

/// `Graphs/licenses.yaml` as it is shipped.
@Suite struct LicenseKnowledgeTests {
  private func contents() throws -> LicenseFile.Contents { try AuditCase.shipped.get() }

  /// The ids of the Hub's list, as its documentation has them.
  private static let hubIDs = """
    apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m
    afl-3.0 artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5
    cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0
    cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0
    cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl
    gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc h-research intel-research lppl-1.3c ms-pl apple-ascl apple-amlr
    mpl-2.0 odc-by odbl openmdw-1.0 openmdw-1.1 openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl
    lgpl-lr deepfloyd-if-license fair-noncommercial-research-license llama2 llama3 llama3.1 llama3.2 llama3.3 llama4
    grok2-community gemma unknown other
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  @Test func knowsEveryIDOfTheHubAndMarksNoOtherAsOne() throws {
    let marked = try contents().licenses.filter(\.isHubID).map(\.id)
    #expect(Set(marked) == Set(Self.hubIDs))
    #expect(Self.hubIDs.count == 83)
  }

  @Test func givesASourceForEveryLicenseAndADayOfReview() throws {
    let contents = try contents()
    #expect(contents.reviewed != nil)
    for license in contents.licenses { #expect(license.source.hasPrefix("https://"), "\(license.id)") }
  }

  @Test func namesOnlyLicensesItKnowsAsCompatible() throws {
    let licenses = try contents().licenses
    let ids = Set(licenses.map(\.id))
    for license in licenses {
      for other in license.compatible + license.compatibleIfLater {
        #expect(ids.contains(other), "\(license.id): \(other)")
        #expect(other != license.id)
      }
    }
  }

  @Test func saysUnknownWhereATextWasNotRead() throws {
    // A vendor's agreement that nobody read cannot be known to leave outputs free.
    for license in try contents().licenses where license.isAgreement && !license.wasRead && !license.isHubID {
      #expect(license.outputs != .free, "\(license.id)")
    }
  }

  @Test func isBoostWhereTheHubSaysBSL() throws {
    let table = try contents().table
    let code = try #require(table.find("bsl-1.0"))
    #expect(table[code].name.hasPrefix("Boost"))
    #expect(table[code].spdx == "BSL-1.0")
    #expect(table.find("LicenseRef-scancode-bsl-1.0") == nil)
  }

  @Test func keepsEveryVendorAgreementApartFromOthersWithItsName() throws {
    let table = try contents().table
    #expect(table.find("modified-mit") == nil)
    for (owner, id) in [
      ("moonshotai", "modified-mit-moonshot"), ("MiniMaxAI", "modified-mit-minimax"),
      ("mistralai", "modified-mit-mistral"),
    ] {
      let found = table.resolve(LicenseDeclaration(label: "other", name: "modified-mit", owner: owner))
      #expect(found.codes.map { table[$0].id } == [id])
    }
    let open = table.resolve(LicenseDeclaration(label: "other", name: "modified-mit", owner: "oak"))
    #expect(open.codes.map { table[$0].id } == ["other"])
    #expect(open.candidates.map { table[$0].id }.count == 3)
  }

  @Test(
    arguments: [
      ("Apache-2.0", nil, nil, "apache-2.0"), ("APACHE 2.0", nil, nil, "apache-2.0"),
      ("llama-3", nil, nil, "llama3"), ("other", "llama-3", nil, "llama3"),
      ("gpl-3.0-only", nil, nil, "gpl-3.0"),
      ("other", "Gemma Terms of Use", nil, "gemma"),
      ("other", nil, "https://ai.google.dev/gemma/terms", "gemma"),
      ("https://creativecommons.org/licenses/by-nc/4.0/", nil, nil, "cc-by-nc-4.0"),
      ("other", "license", "https://opensource.org/licenses/MIT", "mit"),
      ("other", nil, "https://huggingface.co/Qwen/Qwen2.5-3B/blob/main/LICENSE", "qwen-research"),
      ("other", nil, "https://huggingface.co/Qwen/Qwen2.5-72B/blob/main/LICENSE", "qwen"),
      ("qwen-research", nil, nil, "qwen-research"), ("other", "maple-license", "LICENSE", "other"),
      ("no-such-license", nil, nil, "other"), (nil, "tongyi-qianwen\r", nil, "tongyi-qianwen"),
      (nil, nil, nil, "none-declared"), ("other", "sai-nc-community", nil, "other"),
    ] as [(String?, String?, String?, String)])
  func resolves(label: String?, name: String?, link: String?, id: String) throws {
    let table = try contents().table
    let found = table.resolve(LicenseDeclaration(label: label, name: name, link: link, owner: "oak"))
    #expect(found.codes.map { table[$0].id } == [id])
  }

  @Test func takesTheVersionThatWasThereOnTheDay() throws {
    let table = try contents().table
    func id(_ day: String) -> [String] {
      table.resolve(
        LicenseDeclaration(label: "other", name: "exaone", owner: "LGAI-EXAONE", created: Day(day))
      ).codes.map { table[$0].id }
    }
    #expect(id("2025-03-01") == ["exaone-1.1-nc"])
    #expect(id("2025-08-01") == ["exaone-1.2-nc"])
  }

  @Test func joinsAListOfLabels() throws {
    let table = try contents().table
    let found = table.resolve(LicenseDeclaration(label: "[mit, llama3.1]", owner: "oak"))
    #expect(found.codes.map { table[$0].id }.sorted() == ["llama3.1", "mit"])
  }

  @Test(arguments: [
    ("                  Apache License\n            Version 2.0, January 2004\n", "apache-2.0"),
    ("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nLlama 3.1 Version Release Date: July 23, 2024", "llama3.1"),
    ("Qwen RESEARCH LICENSE AGREEMENT", "qwen-research"),
    (
      "Modified MIT License. Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the “Software”) ... you shall prominently display \"Kimi K2\" on the user interface",
      "modified-mit-moonshot"
    ),
    (
      "MIT License\nPermission is hereby granted, free of charge, to any person obtaining a copy\nof this software and associated documentation files",
      "mit"
    ),
  ])
  func recognisesAText(text: String, id: String) throws {
    let table = try contents().table
    #expect(table.detect(in: text).map { table[$0].id } == id)
  }

  @Test(arguments: ["", "some words of no license", String(repeating: ".", count: 5000)])
  func recognisesNothingInOtherText(text: String) throws {
    #expect(try contents().table.detect(in: text) == nil)
  }
}
