import CFastJSON
import LineageCore

/// The parents that one Hub record declares: from its tags; else from `baseModels`; else from its card.
///
/// The Hub writes each parent twice, as `base_model:ID` and as `base_model:RELATION:ID`; the typed one counts.
/// Several relations for one parent stay apart, for the normaliser to report.
struct HubReferences {
  /// The parents of the record last read; the storage is used again for every record.
  private(set) var found: [Reference] = []
  /// For each of ``found``, whether a tag states its relation.
  private var isTyped: [Bool] = []
  /// Positions in ``found`` by parent; only kept for the rare record with more parents than are quickly searched.
  private var positions: [TextID: [Int]] = [:]
  private static let searchedLinearly = 64

  /// Reads the parents of a record; `card` are the fields of a card that was given as YAML text.
  mutating func collect(
    _ json: UnsafePointer<cfj_record>, card: CardFields?, into sink: inout RecordSink
  ) {
    if !found.isEmpty {
      found.removeAll(keepingCapacity: true)
      isTyped.removeAll(keepingCapacity: true)
      if !positions.isEmpty { positions.removeAll() }
    }
    let stated =
      json.pointee.card_relation.value.map(Relation.init(utf8:)) ?? card?.relation ?? .unspecified
    for i in 0..<json.pointee.base_model_tags.count {
      addTag(json.pointee.base_model_tags[i], untyped: stated, &sink)
    }
    if found.isEmpty, json.pointee.api_bases.stated {
      let relation = json.pointee.api_relation.value.map(Relation.init(utf8:)) ?? stated
      for i in 0..<json.pointee.api_bases.count { add(sink.intern(json.pointee.api_bases[i]), relation) }
    }
    if !found.isEmpty { return }
    if json.pointee.card_bases.stated {
      addCardBases(json.pointee.card_bases, stated, &sink)
    } else if json.pointee.card_merged.count > 0 {
      addCardBases(json.pointee.card_merged, stated == .unspecified ? .merge : stated, &sink)
    } else if let parents = card?.parents {
      for base in parents.ids { add(sink.intern(base), stated == .unspecified ? parents.implied : stated) }
    }
  }

  private mutating func addTag(
    _ tag: UnsafeRawBufferPointer, untyped stated: Relation, _ sink: inout RecordSink
  ) {
    if let colon = tag.offset(of: UInt8(ascii: ":"), from: 0) {
      let relation = Relation(utf8: tag.part(0..<colon))
      if relation != .unspecified {
        add(sink.intern(tag.part((colon + 1)..<tag.count)), relation, isTyped: true)
        return
      }
    }
    let target = sink.intern(tag)
    if index(of: target, where: { _ in true }) == nil { add(target, stated) }
  }

  /// A list is taken as it is; a single text may hold several, separated by commas.
  private mutating func addCardBases(_ bases: cfj_texts, _ relation: Relation, _ sink: inout RecordSink) {
    if bases.count == 0 { add(sink.intern(""), relation) }  // an empty list: declared, but empty
    for i in 0..<bases.count {
      let base = bases[i]
      if bases.count == 1, base.contains(UInt8(ascii: ",")) {
        for part in ParentCell.split(base) { add(sink.intern(part), relation) }
      } else {
        add(sink.intern(base), relation)
      }
    }
  }

  /// Adds a parent unless it is known with that relation; a typed one takes the place of an untyped one.
  private mutating func add(_ target: TextID, _ relation: Relation, isTyped typed: Bool = false) {
    let reference = Reference(target, EdgeLabel(relation))
    if typed, let i = index(of: target, where: { !isTyped[$0] }) {
      found[i] = reference
      isTyped[i] = true
      return
    }
    if index(of: target, where: { found[$0] == reference }) != nil { return }
    found.append(reference)
    isTyped.append(typed)
    if found.count > Self.searchedLinearly {
      if positions.isEmpty {
        for (i, other) in found.enumerated() { positions[other.written, default: []].append(i) }
      } else {
        positions[target, default: []].append(found.count - 1)
      }
    }
  }

  private func index(of target: TextID, where fits: (Int) -> Bool) -> Int? {
    if found.count > Self.searchedLinearly { return positions[target]?.first(where: fits) }
    return found.indices.first { found[$0].written == target && fits($0) }
  }
}

extension Relation {
  /// Reads a relation without making a string for the Hub's own four words.
  init(utf8 word: UnsafeRawBufferPointer) {
    switch word.count {
    case 5 where word.starts(with: "merge"): self = .merge
    case 7 where word.starts(with: "adapter"): self = .adapter
    case 8 where word.starts(with: "finetune"): self = .finetune
    case 9 where word.starts(with: "quantized"): self = .quantized
    case 1...16: self = Relation(spelling: String(decoding: word, as: UTF8.self))
    default: self = .unspecified
    }
  }
}
