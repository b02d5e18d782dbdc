import LineageCore

/// A step of a lineage at which a term was dropped.
struct DroppedStep: Hashable {
  let parent: String
  let child: String
  /// The models between the step's upper end and the subject, nearest the step first, both ends included.
  let way: [String]

  /// The steps of a trail, in its order.
  static func all(of trail: LicenseTrail?) -> Set<DroppedStep> {
    Set(
      (trail?.drops ?? []).compactMap { drop in
        guard let i = drop.path.firstIndex(where: { $0.status == .dropped }), i > 0 else { return nil }
        return DroppedStep(
          parent: drop.path[i - 1].model.id, child: drop.path[i].model.id,
          way: drop.path[(i - 1)...].map(\.model.id))
      })
  }
}

extension Neighbourhood {
  /// The ancestors for a picture, nearest first: those chosen, and the ways to dropped steps, which take half of
  /// the room at most. What is left of that half is for the ways from where the terms start.
  func drawn(with drops: Set<DroppedStep>, along paths: TrailPaths, atMost most: Int) -> [ModelSummary] {
    let chosen = Array(drawnAncestors.prefix(most))
    let known = Set(chosen.map(\.id))
    var wanted: Set<String> = []
    for drop in drops.sorted(by: {
      $0.way.count != $1.way.count ? $0.way.count < $1.way.count : $0.way[0] < $1.way[0]
    }) {
      let way = Set(drop.way).subtracting([subject.id])
      if wanted.union(way).count <= most / 2 { wanted.formUnion(way) }
    }
    for way in paths.ways {
      let all = wanted.union(way).subtracting([subject.id])
      if all.count <= most / 2 { wanted = all }
    }
    if wanted.isSubset(of: known) { return chosen }
    // What is farthest leads to nothing else that is drawn.
    let room = most - wanted.subtracting(known).count
    var left = chosen.filter { !wanted.contains($0.id) }
    left = Array(left.prefix(max(0, room - (chosen.count - left.count))))
    let keep = wanted.union(left.map(\.id))
    return ancestry.ancestors.filter { keep.contains($0.model.id) }.map(\.model)
  }
}
