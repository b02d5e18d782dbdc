extension AuditRule {
  static let licenseCopy: AuditRule = AuditRule(
    "LIC012", "License or notice file missing", .unmet, .warning,
    explanation: """
      An ancestor's license has to go with copies, or a Notice file with a prescribed sentence has to. They are looked
      for by name in the list of files. Where the files were not listed, the duty is a note to check, for agreements alone;
      a missing text of a permissive license is a note too.
      """,
    fix: "add the text of {license} and the Notice file to {model}"
  ) { situation, rule in
    situation.upstream.compactMap { code, way in
      let license = situation.table[code]
      let terms = license.terms.intersection([.includeLicense, .noticeFile])
      guard !terms.isEmpty, !license.isUnknown else { return nil }
      guard let names = situation.files?.names?.map({ $0.lowercased() }) else {
        guard license.isAgreement || terms.contains(.noticeFile) else { return nil }
        var hit = situation.hit(
          rule, code, way, terms, level: .note, detail: "the list of files was not read")
        hit.isUnseen = true
        return hit
      }
      var missing: LicenseTerm = []
      let texts = ["license", "licence", "copying", "agreement", "terms"]
      if terms.contains(.includeLicense),
        !names.contains(where: { name in texts.contains { name.contains($0) } })
      {
        missing.insert(.includeLicense)
      }
      if terms.contains(.noticeFile), !names.contains(where: { $0.contains("notice") }) {
        missing.insert(.noticeFile)
      }
      guard !missing.isEmpty else { return nil }
      let level: Finding.Level = license.isAgreement || license.flowsDown ? .warning : .note
      return situation.hit(rule, code, way, missing, level: level)
    }
  }
}
