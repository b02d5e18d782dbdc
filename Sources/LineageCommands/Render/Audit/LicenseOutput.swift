import LineageCore

/// Licenses for a reader or a program.
enum LicenseOutput {
  static func list(_ licenses: [License]) -> String {
    var lines: [String] = []
    for category in LicenseCategory.allCases {
      let members = licenses.filter { $0.category == category }.sorted { byteOrder($0.id, $1.id) }
      guard !members.isEmpty else { continue }
      var columns = TextColumns([.left, .left, .left])
      for license in members { columns.add(["  " + license.id, license.name, license.spdx]) }
      lines += [Style.bold.apply("\(category.rawValue) (\(members.count))")] + columns.lines() + [""]
    }
    return (lines + [Style.dim.apply(auditDisclaimer)]).joined(separator: "\n") + "\n"
  }

  static func text(_ license: License) -> String {
    var lines = [Style.bold.apply("\(license.name) (\(license.id))")]
    func add(_ name: String, _ value: String) {
      if !value.isEmpty {
        lines.append("  \(name)\(String(repeating: " ", count: max(1, 13 - name.count)))\(value)")
      }
    }
    add("SPDX", license.spdx)
    add("category", license.category.rawValue + (license.isFamily ? ", variant not said" : ""))
    add("commercial", license.commercial.rawValue)
    add("derivatives", license.derivatives.rawValue)
    add("outputs", license.outputs.rawValue)
    add("patents", license.patent.rawValue)
    add("adapters", license.adapters.rawValue)
    add("names", license.names.joined(separator: ", "))
    add("owners", license.owners.joined(separator: ", "))
    add("compatible", license.compatible.joined(separator: ", "))
    add("if later", license.compatibleIfLater.joined(separator: ", "))
    add("since", license.from?.description ?? "")
    if !license.terms.isEmpty {
      lines.append("  terms")
      for code in license.terms.codes {
        lines.append(
          "    \(code)\(String(repeating: " ", count: max(1, 26 - code.count)))\(LicenseTerm(code: code)?.meaning ?? "")"
        )
      }
    }
    for limit in license.limits { add("limit", limit.sentence) }
    add("name begins", license.prefix.map { "‘\($0)’" } ?? "")
    add("mark", license.marks.map { "‘\($0)’" }.joined(separator: " or "))
    add("notice", license.notice ?? "")
    add(
      "not in",
      license.excluded.joined(separator: ", ") + (license.excludedForMultimodal ? " (multimodal models)" : "")
    )
    add("not for", license.fields.joined(separator: ", "))
    add("note", license.note ?? "")
    add("source", license.source)
    add("text read", license.wasRead ? "yes" : "no")
    add("confidence", license.confidence.rawValue)
    return lines.joined(separator: "\n") + "\n"
  }

  static func document(_ license: License) -> JSONDocument {
    .object([
      "id": .string(license.id), "hub": .bool(license.isHubID), "name": .string(license.name),
      "spdx": .string(license.spdx), "family": .string(license.family),
      "category": .string(license.category.rawValue), "commercial": .string(license.commercial.rawValue),
      "derivatives": .string(license.derivatives.rawValue), "terms": .strings(license.terms.codes),
      "limits": .strings(license.limits.map(\.sentence)), "fields": .strings(license.fields),
      "excluded": .strings(license.excluded), "marks": .strings(license.marks),
      "prefix": .optional(license.prefix),
      "notice": .optional(license.notice), "outputs": .string(license.outputs.rawValue),
      "patent": .string(license.patent.rawValue), "adapters": .string(license.adapters.rawValue),
      "compatible": .strings(license.compatible), "compatible_if_later": .strings(license.compatibleIfLater),
      "names": .strings(license.names), "owners": .strings(license.owners),
      "from": .optional(license.from?.description), "source": .string(license.source),
      "read": .bool(license.wasRead), "confidence": .string(license.confidence.rawValue),
      "note": .optional(license.note),
    ])
  }
}
