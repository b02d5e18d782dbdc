/// What a model's card says of its license.
public struct LicenseDeclaration: Hashable, Sendable {
  /// The card's `license`.
  public var label: String?
  /// The card's `license_name`.
  public var name: String?
  /// The card's `license_link`.
  public var link: String?
  /// The owner of the repository.
  public var owner: String
  /// Day of creation.
  public var created: Day?
  /// Whether anything was read that could have declared a license.
  public var hasCard: Bool
  /// Whether the model is in the snapshot.
  public var isPresent: Bool

  /// A declaration; by default of a model with a card that says nothing.
  public init(
    label: String? = nil, name: String? = nil, link: String? = nil, owner: String = "", created: Day? = nil,
    hasCard: Bool = true, isPresent: Bool = true
  ) {
    (self.label, self.name, self.link, self.owner) = (label, name, link, owner)
    (self.created, self.hasCard, self.isPresent) = (created, hasCard, isPresent)
  }
}

/// The licenses that a declaration means.
public struct ResolvedLicense: Hashable, Sendable {
  /// By what they were recognised.
  public enum Means: String, Sendable, Codable {
    /// The label itself.
    case label
    /// `license_name`, with the owner where the name has several meanings.
    case name
    /// `license_link`.
    case link
    /// The text of a file.
    case text
    /// The license of an ancestor decided between several meanings of the name.
    case ancestry
    /// They were not.
    case nothing
  }
  /// The licenses, in the order of the table; all apply. Never empty.
  public var codes: LicenseSet
  /// By what they were recognised.
  public var means: Means
  /// What the name could mean as well; empty unless it has several meanings and nothing decided.
  public var candidates = LicenseSet()

  init(_ code: LicenseCode, _ means: Means) {
    (codes, self.means) = (LicenseSet([code]), means)
  }
}

extension LicenseTable {
  /// What a declaration means.
  ///
  /// The label decides, unless it is `other` or unlisted; then the name, with the owner or the link where several
  /// licenses share it; then the link. What nothing decides stays ``unresolved``, never a guess.
  public func resolve(_ declaration: LicenseDeclaration) -> ResolvedLicense {
    guard declaration.isPresent else { return ResolvedLicense(notInSnapshot, .nothing) }
    let text = declaration.label.flatMap { LicenseLabel(written: $0).text }
    guard let text else {
      return named(declaration) ?? linked(declaration.link)
        ?? ResolvedLicense(declaration.hasCard ? noneDeclared : notRead, .nothing)
    }
    if text.contains("://") { return linked(text) ?? ResolvedLicense(unresolved, .nothing) }
    var result: ResolvedLicense?
    for part in text.split(separator: ",") {
      let label = part.drop { $0 == " " }
      var one = ResolvedLicense(unresolved, .nothing)
      if let code = labels[Self.folded(String(label))], code != unresolved {
        one = ResolvedLicense(code, .label)
      } else {
        var asName = declaration
        if labels[Self.folded(String(label))] == nil, declaration.name == nil { asName.name = String(label) }
        one = named(asName) ?? linked(declaration.link) ?? one
      }
      if result == nil { result = one } else { result?.codes.formUnion(one.codes) }
    }
    return result ?? ResolvedLicense(noneDeclared, .nothing)
  }

  private func named(_ declaration: LicenseDeclaration) -> ResolvedLicense? {
    guard let written = declaration.name else { return nil }
    let name = Self.folded(written.filter { !$0.isNewline })
    if let code = labels[name], !self[code].isUnknown { return ResolvedLicense(code, .name) }
    guard let candidates = names[name] else { return nil }
    if candidates.count == 1 { return ResolvedLicense(candidates[0], .name) }
    let owner = declaration.owner.lowercased()
    let own = candidates.filter { self[$0].owners.contains { $0.lowercased() == owner } }
    if own.count == 1 { return ResolvedLicense(own[0], .name) }
    if let link = linked(declaration.link), link.codes.contains(where: candidates.contains) { return link }
    if let link = ofLinkedOwner(declaration.link, candidates) { return ResolvedLicense(link, .link) }
    if let dated = inForce(on: declaration.created, own) { return ResolvedLicense(dated, .name) }
    var open = ResolvedLicense(unresolved, .nothing)
    open.candidates = LicenseSet(own.isEmpty ? candidates : own)
    return open
  }

  /// Of several versions by one owner the latest that was there on a day.
  private func inForce(on day: Day?, _ candidates: [LicenseCode]) -> LicenseCode? {
    guard let day, Set(candidates.map { self[$0].family }).count == 1 else { return nil }
    return candidates.filter { self[$0].from.map { $0 <= day } ?? true }
      .max { (self[$0].from?.daysSince1970 ?? .min) < (self[$1].from?.daysSince1970 ?? .min) }
  }

  /// The one candidate whose owner's pages the link leads to.
  private func ofLinkedOwner(_ link: String?, _ candidates: [LicenseCode]) -> LicenseCode? {
    guard let link = link?.lowercased() else { return nil }
    let fitting = candidates.filter { code in
      self[code].owners.contains { link.contains("/" + $0.lowercased() + "/") }
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  private func linked(_ link: String?) -> ResolvedLicense? {
    guard let link = link?.lowercased(), link.contains("/") else { return nil }
    if let known = links.license(in: link) { return ResolvedLicense(known, .link) }
    let parts = link.split(separator: "/").map(String.init)
    guard let host = parts.first(where: { $0.contains(".") }) else { return nil }
    if host.hasSuffix("creativecommons.org"), let kind = parts.firstIndex(of: "licenses"),
      parts.count > kind + 2
    {
      return labels["cc-\(parts[kind + 1])-\(parts[kind + 2])"].map { ResolvedLicense($0, .link) }
    }
    if host.hasSuffix("spdx.org") || host.hasSuffix("opensource.org") || host.hasSuffix("choosealicense.com"),
      let last = parts.last
    {
      let id = last.hasSuffix(".html") ? String(last.dropLast(5)) : last
      return labels[id].map { ResolvedLicense($0, .link) }
    }
    return nil
  }
}
