import LineageCore

/// The tables of a catalog, as SQL.
///
/// The version goes up whenever a table, a column's meaning or a raw value of ``Relation`` or ``Evidence``
/// changes: a catalog is cheap to build again and is never migrated.
enum CatalogSchema {
  /// `PRAGMA user_version` of the catalogs that this program writes and reads.
  static let version = 3
  /// `PRAGMA application_id`: "LNGE".
  static let applicationID = 0x4C4E_4745

  /// Small tables: what came with the snapshot besides its models, and the words behind the codes.
  private static let knowledge = """
    CREATE TABLE meta(
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sources(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      format TEXT NOT NULL CHECK(format IN (\(quoted(SourceFormat.allCases.map(\.rawValue))))),
      bytes INTEGER NOT NULL CHECK(bytes >= 0),
      sha256 TEXT NOT NULL CHECK(length(sha256) IN (0, 64)),
      date INTEGER CHECK(date BETWEEN \(days.lowerBound) AND \(days.upperBound)),
      records INTEGER NOT NULL CHECK(records >= 0),
      rejected INTEGER NOT NULL CHECK(rejected >= 0),
      repaired INTEGER NOT NULL CHECK(repaired >= 0)
    ) STRICT;

    CREATE TABLE families(
      code INTEGER PRIMARY KEY CHECK(code BETWEEN 0 AND 65535),
      family INTEGER REFERENCES families,
      id TEXT NOT NULL,
      english TEXT NOT NULL,
      korean TEXT NOT NULL,
      developer TEXT NOT NULL,
      region TEXT NOT NULL CHECK(region IN (\(quoted(FamilyRegion.allCases.map(\.rawValue))))),
      kind TEXT NOT NULL CHECK(kind IN (\(quoted(FamilyKind.allCases.map(\.rawValue))))),
      since TEXT,
      source TEXT
    ) STRICT;

    CREATE TABLE family_rules(
      code INTEGER NOT NULL REFERENCES families,
      form TEXT NOT NULL CHECK(form IN ('exact', 'id', 'name')),
      position INTEGER NOT NULL,
      pattern TEXT NOT NULL,
      PRIMARY KEY(code, form, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE relations(code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE evidences(code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;

    CREATE TABLE aliases(
      position INTEGER PRIMARY KEY,
      alias TEXT NOT NULL,
      target TEXT NOT NULL,
      reason TEXT NOT NULL,
      source TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX aliases_by_alias ON aliases(alias COLLATE NOCASE);

    CREATE TABLE finding_rules(
      code INTEGER PRIMARY KEY,
      rule TEXT NOT NULL,
      level TEXT NOT NULL CHECK(level IN (\(quoted(Finding.Level.allCases.map(\.rawValue))))),
      summary TEXT NOT NULL,
      UNIQUE(rule, level)
    ) STRICT;

    CREATE TABLE knowledge(
      name TEXT PRIMARY KEY CHECK(name IN (\(quoted(KnowledgeName.allCases.map(\.rawValue))))),
      origin TEXT NOT NULL,
      document TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE noise_rules(
      bit INTEGER PRIMARY KEY CHECK(bit BETWEEN 0 AND \(NoiseRules.capacity - 1)),
      id TEXT NOT NULL UNIQUE,
      class TEXT NOT NULL CHECK(class IN (\(quoted(NoiseClass.allCases.map(\.rawValue))))),
      why TEXT NOT NULL
    ) STRICT;

    CREATE TABLE facts(
      graph TEXT PRIMARY KEY CHECK(graph IN (\(quoted(Identity.allCases.map(\.rawValue))))),
      document TEXT NOT NULL CHECK(json_valid(document))
    ) STRICT, WITHOUT ROWID;
    """

