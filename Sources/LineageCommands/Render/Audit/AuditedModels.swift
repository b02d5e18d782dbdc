import LineageCore

/// Several audits as one set of models: each model once, however many of the audited ones it stands above.
struct AuditedModels {
  /// One model of a document.
  struct Entry {
    let model: ModelSummary
    /// What it declares, as far as that is known.
    var declared: [License]
    /// What its ancestry supports, as an expression; nil for a model that was not audited.
    let concluded: String?
    let parents: [ParentLink]
  }

  /// The audited models in their order, then everything above them, nearest first.
  let entries: [Entry]
  /// The place of each model in ``entries``.
  let numbers: [String: Int]
  /// How many of the first entries were audited.
  let audited: Int
  /// The licenses outside of the SPDX list that a document may name, each once.
  let references: [License]
  /// `License audit of a/b`, or of so many models.
  let title: String
  /// An address that no other content has.
  let namespace: String
  /// The day the audit is for, as a time.
  let time: String

  /// - Precondition: there is a report.
  init(_ reports: [AuditReport]) {
    var entries: [Entry] = []
    var numbers: [String: Int] = [:]
    func add(_ entry: Entry) {
      if let known = numbers[entry.model.id] {
        if entries[known].declared.isEmpty { entries[known].declared = entry.declared }
        return
      }
      numbers[entry.model.id] = entries.count
      entries.append(entry)
    }
    for report in reports {
      add(
        Entry(
          model: report.model, declared: report.declared, concluded: SPDXNames.concluded(report),
          parents: report.parents))
    }
    audited = entries.count
    for report in reports {
      for ancestor in report.ancestors {
        let licenses = ancestor.licenses.compactMap { id in
          report.reaching.first { $0.license.id == id }?.license
        }
        add(Entry(model: ancestor.model, declared: licenses, concluded: nil, parents: ancestor.parents))
      }
    }
    (self.entries, self.numbers) = (entries, numbers)
    references = SPDXNames.references(reports)
    title =
      "License audit of " + (audited == 1 ? entries.first?.model.id ?? "" : counted(audited, "model"))
    namespace = SPDXNames.namespace(reports)
    time = reports.first.map(SPDXNames.time) ?? "1970-01-01T00:00:00Z"
  }

  /// Every edge between two of the models, by their places.
  var edges: [(child: Int, parent: Int, label: EdgeLabel)] {
    entries.enumerated().flatMap { child, entry in
      entry.parents.compactMap { parent in numbers[parent.id].map { (child, $0, parent.label) } }
    }
  }
}
