import LineageCore

/// What is said of a model and declared by no card, with its grade, date and source.
extension SiteRenderer {
  func reported(_ statement: ReportedDerivation, page: String) -> View {
    [
      "child": .view(end(statement.child, page: page)), "parent": .view(end(statement.parent, page: page)),
      "maker": .text(statement.maker), "grade": .text(grade(statement)), "note": .text(statement.note),
      "source": .text(statement.source),
      "address": .optional(statement.source.hasPrefix("https://") ? statement.source : nil),
    ]
  }

  private func end(_ subject: ReportedDerivation.Subject, page: String) -> View {
    guard let model = subject.model else { return ["id": .text(subject.name)] }
    return reference(model, ghost: false, from: page)
  }

  /// `Cursor Composer 2 ⇠ moonshotai/Kimi-K2.5`.
  func ends(_ statement: ReportedDerivation) -> String {
    [statement.child, statement.parent].map { $0.model ?? $0.name }.joined(separator: " ⇠ ")
  }

  /// `finetune · admitted · 2026-03-20 · confirmed by its maker`.
  func grade(_ statement: ReportedDerivation) -> String {
    var parts = [words[statement.relation], words[statement.grade], statement.date.description]
    switch statement.part {
    case .model: break
    case .component: parts.append(words[.reportedComponent])
    case .research: parts.append(words[.reportedResearch])
    }
    switch statement.status {
    case .open: parts.append(words[.reportedOpen])
    case .confirmed: parts.append(words[.reportedConfirmed])
    case .withdrawn: parts.append(words[.reportedWithdrawn])
    }
    return parts.joined(separator: " · ")
  }

  func statement(_ statement: ReportedDerivation) -> JSONText {
    func end(_ subject: ReportedDerivation.Subject) -> JSONText {
      .object([
        "name": .text(subject.name), "model": JSONText(subject.model), "family": JSONText(subject.family),
      ])
    }
    return .object([
      "id": .text(statement.id), "child": end(statement.child), "maker": .text(statement.maker),
      "parent": end(statement.parent), "relation": .text(statement.relation.word),
      "part": .text(statement.part.rawValue), "evidence": .text(statement.grade.word),
      "status": .text(statement.status.rawValue), "date": .text(statement.date.description),
      "source": .text(statement.source),
    ])
  }
}