  /// Large tables, of which ``BulkTree`` writes the pages. What a constraint would say of their rows is checked
  /// before any is written (``SnapshotCheck``).
  ///
  /// Days are integers since 1970-01-01 (two bytes instead of ten; ``views`` show dates). Licenses, tasks and
  /// libraries are numbers of `labels` (one to three bytes instead of five to sixty). Yes and no are bits of
  /// `flags` (``ModelFlags``), because a column costs a byte a row. What few models have stands in a table of its
  /// own, with a row only where there is something: names and links of licenses, days of deletion, downloads of all time, the counts of
  /// models with derivatives, the noise rules that a name fits (bits of `noise_rules`), a place on the tracked list. `models.families` is a number of `family_sets`: the families of all roots above the
  /// model in the resolved graph; no code stands for roots in no family, no number for a model without parents.
  private static let snapshot = """
    CREATE TABLE labels(
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL
    ) STRICT;

    CREATE TABLE models(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      flags INTEGER NOT NULL,
      created INTEGER,
      license INTEGER REFERENCES labels,
      task INTEGER REFERENCES labels,
      library INTEGER REFERENCES labels,
      downloads INTEGER,
      downloads_all INTEGER,
      likes INTEGER,
      family INTEGER REFERENCES families,
      families INTEGER
    ) STRICT;

    CREATE TABLE family_sets(
      number INTEGER NOT NULL,
      position INTEGER NOT NULL,
      code INTEGER REFERENCES families,
      PRIMARY KEY(number, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE license_details(
      model INTEGER PRIMARY KEY REFERENCES models,
      name INTEGER REFERENCES labels,
      link INTEGER REFERENCES labels
    ) STRICT;

    CREATE TABLE deletions(
      model INTEGER PRIMARY KEY REFERENCES models,
      day INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE descents(
      model INTEGER PRIMARY KEY REFERENCES models,
      children INTEGER NOT NULL,
      descendants INTEGER NOT NULL,
      written_children INTEGER NOT NULL,
      written_descendants INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE noise(
      model INTEGER PRIMARY KEY REFERENCES models,
      rules INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE tracked(
      model INTEGER PRIMARY KEY REFERENCES models
    ) STRICT;

    CREATE TABLE edges(
      child INTEGER NOT NULL REFERENCES models,
      position INTEGER NOT NULL,
      graphs INTEGER NOT NULL,
      parent INTEGER NOT NULL REFERENCES models,
      relation INTEGER NOT NULL REFERENCES relations,
      evidence INTEGER NOT NULL REFERENCES evidences,
      PRIMARY KEY(child, position, graphs)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX edges_by_parent ON edges(parent, child, position, graphs, relation);

    CREATE TABLE findings(
      id INTEGER PRIMARY KEY,
      rule INTEGER NOT NULL REFERENCES finding_rules,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL,
      fix TEXT,
      source INTEGER REFERENCES sources,
      line INTEGER
    ) STRICT;
    CREATE INDEX findings_by_rule ON findings(rule);
    CREATE INDEX findings_by_subject ON findings(subject);
    """

  /// What finds models by their names: made for the program, of no use in a shell.
  ///
  /// `most_derived` holds the models with descendants, most of them first, then by name. For the others see
  /// ``NameOrder``, ``NameBuckets`` and ``SearchBlocks``.
  private static let names = """
    CREATE TABLE most_derived(
      position INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      model INTEGER NOT NULL REFERENCES models,
      descendants INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE displaced_names(
      part INTEGER PRIMARY KEY,
      models BLOB NOT NULL
    ) STRICT;

    CREATE TABLE name_buckets(
      bucket INTEGER PRIMARY KEY,
      entries BLOB NOT NULL
    ) STRICT;

    CREATE TABLE search_blocks(
      id INTEGER PRIMARY KEY,
      blocks BLOB NOT NULL
    ) STRICT;
    """

