import LineageCore

/// Reads derivations that no card declares (`Graphs/reported.yaml`).
public enum ReportedFile {
  /// The derivations of a file, in file order.
  ///
  /// - Throws: ``FamilyFileError`` for the first thing that is wrong.
  public static func parse(_ yaml: String) throws(FamilyFileError) -> [ReportedDerivation] {
    var derivations: [ReportedDerivation] = []
    for (node, subject) in try KnowledgeList(yaml, key: "derivations", noun: "derivation").entries {
      let keys = try FamilyFileMapping(
        node, subject: subject,
        allowed: [
          "id", "child", "maker", "parent", "relation", "part", "grade", "status", "date", "source", "note",
        ])
      derivations.append(
        ReportedDerivation(
          id: try keys.requiredText("id"), child: try end("child", keys),
          maker: try keys.requiredText("maker"),
          parent: try end("parent", keys), relation: try relation(keys), grade: try grade(keys),
          status: try keys.requiredWord("status"), part: try keys.requiredWord("part"),
          date: try keys.requiredDay("date"), source: try keys.requiredText("source"),
          note: try keys.requiredText("note")))
    }
    return derivations
  }

  private static func end(
    _ key: String, _ keys: FamilyFileMapping
  ) throws(FamilyFileError) -> ReportedDerivation.Subject {
    let end = try keys.requiredMapping(key, allowed: ["name", "model", "family"])
    let model = try end.text("model")
    if let model, !ModelID.isValid(model) {
      throw end.error("model", "'\(model)' is not a whole id owner/name")
    }
    return ReportedDerivation.Subject(
      name: try end.requiredText("name"), model: model, family: try end.text("family"))
  }

  private static func relation(_ keys: FamilyFileMapping) throws(FamilyFileError) -> Relation {
    let text = try keys.requiredText("relation")
    guard let relation = ShareDefinition.relationOrder.first(where: { $0.word == text }) else {
      throw keys.error(
        "relation", "'\(text)' is not allowed; allowed: finetune adapter merge quantized unspecified")
    }
    return relation
  }

  private static func grade(_ keys: FamilyFileMapping) throws(FamilyFileError) -> Evidence {
    let text = try keys.requiredText("grade")
    guard let grade = Evidence(word: text), [.alleged, .reported, .admitted, .documented].contains(grade)
    else {
      throw keys.error("grade", "'\(text)' is not allowed; allowed: alleged reported admitted documented")
    }
    return grade
  }
}
