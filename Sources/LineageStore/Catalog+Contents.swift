import Foundation
import GRDB
import LineageCore

/// How many findings a rule made.
public struct FindingCount: Hashable, Sendable {
  /// The rule, one of ``FindingRule/all``.
  public let rule: String
  /// The level of these findings.
  public let level: Finding.Level
  /// How many there are; at least 1.
  public let count: Int
}

extension Catalog {
  /// The facts of one of the two graphs.
  public func facts(_ identity: Identity) throws -> Facts {
    let document = try read {
      try String.fetchOne(
        $0, sql: "SELECT document FROM facts WHERE graph = ?", arguments: [identity.rawValue])
    }
    do {
      return try JSONDecoder().decode(Facts.self, from: Data((document ?? "").utf8))
    } catch {
      throw damaged("no facts of the \(identity.rawValue) graph")
    }
  }

  /// The inputs, in the order read.
  public func sources() throws -> [Source] {
    try read { database in
      let rows = try RawStatement(
        database,
        "SELECT name, format, bytes, sha256, date, records, rejected, repaired FROM sources ORDER BY id")
      var sources: [Source] = []
      while try rows.step() {
        var source = Source(
          name: rows.text(0), format: SourceFormat(rawValue: rows.text(1)) ?? .unknown,
          bytes: Int(rows.integer(2)),
          sha256: rows.text(3), date: rows.day(4))
        (source.records, source.rejected) = (Int(rows.integer(5)), Int(rows.integer(6)))
        source.repaired = Int(rows.integer(7))
        sources.append(source)
      }
      return sources
    }
  }

  /// Findings in the order of the report: by rule, source, line and subject.
  ///
  /// - Parameters:
  ///   - rule: Only of this rule.
  ///   - level: Only of at least this level.
  ///   - subject: Only about this model, exactly as spelled.
  ///   - limit: At most so many.
  ///   - offset: Without the first so many.
  public func findings(
    rule: String? = nil, level: Finding.Level = .note, subject: String? = nil, limit: Int = .max,
    offset: Int = 0
  ) throws -> [Finding] {
    try read { database in
      let codes = try Int.fetchAll(
        database,
        sql: "SELECT code FROM finding_rules WHERE \(Self.atLeast(level)) AND (?1 IS NULL OR rule = ?1)",
        arguments: [rule])
      // One rule's findings are in order in its index; those of several are read in the order of the report.
      let ofRule =
        codes.count == 1 ? "= \(codes[0])" : "IN (\(codes.map(String.init).joined(separator: ", ")))"
      let rows = try RawStatement(
        database,
        """
        SELECT r.rule, r.level, f.subject, f.detail, f.fix, f.source, f.line
        FROM findings AS f CROSS JOIN finding_rules AS r ON r.code = f.rule
        WHERE f.rule \(ofRule) \(subject == nil ? "" : "AND f.subject = ?2")
        ORDER BY f.id LIMIT ?3 OFFSET ?4
        """)
      if subject != nil { rows.bind(subject, at: 2) }
      rows.bind(limit, at: 3)
      rows.bind(offset, at: 4)
      var findings: [Finding] = []
      while try rows.step() { findings.append(Self.finding(rows)) }
      return findings
    }
  }

  /// The findings about each of some models, in the order given, each model's in the order of the report.
  ///
  /// - Complexity: one look-up a model.
  public func findings(about subjects: [String]) throws -> [Finding] {
    try read { database in
      let rows = try RawStatement(
        database,
        """
        SELECT r.rule, r.level, f.subject, f.detail, f.fix, f.source, f.line
        FROM findings AS f CROSS JOIN finding_rules AS r ON r.code = f.rule
        WHERE f.subject = ?1 ORDER BY f.id
        """)
      var findings: [Finding] = []
      for subject in subjects {
        rows.bind(subject, at: 1)
        while try rows.step() { findings.append(Self.finding(rows)) }
        rows.reset()
      }
      return findings
    }
  }

  private static func finding(_ rows: borrowing RawStatement) -> Finding {
    let location = rows.optionalInteger(5).map { SourceLocation(source: Int($0), line: Int(rows.integer(6))) }
    return Finding(
      rule: rows.text(0), level: Finding.Level(rawValue: rows.text(1)) ?? .error, subject: rows.text(2),
      detail: rows.text(3), fix: rows.optionalText(4), location: location)
  }

  private static func atLeast(_ level: Finding.Level) -> String {
    let levels = Finding.Level.allCases.filter { $0 >= level }
    return "level IN (\(levels.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
  }

  /// The rules that found something, in the order of ``FindingRule/all``.
  public func findingCounts() throws -> [FindingCount] {
    try read { database in
      let rows = try RawStatement(
        database,
        """
        SELECT r.rule, r.level, f.count
        FROM (SELECT rule, count(*) AS count FROM findings GROUP BY rule) AS f
          JOIN finding_rules AS r ON r.code = f.rule
        ORDER BY r.code
        """)
      var counts: [FindingCount] = []
      while try rows.step() {
        counts.append(
          FindingCount(
            rule: rows.text(0), level: Finding.Level(rawValue: rows.text(1)) ?? .error,
            count: Int(rows.integer(2))))
      }
      return counts
    }
  }

  /// The aliases that were used, in the order of the knowledge file.
  public func aliases() throws -> [Alias] {
    try read { database in
      let rows = try RawStatement(
        database, "SELECT alias, target, reason, source, note FROM aliases ORDER BY position")
      var aliases: [Alias] = []
      while try rows.step() { aliases.append(rows.alias(from: 0)) }
      return aliases
    }
  }
}

extension RawStatement {
  /// A day stored as days since 1970-01-01; nil for NULL.
  func day(_ column: Int32) -> Day? {
    optionalInteger(column).map { Day(daysSince1970: Int32(clamping: $0)) }
  }

  /// Five columns that make an alias.
  func alias(from column: Int32) -> Alias {
    Alias(
      alias: text(column), target: text(column + 1), reason: text(column + 2), source: text(column + 3),
      note: text(column + 4))
  }
}
