import LineageCore

/// A family in few boxes: a card for each release with its official models, and for the models of others that many
/// build on. Bases stand left, what was built on them in the middle, others at the right.
struct FamilyPicture {
  let title: String
  /// What was drawn and what was left out.
  let summary: String
  let cards: [Card]
  /// Pairs of a card and one that was built on it.
  let lines: [(from: Int, to: Int)]
  let words: Words

  struct Card {
    let head: String
    let count: String
    /// What it was built on, where no line shows it.
    let note: String?
    let rows: [Row]
    let more: String?
    /// 0, 1 or 2 from the left.
    let column: Int
    let node: String
    /// Rows of models of others have a line for their owner.
    var isHub: Bool { column == 2 }
  }

  struct Row {
    let name: String
    let owner: String
    let title: String
    let link: String?
    let ghost: Bool
    let license: LicenseMark?
    let counts: [RelationCount]
    var total: Int { counts.reduce(0) { $0 + $1.count } }
  }

  static let width = 320.0
  static let hubRow = 36.0
  static let row = 22.0
  /// Most releases with a card of their own.
  static let mostCards = 12
  /// Releases with a smaller part of the family than that are rows of one card.
  static let small = 0.012

  /// - Returns: nil if nothing was made from any release.
  init?(_ family: FamilySummary, style: PictureStyle, korean: Bool, link: (String) -> String?) {
    let overview = family.overview
    let total = overview.releases.reduce(0) { $0 + $1.derivatives }
    guard total > 0 else { return nil }
    let words = style.words
    let name = { (release: FamilyReleases.Release) in
      release.id == family.id && overview.releases.count > 1
        ? words[.otherMembers] : korean ? release.korean : release.english
    }
    var large = overview.releases.enumerated().filter { i, release in
      i < Self.mostCards && Double(release.derivatives) >= Self.small * Double(total)
        && release.derivatives > 0
    }.map(\.element)
    var rest = overview.releases.dropFirst(large.count)
    if rest.count == 1, let last = rest.first, last.derivatives > 0 { (large, rest) = (large + [last], []) }
    let shown = Set(large.map(\.id))
    // The older release is the base: otherwise two could each be built on the other.
    let age = large.reduce(into: [String: String]()) { $0[$1.id] = ($1.since ?? "~") + "\n" + $1.id }
    let steps = overview.steps.filter { step in
      guard let child = age[step.child], let parent = age[step.parent] else { return false }
      return parent < child
    }
    let builtOn = Dictionary(grouping: steps, by: \.child)
    let isBuilt = { (id: String) in builtOn[id] != nil }
    let newest = large.sorted {
      let (a, b) = ($0.since ?? "", $1.since ?? "")
      return a != b ? a > b : $0.derivatives > $1.derivatives
    }
    let english = large.reduce(into: [String: String]()) { $0[$1.id] = name($1) }
    var cards: [Card] = []
    var place: [String: Int] = [:]
    for release in newest.filter({ !isBuilt($0.id) }) + newest.filter({ isBuilt($0.id) }) {
      place[release.id] = cards.count
      let bases = (builtOn[release.id] ?? []).compactMap { english[$0.parent] }
      let used = release.top.filter { $0.derivatives > 0 }
      let listed = used.isEmpty ? Array(release.top.prefix(1)) : used
      let left = release.derivatives - listed.reduce(0) { $0 + $1.derivatives }
      let others = release.models - listed.count
      let prefix = Self.sharedPrefix(listed.map(\.model.id), of: release.english)
      cards.append(
        Card(
          head: name(release),
          count: words.count(release.derivatives, one: .derivativeBelow, many: .derivativesBelow),
          note: bases.isEmpty ? nil : words[.builtOn, words.enumeration(bases)],
          rows: listed.map { Row($0, prefix: prefix, owner: false, style: style, link: link) },
          more: others > 0
            ? words[.releaseMore, NumberText.grouped(others), NumberText.grouped(left)] : nil,
          column: isBuilt(release.id) ? 1 : 0, node: "release " + release.id))
    }
    if rest.contains(where: { $0.derivatives > 0 }) {
      let listed = rest.filter { $0.derivatives > 0 }.prefix(8)
      let left = rest.dropFirst(listed.count)
      cards.append(
        Card(
          head: words[.smallReleases],
          count: words.count(
            rest.reduce(0) { $0 + $1.derivatives }, one: .derivativeBelow, many: .derivativesBelow),
          note: nil,
          rows: listed.map { release in
            Row(
              name: name(release), owner: "", title: name(release), link: nil, ghost: false, license: nil,
              counts: Self.sum(release.top.map(\.byRelation)))
          },
          more: left.isEmpty
            ? nil
            : words[
              .releasesMore, NumberText.grouped(left.count),
              NumberText.grouped(left.reduce(0) { $0 + $1.derivatives })],
          column: 0, node: "small releases"))
    }
    var lines: [(from: Int, to: Int)] = steps.compactMap { step in
      guard let from = place[step.parent], let to = place[step.child], cards[from].column == 0 else {
        return nil
      }
      return (from, to)
    }
    for (id, at) in place.sorted(by: { $0.value < $1.value }) {
      let hubs = overview.hubs.filter { $0.release == id }
      if hubs.isEmpty { continue }
      lines.append((at, cards.count))
      cards.append(
        Card(
          head: words[.hubsBelow, english[id] ?? id], count: words[.allDescendants], note: nil,
          rows: hubs.map { Row($0.entry, prefix: "", owner: true, style: style, link: link) }, more: nil,
          column: 2, node: "hubs of " + id))
    }
    (self.cards, self.lines, self.words) = (cards, lines, words)
    title = words[.releasesTitle, Markup.visible(family.name)]
    let official = cards.filter { !$0.isHub }.reduce(0) { $0 + $1.rows.count(where: { $0.license != nil }) }
    let hubs = cards.filter(\.isHub).reduce(0) { $0 + $1.rows.count }
    summary =
      words[
        .drawnReleases, NumberText.grouped(official), NumberText.grouped(family.models),
        NumberText.grouped(shown.count), NumberText.grouped(overview.releases.count),
        NumberText.grouped(hubs)]
  }

