import LineageGraph

extension NormalisingRun {
  /// Makes a node of every id that a row shows to be present; several rows with one id are one model.
  mutating func collectModels() {
    nodeOfText = [Int32](repeating: -1, count: texts.count)
    let hasModelRows = table.records.contains { $0.role == .model }
    for record in table.records {
      switch record.role {
      case .deletion: continue
      case .model: addModel(record)
      case .edge:
        addModel(record)
        // A bare edge list cannot show ghosts: every id in it is present, unless another input lists the models.
        guard !hasModelRows else { continue }
        for reference in table.references(of: record) {
          addModel(
            Record(id: reference.written, source: Int(record.source), line: Int(record.line)), quietly: true)
        }
      }
    }
    presentCount = nodes.count
    findCaseTwins()
  }

  private mutating func addModel(_ record: Record, quietly: Bool = false) {
    let known = nodeOfText[Int(record.id.rawValue)]
    guard known < 0 else {
      attributes[Int(known)].merge(record.attributes)
      if !quietly && record.role == .model { reportRepeated(record) }
      return
    }
    guard isValidID(record.id) else {
      invalidModels += 1
      sources[Int(record.source)].rejected += 1
      if !quietly {
        report(.invalidModelID, record, texts[record.id], "the id is not of the form owner/name")
      }
      return
    }
    nodeOfText[Int(record.id.rawValue)] = Int32(nodes.count)
    nodes.append(record.id)
    var first = ModelAttributes(present: true)
    first.merge(record.attributes)
    attributes.append(first)
  }

  private mutating func reportRepeated(_ record: Record) {
    report(.repeatedModel, record, texts[record.id], "the model has a row already")
  }

  private mutating func findCaseTwins() {
    for leader in texts.crowdedLeaders {
      let present = texts.sameButForCase(as: leader).filter { isPresent($0) }
      guard present.count > 1 else { continue }
      caseGroups += 1
      let ids = present.map { texts[$0] }.sorted(by: byteOrder)
      findings.append(
        Finding(
          .caseTwins, subject: ids[0],
          detail: "differs only in letter case from " + ids.dropFirst().joined(separator: ", ")))
    }
  }

  /// Sets the day of deletion of models, and of ghosts, that were deleted and did not come back.
  mutating func markDeletions() {
    let deletions = table.records.filter { $0.role == .deletion }
    guard !deletions.isEmpty else { return }
    var ghosts: [TextID: Int] = [:]
    for node in presentCount..<nodes.count { ghosts[texts.leader(of: nodes[node])] = node }
    let lastAdded = lastAdded()
    for record in deletions {
      guard let day = record.attributes.created else { continue }
      let exact = Int(nodeOfText[Int(record.id.rawValue)])
      guard let node = exact >= 0 ? exact : ghosts[texts.leader(of: record.id)] else { continue }
      if node < presentCount, let added = lastAdded[node], added >= day { continue }
      attributes[node].deleted = [attributes[node].deleted, day].compactMap { $0 }.max()
    }
  }

  /// The last day a row added each present model, by node.
  private func lastAdded() -> [Day?] {
    var days = [Day?](repeating: nil, count: presentCount)
    for record in table.records where record.role != .deletion {
      let node = Int(nodeOfText[Int(record.id.rawValue)])
      guard node >= 0, let day = record.attributes.created else { continue }
      days[node] = max(days[node] ?? day, day)
    }
    return days
  }

  /// Reports children that are older than a parent they declare.
  mutating func compareDates(_ edges: [Edge]) {
    for edge in edges {
      let (child, parent) = (attributes[edge.child.index], attributes[edge.parent.index])
      guard let parentDay = parent.created else { continue }
      let childDay = child.created
      guard child.predatesClock || childDay.map({ $0 < parentDay }) == true else { continue }
      let age = childDay.map { "is dated \($0)" } ?? "is older than the Hub's clock"
      findings.append(
        Finding(
          .childOlderThanParent, subject: texts[nodes[edge.child.index]],
          detail: "\(age), its parent \(texts[nodes[edge.parent.index]]) on \(parentDay)"))
    }
  }

  mutating func report(
    _ rule: FindingRule, _ record: Record, _ subject: String, _ detail: String, fix: String? = nil
  ) {
    findings.append(Finding(rule, subject: subject, detail: detail, fix: fix, at: record.location))
    guard rule.repairs, lastRepaired != record.location else { return }
    lastRepaired = record.location
    sources[Int(record.source)].repaired += 1
  }
}
