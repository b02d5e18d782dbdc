import LineageGraph

/// Through which relations the terms of a license reach a derivative.
///
/// Finetunes, merges, quantized copies and mirrors are bound in whole: every definition that was read covers
/// modifications, and agreements define conversions as object form. An adapter is bound on a contract's ground, or
/// it is open (``AuditPolicy/Adapters``). A model trained on outputs is bound only by a clause that says so.
public enum Binding: Sendable {
  /// All terms reach it.
  case bound
  /// Whether they do is open.
  case disputed
  /// The terms on outputs reach it, nothing else.
  case outputs
  /// None does.
  case free

  /// How a license reaches a derivative.
  public static func of(
    _ license: License, through label: EdgeLabel, policy: AuditPolicy
  ) -> Binding {
    let binding: Binding =
      switch label.relation {
      case .finetune, .merge, .quantized, .mirror, .unspecified, .reported: .bound
      case .adapter: adapter(license, policy.adapters)
      case .distilled:
        switch license.outputs {
        case .captured: .bound
        case .free: .free
        case .named, .marked, .restricted, .forbidden, .forbiddenIfCompeting, .unknown: .outputs
        }
      }
    return binding == .bound && label.evidence.confidence < policy.minimumConfidence ? .disputed : binding
  }

  private static func adapter(_ license: License, _ stance: AuditPolicy.Adapters) -> Binding {
    switch stance {
    case .bind: .bound
    case .warn: .disputed
    case .ignore: .free
    case .basis: license.adapters.isContract ? .bound : .disputed
    }
  }

  /// On what ground a license reaches a derivative, in words.
  public static func basis(_ license: License, through relation: Relation) -> String {
    switch relation {
    case .adapter:
      switch license.adapters {
      case .namesAdapters: "the text names adapters"
      case .contractTrigger: "contract: duties begin with using the materials to make a model"
      case .contractDefinition: "contract: its definition of derivatives covers adapters"
      case .copyrightDefinition: "copyright: defined by derivative works, disputed for adapters"
      case .copyrightOnly: "copyright alone, disputed for adapters"
      case .unknown: "not known: the text was not read"
      }
    case .distilled: "clause on outputs: " + license.outputs.rawValue
    case .quantized: "copyright and contract: a conversion of the same weights"
    case .mirror: "the same weights"
    case .finetune, .merge, .unspecified, .reported: "copyright and contract: a modification of the weights"
    }
  }
}

extension Evidence {
  /// How far an edge can be relied on, 0...1.
  public var confidence: Double {
    switch self {
    case .declared, .detected: 1
    case .documented, .admitted: 0.95
    case .inferred: 0.9
    case .reported: 0.6
    case .alleged: 0.3
    }
  }
}

extension Relation {
  /// The weights are the same or were converted; nothing was trained or mixed.
  var isMechanical: Bool { self == .quantized || self == .mirror }
}

/// ``Binding`` of all licenses of a table for one edge label, as sets: what an edge lets through.
struct BindingMasks {
  let bound: LicenseSet
  let disputed: LicenseSet
  let outputs: LicenseSet
  let isMechanical: Bool
  /// Whether everything that binds goes on binding.
  let isPlain: Bool

  init(_ label: EdgeLabel, _ table: LicenseTable, _ policy: AuditPolicy) {
    var (bound, disputed, outputs) = (LicenseSet(), LicenseSet(), LicenseSet())
    for (index, license) in table.licenses.enumerated() {
      switch Binding.of(license, through: label, policy: policy) {
      case .bound: bound.insert(LicenseCode(index))
      case .disputed: disputed.insert(LicenseCode(index))
      case .outputs: outputs.insert(LicenseCode(index))
      case .free: break
      }
    }
    (self.bound, self.disputed, self.outputs) = (bound, disputed, outputs)
    isMechanical = label.relation.isMechanical
    isPlain = disputed.isEmpty && outputs.isEmpty && !label.relation.isMechanical
  }
}
