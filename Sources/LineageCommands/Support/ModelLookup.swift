import LineageCore
import LineageStore

/// Finds the model a user named, and says so when it is not the text they typed.
struct ModelLookup {
  let catalog: Catalog
  let identity: Identity
  let quiet: Bool

  /// The node of an id in the catalog.
  ///
  /// - Throws: A failure with status 3 that suggests similar ids.
  func find(_ typed: String) throws -> Resolution {
    // A pasted address or quoted id means the id in it.
    let id = RepairedReference(typed).id ?? typed
    guard let found = try catalog.resolve(id, in: identity) else { throw try notFound(id) }
    try tell(found, id)
    return found
  }

  /// A model, or a product that is none and that somebody speaks of.
  enum Subject {
    case model(Resolution)
    case product(ReportedProduct)
  }

  /// What a text names: a model of the catalog first, then a product.
  ///
  /// - Throws: A failure with status 3 that suggests similar products and ids.
  func find(_ typed: String, or statements: [ReportedDerivation]) throws -> Subject {
    let id = RepairedReference(typed).id ?? typed
    if let found = try catalog.resolve(id, in: identity) {
      try tell(found, id)
      return .model(found)
    }
    guard let product = ReportedProduct(typed, among: statements) else {
      throw try notFound(id, ReportedProduct.suggestions(for: typed, among: statements))
    }
    guard let model = product.model, let found = try catalog.resolve(model, in: identity) else {
      return .product(product)
    }
    if !quiet { Terminal.error("\(printable(typed)) is \(printable(found.id)); answering for that.") }
    return .model(found)
  }

  private func tell(_ found: Resolution, _ id: String) throws {
    if let alias = found.alias, !quiet {
      Terminal.error("\(printable(id)) stands for \(alias.target) (\(alias.reason)); answering for that.")
    } else if found.id != id, !quiet {
      Terminal.error("No model is spelled \(printable(id)); answering for \(found.id).")
    }
    if found.alias == nil, identity == .resolved, !quiet, let alias = try catalog.alias(of: found.id),
      alias.target != found.id
    {
      Terminal.error(
        "\(printable(found.id)) is known as a copy or former name of \(printable(alias.target)) (\(alias.reason)): "
          + "what was made from it counts there. --no-aliases keeps the two apart.")
    }
  }

  private func notFound(_ id: String, _ products: [String] = []) throws -> CommandFailure {
    let models = try catalog.suggestions(for: id, limit: 5)
    let similar = Array((products + models).prefix(5))
    let hint =
      similar.isEmpty
      ? "`lineage search TEXT` lists the ids that contain a text"
      : "did you mean\n" + similar.map { "  " + $0 }.joined(separator: "\n")
    return CommandFailure(
      .input, subject: id, "no model \(printable(id)) in this snapshot", hint: hint,
      suggestions: similar)
  }
}
