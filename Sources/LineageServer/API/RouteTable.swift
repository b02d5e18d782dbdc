/// All routes. What is asked for is found here, and so is the OpenAPI document: a route that answers is documented.
struct RouteTable: Sendable {
  /// In the order of the document.
  let routes: [Route]
  /// Where a path fits two, the one whose words are literal comes first.
  private let ranked: [Route]

  init(_ routes: [Route]) {
    self.routes = routes
    ranked = routes.enumerated().sorted { a, b in
      let (left, right) = (Self.rank(a.element), Self.rank(b.element))
      return left == right ? a.offset < b.offset : left.lexicographicallyPrecedes(right)
    }.map(\.element)
  }

  private static func rank(_ route: Route) -> [Int] { route.segments.map { $0.hasPrefix("{") ? 1 : 0 } }

  /// The route of a path, with the values of its parameters; nil if there is none.
  func find(_ path: RequestPath) -> (route: Route, values: [String: String])? {
    guard !path.isFolder else { return nil }
    for route in ranked {
      let segments = route.segments
      guard segments.count == path.segments.count else { continue }
      var values: [String: String] = [:]
      let fits = zip(segments, path.segments).allSatisfy { pattern, text in
        guard pattern.hasPrefix("{") else { return pattern == text }
        values[String(pattern.dropFirst().dropLast())] = text
        return true
      }
      if fits { return (route, values) }
    }
    return nil
  }
}

extension Route {
  /// What was asked, checked and complete.
  ///
  /// - Throws: A ``Problem`` with status 400 that names the parameter.
  func question(
    _ path: RequestPath, values: [String: String], query: String?, basePath: String
  ) throws(Problem) -> Question {
    let given = try Self.given(query)
    for name in given.keys.sorted()
    where !parameters.contains(where: { $0.name == name && $0.place == .query }) {
      let known = parameters.filter { $0.place == .query }.map(\.name)
      throw .badRequest(
        "there is no parameter ‘\(name)’ here",
        hint: known.isEmpty ? "this address takes none" : "known: " + known.joined(separator: ", "))
    }
    var all = values
    for parameter in parameters {
      guard let value = parameter.place == .path ? values[parameter.name] : given[parameter.name] else {
        if parameter.isRequired {
          throw .badRequest("the parameter ‘\(parameter.name)’ is required", hint: parameter.summary)
        }
        all[parameter.name] = parameter.fallback
        continue
      }
      if let fault = parameter.fault(value) {
        throw .badRequest("‘\(parameter.name)’ \(fault)", hint: parameter.summary)
      }
      all[parameter.name] = value
    }
    return Question(values: all, basePath: basePath, path: path.raw, given: given)
  }

  private static func given(_ query: String?) throws(Problem) -> [String: String] {
    var given: [String: String] = [:]
    for item in (query ?? "").split(separator: "&") {
      let equals = item.firstIndex(of: "=") ?? item.endIndex
      guard let name = RequestPath.decoded(item[..<equals], plusIsBlank: true),
        let value = RequestPath.decoded(item[equals...].dropFirst(), plusIsBlank: true)
      else { throw .badRequest("the query is not text in percent encoding, or holds control characters") }
      guard given.updateValue(value, forKey: name) == nil else {
        throw .badRequest("the parameter ‘\(name)’ is given twice")
      }
    }
    return given
  }
}
