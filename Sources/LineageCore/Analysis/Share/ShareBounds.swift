/// How far declared edges can be trusted, and what that leaves possible.
///
/// Two numbers about the parents that cards declare are the default: of the edges declared, 97.2 % are right (precision),
/// and of the edges there are, 68.5 % are declared (recall). They are passed on as published; where, on which sample and
/// when they were measured is not on record here, and nothing here measured them again: they are an assumption. With `D` units that declare a parent, `p·D`
/// edges are right, so there are `E = p·D / r` of them in truth. Nothing is assumed about *which* are wrong or missing,
/// so the bounds are the worst cases (Manski, *Partial Identification of Probability Distributions*, 2003):
///
/// * fewest of a group with mass `m`: every wrong edge is one of its own, no missing one is: `m - (1 - p)·D`;
/// * most: every wrong edge is another's, every missing one its own: `min(m, p·D) + E - p·D`.
///
/// The share is that over `E`; over all units where those are known (population `uploads`). The numbers are about edges,
/// so there are bounds for models and not for uploaders or downloads, and they hold for a part of the Hub only as far
/// as that part declares as well as the whole.
public struct DeclaredEdges: Hashable, Sendable {
  /// Share of declared edges that are right, above 0 and at most 1.
  public let precision: Double
  /// Share of true edges that are declared, above 0 and at most 1.
  public let recall: Double

  /// - Returns: nil if one of them is not above 0 and at most 1.
  public init?(precision: Double, recall: Double) {
    guard precision > 0, precision <= 1, recall > 0, recall <= 1 else { return nil }
    (self.precision, self.recall) = (precision, recall)
  }

  private init(_ precision: Double, _ recall: Double) { (self.precision, self.recall) = (precision, recall) }

  /// 97.2 % and 68.5 %: assumed, because their source is not on record.
  public static let assumed = DeclaredEdges(0.972, 0.685)

  /// The least and the greatest share of a row that the data allow, per cent; nil for unattributed mass, or if the units
  /// are no models.
  public func bounds(_ row: ShareTable.Row, of definition: ShareDefinition) -> ClosedRange<Double>? {
    guard definition.weight == .models, definition.attribution != .own, row.declared > 0,
      !ShareTable.unattributed.contains(row.group)
    else { return nil }
    let declared = Double(row.declared)
    let mass = row.mass.value
    let right = precision * declared
    let all = right / recall
    let least = max(0, mass - (declared - right))
    let most = min(mass, right) + all - right
    guard definition.population == .uploads else { return (100 * least / all)...(100 * most / all) }
    let units = Double(row.units)
    return (100 * least / units)...(100 * min(units, max(most, least)) / units)
  }
}
