import LineageGraph

extension NormalisingRun {
  /// The edges of one of the two graphs (shares definition, section 1, steps 1 to 4).
  ///
  /// Findings that both graphs would make are made once: those of identity with aliases, the rest without.
  mutating func resolveEdges(_ identity: Identity) -> NormalisedEdges {
    var counts = IngestCounts()
    counts.invalidModels = invalidModels
    counts.caseGroups = caseGroups
    let names = followedNames(identity)
    let ghosts = smallestGhosts(among: names)
    var edges: [Edge] = []
    edges.reserveCapacity(declarations.count)
    var lastEdge: [Int] = []
    var row = 0
    while row < declarations.count {
      let child = declarations[row].child
      let start = edges.count
      var conflicting: Set<NodeID> = []
      while row < declarations.count, declarations[row].child == child {
        let declaration = declarations[row]
        row += 1
        counts.declared += 1
        guard let outcome = resolve(declaration, identity, names: names, ghosts: ghosts, counts: &counts)
        else {
          continue
        }
        add(outcome, declaration, to: &edges, from: start, identity, &counts, &conflicting, &lastEdge)
      }
      for parent in conflicting {
        counts.conflicts.append([texts[nodes[Int(child)]], texts[nodes[parent.index]]])
      }
    }
    counts.conflicts.sort { $0.lexicographicallyPrecedes($1, by: byteOrder) }
    return NormalisedEdges(edges: edges, counts: counts)
  }

  /// The id each meaning stands for in this graph, by text.
  private mutating func followedNames(_ identity: Identity) -> [TextID] {
    var names = [TextID](repeating: Self.unknown, count: texts.count)
    for text in meanings {
      let mayBeAlias =
        identity == .resolved && texts.withBytes(of: text) { aliases.mayContain(utf8: $0) }
      names[Int(text.rawValue)] = text
      if !mayBeAlias && isValidID(text) { continue }
      let id = texts[text]
      var name = identity == .resolved ? aliases.follow(id) : id
      if name == id, !ModelID.isValid(id) {
        name = OwnerlessReference.underscoreForSlash(id, present: presentSpelling) ?? id
      }
      if name != id { names[Int(text.rawValue)] = texts.intern(name) }
    }
    extendColumns()
    return names
  }

  private func presentSpelling(_ id: String) -> String? {
    texts.findFolded(id).flatMap { presentSpelling(of: $0) }.map { texts[$0] }
  }

  /// All spellings of a ghost become the smallest one in use; by leader.
  private func smallestGhosts(among names: [TextID]) -> [TextID: TextID] {
    var ghosts: [TextID: TextID] = [:]
    for text in meanings {
      let name = names[Int(text.rawValue)]
      guard !isPresent(name), presentSpelling(of: name) == nil else { continue }
      let leader = texts.leader(of: name)
      if let known = ghosts[leader], !texts.precedes(name, known) { continue }
      ghosts[leader] = name
    }
    return ghosts
  }

  /// The parent's node; nil if the reference is dropped, which is counted.
  private mutating func resolve(
    _ declaration: Declaration, _ identity: Identity, names: [TextID], ghosts: [TextID: TextID],
    counts: inout IngestCounts
  ) -> NodeID? {
    let written = meant[Int(declaration.reference.written.rawValue)]
    guard written != Self.unknown else {
      counts.invalidParents += 1
      return nil
    }
    let name = names[Int(written.rawValue)]
    let child = nodes[Int(declaration.child)]
    // Nearly every reference ends here.
    if name == written, name != child, isPresent(name) { return NodeID(Int(nodeOfText[Int(name.rawValue)])) }
    let record = table.records[Int(declaration.record)]
    if name != written {
      let alias = identity == .resolved ? aliases[texts[written]] : nil
      if alias != nil { counts.aliasRewritten += 1 }
      if identity == .resolved { reportRewritten(written, name, alias, child, record) }
    }
    let spelling =
      isPresent(name) ? name : presentSpelling(of: name) ?? ghosts[texts.leader(of: name)] ?? name
    if spelling == child {
      counts.selfLoops += 1
      if identity == .written {
        report(
          .selfLoop, record, texts[child], "the model names itself as its parent",
          fix: "remove the base_model line")
      }
      return nil
    }
    guard isValidID(name) else {
      counts.invalidParents += 1
      if identity == .resolved {
        let rule = OwnerlessReference.rule(for: texts[name])
        report(
          rule, record, texts[child], "the parent is written \(quoted(texts[name]))",
          fix: "base_model: the Hub id (owner/name) of the model it was made from")
      }
      return nil
    }
    if spelling != name {
      counts.caseFixed += 1
      if identity == .written { reportCase(name, spelling, child, record) }
    }
    return node(of: spelling)
  }

