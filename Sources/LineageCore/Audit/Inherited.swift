/// The licenses that reach a model from above, by the way in which they do.
public struct Inherited: Hashable, Sendable {
  /// All their terms bind.
  public var bound = LicenseSet()
  /// Of those, the ones that came through a change of weights somewhere, not through copies alone.
  public var changed = LicenseSet()
  /// Of the bound ones, those of models without parents: what the weights began with.
  public var rooted = LicenseSet()
  /// Whether they bind is open.
  public var disputed = LicenseSet()
  /// Their terms on outputs bind.
  public var outputs = LicenseSet()
  /// Labels of another version than the upstream one, on models above: claims without effect.
  public var claimed = LicenseSet()
  /// Licenses that models above were under and no longer are.
  public var former = LicenseSet()

  /// Nothing.
  public init() {}

  /// All that reach it in any way.
  public var all: LicenseSet { bound.union(disputed).union(outputs).union(claimed) }

  /// Adds what comes from another parent.
  public mutating func formUnion(_ other: Inherited) {
    bound.formUnion(other.bound)
    changed.formUnion(other.changed)
    rooted.formUnion(other.rooted)
    disputed.formUnion(other.disputed)
    outputs.formUnion(other.outputs)
    claimed.formUnion(other.claimed)
    former.formUnion(other.former)
  }

  /// What of this reaches a child through an edge.
  func passed(_ masks: BindingMasks) -> Inherited {
    var next = Inherited()
    let reaching = masks.bound.union(masks.disputed)
    let open = bound.union(disputed)
    next.bound = bound.intersection(masks.bound)
    next.changed = masks.isMechanical ? changed.intersection(masks.bound) : next.bound
    next.rooted = rooted.intersection(masks.bound)
    next.disputed = bound.intersection(masks.disputed).union(disputed.intersection(reaching))
    next.outputs = open.intersection(masks.outputs).union(outputs.intersection(reaching.union(masks.outputs)))
    next.claimed = claimed.intersection(reaching)
    next.former = former.intersection(reaching)
    return next
  }

  /// This and what the model itself adds for those made from it.
  func adding(
    _ own: LicenseSet, former own2: LicenseSet, isRoot: Bool, _ table: LicenseTable
  ) -> Inherited {
    var next = self
    for code in own {
      if table.isOtherVersion(code, than: bound) {
        next.claimed.insert(code)
      } else {
        next.bound.insert(code)
        if isRoot { next.rooted.insert(code) }
      }
    }
    next.former.formUnion(own2)
    return next
  }
}

extension LicenseTable {
  /// Whether a license is an agreement of which another version, and not itself, is among those inherited: then the
  /// label is a mistake, because only the licensor chooses the version.
  func isOtherVersion(_ code: LicenseCode, than inherited: LicenseSet) -> Bool {
    let license = self[code]
    guard license.isAgreement, !inherited.contains(code) else { return false }
    return inherited.contains { other in
      let upstream = self[other]
      return upstream.isAgreement && upstream.family == license.family
        && !upstream.compatible.contains(license.id)
    }
  }
}