  /// For people with a SQLite shell; nothing in the program reads them.
  private static let views = """
    CREATE VIEW family_labels AS
      SELECT s.code, coalesce(f.id, s.id) AS family, s.id AS subfamily, s.developer, s.region, s.kind
      FROM families AS s
        LEFT JOIN families AS f ON f.code = s.family;

    CREATE VIEW model_details AS
      SELECT m.id, m.name, m.flags & \(ModelFlags.present.rawValue) = 0 AS ghost,
        date(m.created * 86400, 'unixepoch') AS created,
        m.flags & \(ModelFlags.predatesClock.rawValue) <> 0 AS predates_clock,
        date(deletions.day * 86400, 'unixepoch') AS deleted,
        license.text AS license, license_name.text AS license_name, license_link.text AS license_link,
        task.text AS task, library.text AS library, m.flags & \(ModelFlags.hasCard.rawValue) <> 0 AS has_card,
        m.downloads, m.downloads_all, m.likes,
        CASE WHEN m.flags & \(ModelFlags.gatedIsKnown.rawValue) THEN m.flags & \(ModelFlags.gated.rawValue) <> 0 END
          AS gated,
        f.family, f.subfamily, f.developer, f.region, coalesce(d.children, 0) AS children,
        coalesce(d.descendants, 0) AS descendants, coalesce(d.written_children, 0) AS written_children,
        coalesce(d.written_descendants, 0) AS written_descendants
      FROM models AS m
        LEFT JOIN labels AS license ON license.id = m.license
        LEFT JOIN labels AS task ON task.id = m.task
        LEFT JOIN labels AS library ON library.id = m.library
        LEFT JOIN license_details AS l ON l.model = m.id
        LEFT JOIN labels AS license_name ON license_name.id = l.name
        LEFT JOIN labels AS license_link ON license_link.id = l.link
        LEFT JOIN deletions ON deletions.model = m.id
        LEFT JOIN descents AS d ON d.model = m.id
        LEFT JOIN family_labels AS f ON f.code = m.family;

    CREATE VIEW ancestry_edges AS
      SELECT child.name AS child, e.position, parent.name AS parent, relations.word AS relation,
        evidences.word AS evidence, (e.graphs & 1) <> 0 AS written, (e.graphs & 2) <> 0 AS resolved
      FROM edges AS e
        JOIN models AS child ON child.id = e.child
        JOIN models AS parent ON parent.id = e.parent
        JOIN relations ON relations.code = e.relation
        JOIN evidences ON evidences.code = e.evidence;

    CREATE VIEW root_families AS
      SELECT m.name AS model, f.family, f.subfamily
      FROM models AS m
        JOIN family_sets AS s ON s.number = m.families
        LEFT JOIN family_labels AS f ON f.code = s.code;

    CREATE VIEW noise_details AS
      SELECT m.name AS model, r.id AS rule, r.class
      FROM noise AS n
        JOIN models AS m ON m.id = n.model
        JOIN noise_rules AS r ON n.rules >> r.bit & 1;

    CREATE VIEW finding_details AS
      SELECT f.id, r.rule, r.level, f.subject, f.detail, f.fix, s.name AS source, f.line
      FROM findings AS f
        JOIN finding_rules AS r ON r.code = f.rule
        LEFT JOIN sources AS s ON s.id = f.source;
    """

  /// Everything that must exist before the rows.
  static let tables = [knowledge, snapshot, names, views].joined(separator: "\n")

  /// 0001-01-01 to 9999-12-31, in days since 1970-01-01.
  static let days: ClosedRange<Int32> = -719_162...2_932_896

  private static func quoted(_ words: [String]) -> String {
    words.map { "'\($0)'" }.joined(separator: ", ")
  }
}

/// What is so or not so of a model: the bits of `models.flags`.
struct ModelFlags: OptionSet {
  let rawValue: Int64
  /// In the snapshot; otherwise a ghost.
  static let present = ModelFlags(rawValue: 1)
  static let predatesClock = ModelFlags(rawValue: 2)
  static let hasCard = ModelFlags(rawValue: 4)
  static let gatedIsKnown = ModelFlags(rawValue: 8)
  static let gated = ModelFlags(rawValue: 16)
}

extension Identity {
  /// The bit of `edges.graphs`.
  var bit: Int { self == .written ? 1 : 2 }
  /// The columns of `descents` that hold the counts of this graph.
  var countColumns: String {
    self == .written ? "written_children, written_descendants" : "children, descendants"
  }
  /// The column of `descents` that holds the number of children in this graph.
  var childrenColumn: String { self == .written ? "written_children" : "children" }
}
