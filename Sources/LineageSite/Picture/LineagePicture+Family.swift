import LineageCore

extension LineagePicture {
  /// Most members, and most other models, in the picture of a family.
  static let mostFamilyModels = 14
  static let mostFamilyHubs = 8

  /// The members of a family with most derivatives, the models outside it that others build on, and how they were
  /// made from each other; nil if none of them was. A model without a line among them is left out.
  ///
  /// - Complexity: O(models given and the edges among them).
  public init?(family: FamilySummary, style: PictureStyle, link: (String) -> String?) {
    let words = style.words
    let members = Set(family.top.prefix(Self.mostFamilyModels).map(\.id))
    let hubs = Set(family.hubs.prefix(Self.mostFamilyHubs).map(\.id))
    let known = members.union(hubs)
    let links = family.links
      .filter { known.contains($0.parent) && known.contains($0.child) && $0.parent != $0.child }
      .sorted { $0.child != $1.child ? byteOrder($0.child, $1.child) : byteOrder($0.parent, $1.parent) }
      .prefix(Self.mostLines)
    let linked = Set(links.flatMap { [$0.child, $0.parent] })
    let models = (family.top + family.hubs).filter { linked.contains($0.id) }
      .sorted { byteOrder($0.id, $1.id) }
    guard models.count > 1 else { return nil }
    let position = models.enumerated().reduce(into: [String: Int]()) { $0[$1.element.id] = $1.offset }
    lines = links.compactMap { edge in
      guard let base = position[edge.parent], let derivative = position[edge.child] else { return nil }
      return PictureLine(base: base, derivative: derivative, label: edge.label)
    }
    boxes = models.map { model in
      var note = [words.count(model.descendants, one: .derivativeBelow, many: .derivativesBelow)]
      if let license = words.label(of: model) { note.append(license) }
      return .model(
        model, note: note.joined(separator: " · "), subject: false, link: link(model.id), style: style)
    }
    subject = nil
    cards = []
    title = words[.familyPictureTitle, Markup.visible(family.name)]
    let shown = models.count { members.contains($0.id) }
    summary =
      words[
        .drawnFamily, NumberText.grouped(shown), NumberText.grouped(family.models),
        NumberText.grouped(models.count - shown), NumberText.grouped(family.derivatives)]
    self.words = words
  }
}
