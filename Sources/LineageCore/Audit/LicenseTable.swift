/// Every license that is known, to be found by id, by name, by address or by words of its text.
///
/// Behind the licenses of the file stand three that stand for missing knowledge: ``noneDeclared``, ``notRead`` and
/// ``notInSnapshot``. They are unknown like `other`, and never clean.
public struct LicenseTable: Sendable {
  /// The licenses by code.
  public let licenses: [License]
  /// The day of the last review of the file.
  public let reviewed: Day?
  /// The model's card declares no license.
  public let noneDeclared: LicenseCode
  /// Nothing was read that could have declared one.
  public let notRead: LicenseCode
  /// The model is named as a parent and not there.
  public let notInSnapshot: LicenseCode
  /// The Hub's `other`, for labels that lead to no known license.
  public let unresolved: LicenseCode
  /// All licenses that are unknown.
  public let unknowns: LicenseSet
  /// The words that names have to begin with, each once, in byte order.
  public let prefixes: [String]
  let labels: [String: LicenseCode]
  let names: [String: [LicenseCode]]
  let links: LicenseLinks
  let formers: [(models: TextGlob, code: LicenseCode)]
  private let datasets: [String: String]

  /// A table of those licenses; of two with one id the later counts.
  ///
  /// At most ``LicenseSet/capacity`` less four are kept; the parser refuses more.
  ///
  /// - Parameter datasets: License labels of datasets, by id.
  public init(_ licenses: [License], reviewed: Day? = nil, datasets: [String: String] = [:]) {
    self.datasets = Dictionary(
      datasets.sorted { byteOrder($0.key, $1.key) }.map { (ModelID.folded($0.key), $0.value) },
      uniquingKeysWith: { $1 })
    var all: [License] = []
    var position: [String: Int] = [:]
    let pseudo = [
      Self.stand(id: "other", name: "Other, not resolved"),
      Self.stand(id: "none-declared", name: "No license declared"),
      Self.stand(id: "not-read", name: "No card was read"),
      Self.stand(id: "not-in-snapshot", name: "Not in the snapshot"),
    ]
    for license in pseudo + licenses.prefix(LicenseSet.capacity - pseudo.count) {
      if let old = position[license.id] {
        all[old] = license
      } else {
        position[license.id] = all.count
        all.append(license)
      }
    }
    self.licenses = all
    self.reviewed = reviewed
    func code(_ id: String) -> LicenseCode { LicenseCode(position[id] ?? 0) }
    (unresolved, noneDeclared) = (code("other"), code("none-declared"))
    (notRead, notInSnapshot) = (code("not-read"), code("not-in-snapshot"))
    unknowns = LicenseSet(all.indices.filter { all[$0].isUnknown }.map { LicenseCode($0) })
    prefixes = Set(all.compactMap { $0.prefix.map(Self.letters) }).sorted(by: byteOrder)
    var (labels, names): ([String: LicenseCode], [String: [LicenseCode]]) = ([:], [:])
    var (links, formers): ([(part: String, code: LicenseCode)], [(models: TextGlob, code: LicenseCode)]) = (
      [], []
    )
    for (index, license) in all.enumerated() {
      let code = LicenseCode(index)
      for text in [license.spdx, license.scancode.map { "LicenseRef-scancode-" + $0 } ?? ""]
      where !["", "NOASSERTION", "NONE"].contains(text) && labels[text.lowercased()] == nil {
        labels[text.lowercased()] = code
      }
      for name in license.names { names[Self.folded(name), default: []].append(code) }
      links += license.links.map { ($0.lowercased(), code) }
      formers += license.former.map { (TextGlob($0.models), code) }
    }
    for (index, license) in all.enumerated() { labels[license.id.lowercased()] = LicenseCode(index) }
    self.labels = labels
    self.names = names
    self.links = LicenseLinks(links)
    self.formers = formers
  }

  /// The license with that code.
  public subscript(code: LicenseCode) -> License { licenses[code.index] }

  /// The license with that id, SPDX id or unambiguous name; letter case does not matter.
  public func find(_ text: String) -> LicenseCode? {
    let folded = Self.folded(text)
    if let code = labels[folded] { return code }
    guard let candidates = names[folded], candidates.count == 1 else { return nil }
    return candidates[0]
  }

  /// The license label of a dataset, if the file of licenses names it; letter case does not matter.
  public func datasetLicense(_ id: String) -> String? { datasets[ModelID.folded(id)] }

  /// All terms of some licenses together.
  public func terms(of codes: LicenseSet) -> LicenseTerm {
    codes.reduce(into: LicenseTerm()) { $0.formUnion(licenses[$1.index].terms) }
  }

  /// A set as an SPDX expression, in the order of ids: `A AND B`. Empty for an empty set.
  public func expression(_ codes: LicenseSet) -> String {
    let ids = Set(codes.map { spdx($0) }).sorted(by: byteOrder)
    return ids.joined(separator: " AND ")
  }

  /// An id that every SPDX tool takes: unknown ones become `NOASSERTION`.
  public func spdx(_ code: LicenseCode) -> String { self[code].isUnknown ? "NOASSERTION" : self[code].spdx }

  static func folded(_ text: String) -> String {
    String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
  }

  /// Letters and digits, in lower case: how names are compared with prefixes.
  static func letters(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static func stand(id: String, name: String) -> License {
    License(
      id: id, name: name, spdx: "NOASSERTION", family: "none", category: .unknown, terms: .unknownTerms,
      confidence: .high)
  }
}
