/// What somebody who passes a model on has to do, in plain sentences.
struct PlainWords {
  let table: LicenseTable
  let situation: AuditSituation

  /// One sentence for each kind of duty, the ones that matter most first.
  var duties: [String] {
    let own = situation.declared.codes
    let all = situation.inherited.bound.union(own)
    var sentences: [String] = []
    func say(_ term: LicenseTerm, _ sentence: (String) -> String) {
      let licenses = all.filter { table[$0].terms.contains(term) }
      guard !licenses.isEmpty else { return }
      sentences.append(sentence(licenses.map { table[$0].name }.joined(separator: ", ")))
    }
    let research = all.contains { table[$0].terms.contains(.researchOnly) }
    if research { say(.researchOnly) { "Use it for research alone (\($0))." } }
    say(.nonCommercial) { "Do not use it commercially (\($0))." }
    say(.noDerivatives) { "Do not pass on changed versions (\($0))." }
    say(.shareAlike) { "Put what you make of it under the same or a compatible license (\($0))." }
    say(.sameAgreement) { "Pass on what you make of it under the same agreement (\($0))." }
    say(.passUseRestrictions) { "Bind everyone you give it to, to its use restrictions (\($0))." }
    say(.acceptableUse) { "Keep to the acceptable use policy (\($0))." }
    say(.sourceDisclosure) { "Offer the source, whatever that is for weights (\($0))." }
    for code in all {
      let license = table[code]
      if license.terms.contains(.namePrefix), let prefix = license.prefix {
        sentences.append("Begin the name of what you make of it with ‘\(prefix)’ (\(license.name)).")
      }
      if license.terms.contains(.displayMark), !license.marks.isEmpty {
        let marks = license.marks.map { "‘\($0)’" }.joined(separator: " or ")
        sentences.append("Show \(marks) (\(license.name)).")
      }
      if license.terms.contains(.noticeFile) {
        let text = license.notice.map { " that says: \($0)" } ?? ""
        sentences.append("Add a Notice file\(text) (\(license.name)).")
      }
      for limit in license.limits { sentences.append("\(license.name): \(limit.sentence).") }
      if !license.excluded.isEmpty {
        let scope = license.excludedForMultimodal ? ", for multimodal models" : ""
        let places = license.excluded.joined(separator: ", ")
        sentences.append("\(license.name): not licensed in \(places)\(scope).")
      }
    }
    say(.noTrainingOthers) { "Do not use it or its outputs to improve models of another line (\($0))." }
    say(.includeLicense) { "Pass on the license text with it (\($0))." }
    say(.attribution) { "Keep the copyright lines (\($0))." }
    say(.stateChanges) { "Say what you changed (\($0))." }
    let open = situation.inherited.disputed.subtracting(all)
    if !open.isEmpty {
      sentences.append(
        "Whether these bind an adapter is open: " + open.map { table[$0].name }.joined(separator: ", ") + ".")
    }
    if !situation.inherited.all.union(own).intersection(table.unknowns).isEmpty {
      sentences.append("Some licenses above it, or its own, are not known: there may be more to do.")
    }
    return sentences
  }
}
