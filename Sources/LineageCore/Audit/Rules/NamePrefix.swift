extension AuditRule {
  static let namePrefix: AuditRule = AuditRule(
    "LIC010", "Name does not begin as it has to", .unmet, .warning,
    explanation: """
      An ancestor's license asks that the name of a model made with it begins with a word: `Llama`, `Llama 3`,
      `EXAONE`, `HyperCLOVA X`. It is looked for in the repository's name without its owner; letter case, blanks and hyphens
      do not matter. A conversion that keeps its original's name does not fire: the original does.
      """,
    fix: "rename {model} so that its name begins with the word"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      let license = situation.table[code]
      guard license.terms.contains(.namePrefix), let prefix = license.prefix,
        let bit = situation.table.prefixes.firstIndex(of: LicenseTable.letters(prefix)),
        situation.prefixes >> UInt64(bit) & 1 == 0
      else { return nil }
      return situation.hit(rule, code, way, .namePrefix, detail: "the name has to begin with ‘\(prefix)’")
    }
  }
}