  private static func sum(_ counts: [[RelationCount]]) -> [RelationCount] {
    let all = counts.joined()
    return Relation.readingOrder.compactMap { relation in
      let count = all.filter { $0.relation == relation }.reduce(0) { $0 + $1.count }
      return count > 0 ? RelationCount(relation, count) : nil
    }
  }

  /// What the names of a release begin with and its head says already: up to the last `-` that all of them share.
  static func sharedPrefix(_ ids: [String], of release: String) -> String {
    let names = ids.map { ModelID.isValid($0) ? ModelID.name($0) : $0 }
    guard let first = names.first else { return "" }
    if names.allSatisfy({ $0.hasPrefix(release + "-") }) { return release + "-" }
    guard names.count > 1 else { return "" }
    var shared = Substring(first)
    for name in names { while !name.hasPrefix(shared) { shared = shared.dropLast() } }
    guard let dash = shared.lastIndex(where: { $0 == "-" || $0 == "_" }) else { return "" }
    let prefix = shared[...dash]
    return names.contains { $0.count == prefix.count } ? "" : String(prefix)
  }
}

extension FamilyPicture.Row {
  init(
    _ entry: FamilyReleases.Entry, prefix: String, owner: Bool, style: PictureStyle, link: (String) -> String?
  ) {
    let id = Markup.visible(entry.model.id)
    let hasOwner = ModelID.isValid(id)
    let name = hasOwner ? ModelID.name(id) : id
    let mark = style.licenses.mark(entry.model)
    let number = style.words.count(entry.derivatives, one: .derivativeBelow, many: .derivativesBelow)
    self.init(
      name: String(name.dropFirst(name.hasPrefix(prefix) ? prefix.count : 0)),
      owner: owner && hasOwner ? ModelID.owner(id) : "",
      title: style.words.facts(of: entry.model, note: number, mark), link: link(entry.model.id),
      ghost: entry.model.ghost || entry.model.deleted != nil, license: mark, counts: entry.byRelation)
  }
}

extension FamilyPicture.Card {
  /// Height in px. On a phone a line says what it was built on.
  func height(slim: Bool) -> Double {
    let rows = Double(self.rows.count) * (isHub ? FamilyPicture.hubRow : FamilyPicture.row)
    return 32 + (slim && note != nil ? 16 : 0) + rows + (more == nil ? 0 : FamilyPicture.row) + 4
  }
}
