import LineageGraph

extension RecordTable {
  /// Adds the models of an index with their parents, as rows of one source: an index of some models can so be read
  /// together with other rows. Ghosts are no rows; they come back as parents.
  ///
  /// - Complexity: O(nodes + edges).
  public mutating func append(_ index: LineageIndex, source name: String) {
    let source = sources.count
    sources.append(Source(name: name, format: .modelTable, date: index.snapshot))
    for node in index.graph.nodes where index.models[node].present {
      var record = Record(id: texts.intern(index.models.id(node)), source: source, line: 0)
      record.attributes = index.models[node]
      record.attributes.mapTexts { label in texts.intern(label, of: index.models.labels) }
      let parents = zip(index.graph.parents(of: node), index.graph.parentKinds(of: node)).map {
        Reference(texts.intern(index.models.id($0)), EdgeLabel($1))
      }
      append(record, references: parents)
    }
  }
}
