import LineageCore
import Yams

/// Reads the license file (`Graphs/licenses.yaml`, or one given with `--licenses`); its keys are described in
/// `Graphs/README.md`.
public enum LicenseFile {
  /// The licenses of a file, in file order, and the day of its last review.
  public struct Contents: Sendable {
    /// The licenses.
    public var licenses: [License]
    /// The day of the last review; nil if the file names none.
    public var reviewed: Day?
    /// License labels of datasets, by id.
    public var datasets: [String: String] = [:]

    /// The table of them.
    public var table: LicenseTable { LicenseTable(licenses, reviewed: reviewed, datasets: datasets) }

    /// These, with those of another file added; of two with one id the other file's counts.
    public func overlaid(by other: Contents) -> Contents {
      var merged = self
      for license in other.licenses {
        if let position = merged.licenses.firstIndex(where: { $0.id == license.id }) {
          merged.licenses[position] = license
        } else {
          merged.licenses.append(license)
        }
      }
      merged.reviewed = other.reviewed ?? reviewed
      merged.datasets.merge(other.datasets) { $1 }
      return merged
    }
  }

  /// Reads a file.
  ///
  /// - Throws: ``KnowledgeError`` for the first thing that is wrong: text that is no YAML, a key or value that is not
  ///   allowed, a missing key, an id used twice.
  public static func parse(_ yaml: String) throws(KnowledgeError) -> Contents {
    let top = try KnowledgeMapping(
      KnowledgeYAML.compose(yaml, maximumBytes: 1 << 20), subject: "",
      allowed: ["version", "reviewed", "licenses", "datasets"])
    if let version = try top.text("version"), version != "1" {
      throw top.error("version", "'\(version)' is not a version this program reads; allowed: 1")
    }
    let datasets = try self.datasets(top)
    let list = try top.items("licenses") ?? []
    guard !list.isEmpty || !datasets.isEmpty else {
      throw top.error("licenses", "missing or empty; it must be a list of licenses")
    }
    let capacity = LicenseSet.capacity - 8
    guard list.count <= capacity else {
      throw top.error("licenses", "more than \(capacity) licenses")
    }
    var licenses: [License] = []
    var ids: Set<String> = []
    for (position, node) in list.enumerated() {
      let keys = try KnowledgeMapping(
        node, subject: "license number \(position + 1)", allowed: Self.keys, name: "id", kind: "license")
      let license = try self.license(keys)
      guard ids.insert(license.id).inserted else {
        throw keys.error("id", "'\(license.id)' is already the id of a license")
      }
      licenses.append(license)
    }
    return Contents(licenses: licenses, reviewed: try top.day("reviewed"), datasets: datasets)
  }

  private static func datasets(_ top: KnowledgeMapping) throws(KnowledgeError) -> [String: String] {
    var datasets: [String: String] = [:]
    for (position, node) in (try top.items("datasets") ?? []).enumerated() {
      let keys = try KnowledgeMapping(
        node, subject: "dataset number \(position + 1)", allowed: ["id", "license", "source"], name: "id",
        kind: "dataset")
      let id = try keys.requiredText("id")
      guard datasets.updateValue(try keys.requiredText("license"), forKey: id) == nil else {
        throw keys.error("id", "'\(id)' is already the id of a dataset")
      }
      _ = try keys.requiredText("source")
    }
    return datasets
  }

  static let keys = [
    "id", "hub", "name", "spdx", "scancode", "family", "category", "variant", "commercial", "derivatives",
    "terms",
    "limits", "fields", "excluded", "excluded_for", "marks", "prefix", "notice", "outputs", "patent",
    "adapters",
    "compatible", "compatible_if_later", "names", "owners", "links", "phrases", "former", "from", "source",
    "read",
    "confidence", "note",
  ]

  private static func license(_ keys: KnowledgeMapping) throws(KnowledgeError) -> License {
    let id = try keys.requiredText("id")
    guard id == id.lowercased(), !id.contains(where: \.isWhitespace) else {
      throw keys.error("id", "'\(id)' is not an id; allowed: lower case without blanks")
    }
    var license = License(
      id: id, name: try keys.requiredText("name"), spdx: try spdx(keys),
      family: try keys.requiredText("family"),
      category: try keys.requiredWord("category"), commercial: try keys.requiredWord("commercial"),
      derivatives: try keys.requiredWord("derivatives"), terms: try terms(keys),
      outputs: try keys.word("outputs") ?? .unknown, patent: try keys.word("patent") ?? .unknown,
      adapters: try keys.word("adapters") ?? .unknown, source: try keys.requiredText("source"),
      confidence: try keys.requiredWord("confidence"))
    license.isHubID = try keys.flag("hub") ?? false
    license.scancode = try keys.text("scancode")
    if let variant = try keys.text("variant") {
      guard variant == "unspecified" else {
        throw keys.error("variant", "'\(variant)' is not allowed; allowed: unspecified")
      }
      license.isFamily = true
    }
    license.limits = try limits(keys)
    license.fields = try keys.texts("fields")
    license.excluded = try territories(keys)
    if let scope = try keys.text("excluded_for") {
      guard scope == "multimodal" else {
        throw keys.error("excluded_for", "'\(scope)' is not allowed; allowed: multimodal")
      }
      license.excludedForMultimodal = true
    }
    license.marks = try keys.texts("marks")
    license.prefix = try keys.text("prefix")
    license.notice = try keys.text("notice")
    license.compatible = try keys.texts("compatible")
    license.compatibleIfLater = try keys.texts("compatible_if_later")
    license.names = try keys.texts("names")
    license.owners = try keys.texts("owners")
    license.links = try keys.texts("links")
    license.phrases = try phrases(keys)
    license.former = try formers(keys)
    license.from = try keys.day("from")
    license.wasRead = try keys.flag("read") ?? false
    license.note = try keys.text("note")
    try check(license, keys)
    return license
  }

