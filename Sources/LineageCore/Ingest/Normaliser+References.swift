import LineageGraph

extension NormalisingRun {
  /// Groups the declared parents by child and works out what each means.
  mutating func readReferences() {
    groupByChild()
    var state = [Reading](repeating: .unseen, count: texts.count)
    meant = [TextID](repeating: Self.unknown, count: texts.count)
    var strange: [TextID] = []
    for declaration in declarations {
      let written = declaration.reference.written
      guard state[Int(written.rawValue)] == .unseen else { continue }
      if isValidID(written) && !looksLikePlace(written) {
        state[Int(written.rawValue)] = .plain
        meant[Int(written.rawValue)] = written
      } else {
        state[Int(written.rawValue)] = .strange
        strange.append(written)
      }
    }
    repair(strange)
    var isMeant = [Bool](repeating: false, count: texts.count)
    for text in meant where text != Self.unknown { isMeant[Int(text.rawValue)] = true }
    meanings = texts.ids.filter { isMeant[Int($0.rawValue)] }
  }

  /// What is known of a written parent.
  private enum Reading { case unseen, plain, strange }

  /// Applies the rules to texts that are no plain id, and reports each place where one is written.
  private mutating func repair(_ strange: [TextID]) {
    guard !strange.isEmpty else { return }
    var repairs: [TextID: RepairedReference] = [:]
    for written in strange { repairs[written] = RepairedReference(texts[written]) }
    for declaration in declarations where meant[Int(declaration.reference.written.rawValue)] == Self.unknown {
      let written = declaration.reference.written
      if let repair = repairs[written] { reportRepair(repair, of: texts[written], declaration) }
    }
    for written in strange.sorted(by: { $0.rawValue < $1.rawValue }) {
      if let id = repairs[written]?.id { meant[Int(written.rawValue)] = texts.intern(id) }
    }
    extendColumns()
  }

  /// Repairs and aliases add texts; the columns by text grow with them.
  mutating func extendColumns() {
    nodeOfText += [Int32](repeating: -1, count: texts.count - nodeOfText.count)
    meant += [TextID](repeating: Self.unknown, count: texts.count - meant.count)
  }

  /// Rows of one model may stand far apart; its parents are joined in the order of the rows.
  private mutating func groupByChild() {
    var offsets = [Int](repeating: 0, count: presentCount + 1)
    forEachDeclaration { child, _, _ in offsets[child + 1] += 1 }
    for i in 0..<presentCount { offsets[i + 1] += offsets[i] }
    let total = offsets[presentCount]
    let filler = Declaration(
      child: 0, record: 0, reference: Reference(TextID(rawValue: 0), EdgeLabel(.unspecified)))
    var grouped = [Declaration](repeating: filler, count: total)
    forEachDeclaration { child, record, reference in
      grouped[offsets[child]] = Declaration(
        child: UInt32(child), record: UInt32(record), reference: reference)
      offsets[child] += 1
    }
    declarations = grouped
  }

  private func forEachDeclaration(_ body: (_ child: Int, _ record: Int, Reference) -> Void) {
    for (index, record) in table.records.enumerated() where record.role != .deletion {
      let child = nodeOfText[Int(record.id.rawValue)]
      guard child >= 0 else { continue }
      for reference in table.references(of: record) { body(Int(child), index, reference) }
    }
  }

  /// `./results` and the like have the form of an id and are none.
  private func looksLikePlace(_ text: TextID) -> Bool {
    texts.withBytes(of: text) { bytes in
      guard let first = bytes.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "~") else {
        return bytes.contains(UInt8(ascii: "\"")) || bytes.contains(UInt8(ascii: "`"))
          || bytes.contains(UInt8(ascii: "{")) || bytes.contains(UInt8(ascii: "["))
          || bytes.first == UInt8(ascii: "'") || bytes.contains(UInt8(ascii: "\\"))
          || bytes.contains(UInt8(ascii: "<")) || bytes.contains(UInt8(ascii: "("))
          || bytes.starts(with: "hf.co/".utf8) || bytes.contains(UInt8(ascii: ","))
          || bytes.starts(with: "huggingface.co/".utf8)
      }
      return bytes.starts(with: "./".utf8) || bytes.starts(with: "../".utf8) || bytes.starts(with: "~/".utf8)
    }
  }

  private mutating func reportRepair(_ repair: RepairedReference, of text: String, _ declaration: Declaration)
  {
    let record = table.records[Int(declaration.record)]
    let child = texts[nodes[Int(declaration.child)]]
    for rule in repair.rules {
      let rejected = repair.id == nil && rule == repair.rules.last
      let detail =
        rejected
        ? "the parent is written \(quoted(text))"
        : "the parent is written \(quoted(text)); \(repair.id ?? "") was taken"
      let fix =
        rejected
        ? "base_model: the Hub id (owner/name) of the model it was made from"
        : "base_model: \(repair.id ?? "")"
      report(rule, record, child, detail, fix: fix)
    }
  }
}

/// A text from the data inside a sentence: in quotes, control characters escaped, at most 200 characters.
func quoted(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars.prefix(200) {
    out +=
      scalar.value < 32 || scalar.value == 127
      ? "\\u{" + String(scalar.value, radix: 16) + "}" : String(scalar)
  }
  return out + (text.unicodeScalars.count > 200 ? "…\"" : "\"")
}
