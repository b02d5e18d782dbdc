import LineageCore

extension LineagePicture {
  /// Most models in the picture of a family.
  static let mostFamilyModels = 14

  /// The members of a family with most derivatives, and how they were made from each other; nil for a family
  /// with fewer than two.
  ///
  /// - Complexity: O(members given and the edges among them).
  public init?(family: FamilySummary, words: Words, link: (String) -> String?) {
    let models = family.top.prefix(Self.mostFamilyModels).sorted { byteOrder($0.id, $1.id) }
    guard models.count > 1 else { return nil }
    let position = models.enumerated().reduce(into: [String: Int]()) { $0[$1.element.id] = $1.offset }
    lines = family.links
      .sorted { $0.child != $1.child ? byteOrder($0.child, $1.child) : byteOrder($0.parent, $1.parent) }
      .compactMap { edge in
        guard let base = position[edge.parent], let derivative = position[edge.child] else { return nil }
        return PictureLine(base: base, derivative: derivative, label: edge.label)
      }
      .prefix(Self.mostLines).map { $0 }
    boxes = models.map { model in
      var note = [words.count(model.descendants, one: .derivativeBelow, many: .derivativesBelow)]
      if let license = words.label(of: model) { note.append(license) }
      return .model(
        model, note: note.joined(separator: " · "), subject: false, link: link(model.id), words: words)
    }
    subject = nil
    cards = []
    title = words[.familyPictureTitle, Markup.visible(family.name)]
    summary = words[.drawnFamily, NumberText.grouped(models.count), NumberText.grouped(family.models)]
    self.words = words
  }
}