  /// What must hold between the keys of one entry.
  private static func check(_ license: License, _ keys: KnowledgeMapping) throws(KnowledgeError) {
    func both(_ term: LicenseTerm, _ key: String, _ isThere: Bool) throws(KnowledgeError) {
      if license.terms.contains(term), !isThere {
        throw keys.error(key, "missing; the term \(term.code) needs it")
      }
    }
    try both(.namePrefix, "prefix", license.prefix != nil)
    try both(.territory, "excluded", !license.excluded.isEmpty)
    try both(.userLimit, "limits", license.limits.contains { $0.measure == .users })
    try both(.revenueLimit, "limits", license.limits.contains { $0.measure == .revenue })
    if license.prefix != nil, !license.terms.contains(.namePrefix) {
      throw keys.error("prefix", "without the term name-prefix it means nothing")
    }
    if license.category == .permissive, license.restrictsCommerce {
      throw keys.error("category", "'permissive' with the term non-commercial or research-only")
    }
  }

  private static func spdx(_ keys: KnowledgeMapping) throws(KnowledgeError) -> String {
    let spdx = try keys.requiredText("spdx")
    guard spdx.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-+".contains($0)) }) else {
      throw keys.error("spdx", "'\(spdx)' is not an id; allowed: letters, digits, . - +")
    }
    return spdx
  }

  private static func terms(_ keys: KnowledgeMapping) throws(KnowledgeError) -> LicenseTerm {
    var terms: LicenseTerm = []
    for node in try keys.items("terms") ?? [] {
      let code = node.scalar?.string ?? ""
      guard let term = LicenseTerm(code: code) else {
        throw keys.error(
          "terms", "'\(code)' is not a term; allowed: \(wordList(LicenseTerm.names.map(\.code)))", at: node)
      }
      terms.formUnion(term)
    }
    return terms
  }

  private static func limits(_ keys: KnowledgeMapping) throws(KnowledgeError) -> [LicenseLimit] {
    var limits: [LicenseLimit] = []
    for node in try keys.items("limits") ?? [] {
      let entry = try KnowledgeMapping(
        node, subject: keys.subject,
        allowed: ["users", "revenue", "tokens", "currency", "per", "at", "effect"])
      let measures = LicenseLimit.Measure.allCases.filter { entry.node($0.rawValue) != nil }
      guard measures.count == 1, let value = try entry.number(measures[0].rawValue) else {
        throw keys.error("limits", "every limit needs one of users, revenue, tokens", at: node)
      }
      let per = try entry.text("per") ?? "year"
      guard ["year", "month"].contains(per) else {
        throw entry.error("per", "'\(per)' is not allowed; allowed: year month")
      }
      if let at = try entry.text("at"), at != "release" {
        throw entry.error("at", "'\(at)' is not allowed; allowed: release")
      }
      limits.append(
        LicenseLimit(
          measures[0], value, currency: try entry.text("currency") ?? "USD", isMonthly: per == "month",
          isAtRelease: entry.node("at") != nil, effect: try entry.requiredWord("effect")))
    }
    return limits
  }

  private static func territories(_ keys: KnowledgeMapping) throws(KnowledgeError) -> [String] {
    let codes = try keys.texts("excluded")
    for code in codes where code.utf8.count != 2 || code != code.uppercased() {
      throw keys.error("excluded", "'\(code)' is not a place; allowed: two capital letters, such as EU or KR")
    }
    return codes
  }

  private static func phrases(_ keys: KnowledgeMapping) throws(KnowledgeError) -> [String] {
    let phrases = try keys.texts("phrases")
    for phrase in phrases where phrase.split(separator: " ").count < 2 {
      throw keys.error("phrases", "'\(phrase)' is too short to recognise a text by")
    }
    return phrases
  }

  private static func formers(_ keys: KnowledgeMapping) throws(KnowledgeError) -> [FormerLicense] {
    var formers: [FormerLicense] = []
    for node in try keys.items("former") ?? [] {
      let entry = try KnowledgeMapping(node, subject: keys.subject, allowed: ["model", "until"])
      formers.append(FormerLicense(models: try entry.requiredText("model"), until: try entry.day("until")))
    }
    return formers
  }
}
