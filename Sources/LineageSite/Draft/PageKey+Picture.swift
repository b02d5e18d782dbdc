/// Everything of a picture that its drawing depends on.
extension PageKey {
  mutating func add(_ picture: LineagePicture) {
    add(picture.title)
    add(picture.summary)
    add(picture.boxes) { $0.add($1) }
    add(picture.lines) { key, line in
      key.add(line.base)
      key.add(line.derivative)
      key.add(Int(line.label.kind.rawValue))
      key.add(line.step)
      key.add(line.paths) { $0.add($1) }
    }
    add(picture.subject ?? -1)
    add(picture.compact)
    add(picture.cards) { key, card in
      key.add(Int(card.relation.rawValue))
      key.add(card.head)
      key.add(card.count)
      key.add(card.rows) { $0.add($1) }
      key.add(card.more.map { [$0] } ?? []) { $0.add($1) }
    }
  }

  private mutating func add(_ box: PictureBox) {
    add(box.node)
    add(box.title)
    switch box.content {
    case .model(let owner, let name, let note):
      add(0)
      add(owner)
      add(name) { $0.add($1) }
      add(note)
    case .list(let head, let rows):
      add(1)
      add(head)
      add(rows) { $0.add($1) }
    case .compact(let name, let note):
      add(2)
      add(name)
      add(note)
    case .stub(let text):
      add(3)
      add(text)
    }
    add(box.license?.letter)
    switch box.state {
    case .plain: add(0)
    case .subject: add(1)
    case .ghost: add(2)
    case .deleted: add(3)
    }
    add(box.link)
    add(box.paths) { $0.add($1) }
  }

  private mutating func add(_ row: PictureRow) {
    add(row.name)
    add(row.owner)
    add(row.mark)
    add(row.title)
    add(row.link)
    add(row.ghost)
    add(row.license?.letter)
    add(row.drop)
    add(row.subject)
  }

  private mutating func add(_ step: PictureStep) {
    switch step {
    case .same: add(0)
    case .changed: add(1)
    case .dropped: add(2)
    }
    add(step.pill)
  }
}
