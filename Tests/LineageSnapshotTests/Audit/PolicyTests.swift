import LineageCore
import LineageSnapshot
import Testing

/// Policies: what is refused, what a waiver does, and what a stance changes.
@Suite struct PolicyTests {
  private static let laundered = """
    --- models
    meta-llama/Llama-3.1-8B llama3.1
    oak/tuned apache-2.0 <- finetune:meta-llama/Llama-3.1-8B
    maple/nc cc-by-nc-4.0
    oak/lora apache-2.0 <- adapter:maple/nc
    """

  private func report(_ id: String, _ policy: String, day: String? = "2026-11-22", baseline: Set<String> = [])
    throws -> AuditReport
  {
    let drawn = try AuditCase(text: Self.laundered)
    let auditor = ModelAuditor(
      drawn.index, table: try AuditCase.shipped.get().table, policy: try PolicyFile.parse(policy),
      day: day.flatMap { Day($0) }, baseline: baseline)
    return auditor.audit(try #require(drawn.index.find(id)))
  }

  private static let waiver = """
    version: 1
    waivers:
      - id: W-1
        rule: LIC002
        model: oak/*
        ancestor: "*/Llama-3.1-8B"
        reason: LICENSE_ACQUIRED
        justification: letter of 1 March
        approver: legal@oak
        expires: 2026-12-31
    """

  @Test func acceptsAFindingUntilTheWaiverExpires() throws {
    let waived = try report("oak/tuned", Self.waiver)
    #expect(waived.findings.first { $0.rule == "LIC002" }?.waivedBy == "W-1")
    #expect(!waived.fails(at: .error))
    #expect(waived.expiredWaivers.isEmpty)

    let late = try report("oak/tuned", Self.waiver, day: "2027-01-01")
    #expect(late.findings.first { $0.rule == "LIC002" }?.waivedBy == nil)
    #expect(late.fails(at: .error))
    #expect(late.expiredWaivers.count == 1)
    #expect(late.expiredWaivers[0].contains("2026-12-31"))

    #expect(try report("oak/tuned", Self.waiver, day: "2026-12-31").fails(at: .error) == false)
    #expect(try report("oak/tuned", Self.waiver, day: nil).fails(at: .error))
  }

  @Test func takesKnownFindingsOutOfTheCount() throws {
    let first = try report("oak/tuned", "version: 1")
    #expect(first.fails(at: .error))
    let again = try report("oak/tuned", "version: 1", baseline: Set(first.findings.map(\.id)))
    #expect(!again.fails(at: .note))
    #expect(!again.findings.contains { !$0.isKnown })
  }

  @Test(arguments: [
    ("bind", "laundered", "error"), ("warn", "conditional", "warning"), ("basis", "conditional", "warning"),
  ])
  func judgesAnAdapterByItsStance(stance: String, verdict: String, level: String) throws {
    let found = try report("oak/lora", "version: 1\nrules: {adapters: \(stance)}").findings
    let finding = try #require(found.first { $0.rule == "LIC001" })
    #expect(finding.verdict.rawValue == verdict)
    #expect(finding.level.rawValue == level)
    #expect(finding.basis.contains("copyright alone"))
  }

  @Test func findsNothingOnAnAdapterThatIsNotBound() throws {
    #expect(try report("oak/lora", "version: 1\nrules: {adapters: ignore}").findings.isEmpty)
  }

  @Test func changesAndTurnsOffLevels() throws {
    let noted = try report("oak/tuned", "version: 1\nrules: {LIC002: note, LIC010: 'off'}")
    #expect(noted.findings.first { $0.rule == "LIC002" }?.level == .note)
    #expect(!noted.findings.contains { $0.rule == "LIC010" })
  }

  @Test(arguments: [
    ("", "the file is empty"), ("[1]", "not an entry with keys"), ("version: 2", "not a version"),
    ("waivers: []", "key version"), ("version: 1\nrules: {LIC999: error}", "key LIC999"),
    ("version: 1\nrules: {LIC001: fatal}", "'fatal' is not allowed; allowed: note warning error off"),
    ("version: 1\nrules: {adapters: maybe}", "allowed: basis bind warn ignore"),
    ("version: 1\ncontext: {mau: many}", "not a whole number"),
    ("version: 1\ncontext: {mau: -5}", "not a whole number"),
    ("version: 1\ncontext: {territory: [Germany]}", "two capital letters"),
    ("version: 1\ncontext: {commercial: perhaps}", "allowed: true false"),
    ("version: 1\nmin_confidence: 7", "from 0 to 1"),
    ("version: 1\nlicenses: {deny: ['category:evil']}", "names no category"),
    ("version: 1\nversion: 1", "twice"), ("version: 1\nwaivers: [{id: a}]", "waiver a, key rule"),
    (
      "version: 1\nwaivers: [{id: a, rule: LIC001, model: x, reason: RISK_ACCEPTED, justification: j, approver: b}]",
      "key expires"
    ),
    (
      "version: 1\nwaivers: [{id: a, rule: LIC001, model: x, reason: because, justification: j, approver: b, expires: 2027-01-01}]",
      "LICENSE_ACQUIRED"
    ),
    (
      "version: 1\nwaivers: [{id: a, rule: LIC001, model: x, reason: RISK_ACCEPTED, justification: j, approver: b, expires: 2027-02-30}]",
      "not a date"
    ),
    ("version: &a 1\nmin_confidence: *a", "anchors and aliases"),
    ("version: 1\ncontext: {uses: [\(String(repeating: "[", count: 100))]}", "nested"),
    ("version: 1\n\t- x", "not YAML"), (String(repeating: "#", count: 2_000_000), "more than"),
  ])
  func refusesAWrongPolicyAndSaysWhere(yaml: String, part: String) {
    #expect { try PolicyFile.parse(yaml) } throws: { error in
      let text = String(describing: error)
      return error is KnowledgeError && text.contains(part)
    }
  }

  @Test func readsJSONAsWell() throws {
    let policy = try PolicyFile.parse(
      #"{"version": 1, "context": {"mau": 5, "territory": ["DE"]}, "fail_on": "note"}"#)
    #expect(policy.context.monthlyUsers == 5)
    #expect(policy.failOn == .note)
  }
}

/// License files that are wrong in one place each.
@Suite struct LicenseFileTests {
  private static let good =
    "{id: x, name: X, spdx: MIT, family: f, category: permissive, commercial: 'yes', derivatives: any, source: s, confidence: low}"

  private func file(_ entry: String) -> String { "version: 1\nlicenses: [\(entry)]" }

  @Test func readsAnEntryAndOverlaysIt() throws {
    let base = try LicenseFile.parse(file(Self.good))
    let over = try LicenseFile.parse(
      file(
        Self.good.replacing("name: X", with: "name: Y") + ", " + Self.good.replacing("id: x", with: "id: z")))
    let both = base.overlaid(by: over)
    #expect(both.licenses.map(\.id) == ["x", "z"])
    #expect(both.licenses[0].name == "Y")
  }

  @Test(arguments: [
    (
      "category: permissive", "category: nice",
      "license x, key category: 'nice' is not allowed; allowed: permissive"
    ),
    ("name: X, ", "", "license x, key name: missing"), ("id: x", "id: X y", "is not an id"),
    ("spdx: MIT", "spdx: 'MIT or so'", "key spdx"),
    ("source: s", "source: s, terms: [be-kind]", "'be-kind' is not a term"),
    ("source: s", "source: s, colour: red", "key colour: not a key here"),
    ("source: s", "source: s, terms: [name-prefix]", "key prefix: missing"),
    ("source: s", "source: s, terms: [user-limit]", "key limits: missing"),
    ("source: s", "source: s, terms: [non-commercial]", "'permissive' with the term"),
    ("source: s", "source: s, limits: [{per: year, effect: royalty}]", "one of users, revenue, tokens"),
    ("source: s", "source: s, limits: [{users: 5, effect: doom}]", "key effect"),
    ("source: s", "source: s, excluded: [Europe]", "two capital letters"),
    ("source: s", "source: s, from: 2024-13-01", "not a date"),
    ("source: s", "source: s, read: yep", "allowed: true false"),
    ("source: s", "source: s, phrases: [word]", "too short"),
    ("source: s", "source: s, former: [{until: 2024-01-01}]", "key model: missing"),
  ])
  func refusesAWrongEntryAndSaysWhere(old: String, new: String, part: String) {
    #expect { try LicenseFile.parse(file(Self.good.replacing(old, with: new))) } throws: { error in
      String(describing: error).contains(part) && String(describing: error).hasPrefix("line 2")
    }
  }

  @Test func refusesAnIDTwice() {
    #expect { try LicenseFile.parse(file(Self.good + ", " + Self.good)) } throws: {
      String(describing: $0).contains("already the id")
    }
  }

  @Test(arguments: [
    "", "version: 1", "licenses: []", "version: 9\nlicenses: [a]", "licenses: {a: b}", "- - - -", "\u{0}",
  ])
  func refusesOtherText(yaml: String) {
    #expect(throws: KnowledgeError.self) { try LicenseFile.parse(yaml) }
  }
}