  private mutating func node(of spelling: TextID) -> NodeID {
    let known = nodeOfText[Int(spelling.rawValue)]
    if known >= 0 { return NodeID(Int(known)) }
    nodeOfText[Int(spelling.rawValue)] = Int32(nodes.count)
    nodes.append(spelling)
    attributes.append(ModelAttributes(present: false))
    return NodeID(nodes.count - 1)
  }

  /// Adds an edge, or merges it with the one that the pair has already.
  private mutating func add(
    _ parent: NodeID, _ declaration: Declaration, to edges: inout [Edge], from start: Int,
    _ identity: Identity, _ counts: inout IngestCounts, _ conflicting: inout Set<NodeID>,
    _ lastEdge: inout [Int]
  ) {
    let child = NodeID(Int(declaration.child))
    let label = declaration.reference.label
    // The last edge to this parent is this child's if it stands behind the child's first.
    let seen = parent.index < lastEdge.count ? lastEdge[parent.index] : -1
    guard seen >= start, edges[seen].parent == parent else {
      if parent.index >= lastEdge.count {
        lastEdge += [Int](repeating: -1, count: nodes.count - lastEdge.count)
      }
      lastEdge[parent.index] = edges.count
      edges.append(Edge(child: child, parent: parent, kind: label.kind))
      return
    }
    counts.duplicates += 1
    let record = table.records[Int(declaration.record)]
    let (id, other) = (texts[nodes[child.index]], texts[nodes[parent.index]])
    let known = EdgeLabel(edges[seen].kind)
    if known.relation != label.relation {
      conflicting.insert(parent)
      let stronger = known.relation.strength >= label.relation.strength ? known : label
      edges[seen] = Edge(child: child, parent: parent, kind: stronger.kind)
      if identity == .written {
        report(
          .relationConflict, record, id,
          "\(other) is declared as \(known.relation.word) and as \(label.relation.word); \(stronger.relation.word) was kept",
          fix: "base_model_relation: \(stronger.relation.word)")
      }
    } else if identity == .written {
      report(.duplicateReference, record, id, "\(other) is declared again", fix: "name each parent once")
    }
  }

  private mutating func reportRewritten(
    _ written: TextID, _ name: TextID, _ alias: Alias?, _ child: TextID, _ record: Record
  ) {
    let (from, to) = (texts[written], texts[name])
    guard let alias else {
      report(
        .underscoreForSlash, record, texts[child],
        "the parent is written \(quoted(from)); \(to) is present and was taken",
        fix: "base_model: \(to)")
      return
    }
    report(
      .aliasResolved, record, texts[child], "\(from) stands for \(to) (\(alias.reason))",
      fix: "base_model: \(to)")
  }

  private mutating func reportCase(_ name: TextID, _ spelling: TextID, _ child: TextID, _ record: Record) {
    report(
      .caseFixed, record, texts[child],
      "the parent is written \(texts[name]), the repository is \(texts[spelling])",
      fix: "base_model: \(texts[spelling])")
  }
}
