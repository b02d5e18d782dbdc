import LineageCore

/// The tables of a catalog, as SQL.
///
/// The version goes up whenever a table, a column's meaning or a raw value of ``Relation`` or ``Evidence``
/// changes: a catalog is cheap to build again and is never migrated.
enum CatalogSchema {
  /// `PRAGMA user_version` of the catalogs that this program writes and reads.
  static let version = 1
  /// `PRAGMA application_id`: "LNGE".
  static let applicationID = 0x4C4E_4745

  /// Everything that must exist before the rows.
  ///
  /// Days are integers since 1970-01-01 (two bytes instead of ten; ``views`` show dates). Licenses, tasks and
  /// libraries are numbers of `labels` (one to three bytes instead of five to sixty). The counts stand in
  /// `models`: zeros take one byte each there, a table of their own would repeat the number of every node.
  /// That names differ is checked once by the writer: the one index on names ignores letter case, so that it
  /// serves both kinds of look-up, and a second one would only repeat every name.
  static let tables = """
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
      date INTEGER CHECK(\(isDay("date"))),
      records INTEGER NOT NULL CHECK(records >= 0),
      rejected INTEGER NOT NULL CHECK(rejected >= 0),
      repaired INTEGER NOT NULL CHECK(repaired >= 0)
    ) STRICT;

    CREATE TABLE labels(
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL UNIQUE
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

    CREATE TABLE models(
      id INTEGER PRIMARY KEY CHECK(id >= 0),
      name TEXT NOT NULL CHECK(name <> ''),
      present INTEGER NOT NULL CHECK(present IN (0, 1)),
      created INTEGER CHECK(\(isDay("created"))),
      predates_clock INTEGER NOT NULL CHECK(predates_clock IN (0, 1)),
      deleted INTEGER CHECK(\(isDay("deleted"))),
      has_card INTEGER NOT NULL CHECK(has_card IN (0, 1)),
      license INTEGER REFERENCES labels,
      license_name INTEGER REFERENCES labels,
      license_link INTEGER REFERENCES labels,
      task INTEGER REFERENCES labels,
      library INTEGER REFERENCES labels,
      downloads INTEGER,
      likes INTEGER,
      gated INTEGER CHECK(gated IN (0, 1)),
      family INTEGER REFERENCES families,
      children INTEGER NOT NULL CHECK(children >= 0),
      descendants INTEGER NOT NULL CHECK(descendants >= 0),
      written_children INTEGER NOT NULL CHECK(written_children >= 0),
      written_descendants INTEGER NOT NULL CHECK(written_descendants >= 0),
      CHECK(predates_clock = 0 OR created IS NULL)
    ) STRICT;

    CREATE TABLE relations(code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE evidences(code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;

    CREATE TABLE edges(
      child INTEGER NOT NULL REFERENCES models,
      position INTEGER NOT NULL CHECK(position >= 0),
      graphs INTEGER NOT NULL CHECK(graphs BETWEEN 1 AND 3),
      parent INTEGER NOT NULL REFERENCES models,
      relation INTEGER NOT NULL REFERENCES relations,
      evidence INTEGER NOT NULL REFERENCES evidences,
      PRIMARY KEY(child, position, graphs),
      CHECK(child <> parent)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE aliases(
      position INTEGER PRIMARY KEY,
      alias TEXT NOT NULL,
      target TEXT NOT NULL,
      reason TEXT NOT NULL,
      source TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT;

    CREATE TABLE finding_rules(
      code INTEGER PRIMARY KEY,
      rule TEXT NOT NULL,
      level TEXT NOT NULL CHECK(level IN (\(quoted(Finding.Level.allCases.map(\.rawValue))))),
      summary TEXT NOT NULL,
      UNIQUE(rule, level)
    ) STRICT;

    CREATE TABLE findings(
      id INTEGER PRIMARY KEY,
      rule INTEGER NOT NULL REFERENCES finding_rules,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL,
      fix TEXT,
      source INTEGER REFERENCES sources,
      line INTEGER CHECK(line >= 0),
      CHECK((source IS NULL) = (line IS NULL))
    ) STRICT;

    CREATE TABLE facts(
      graph TEXT PRIMARY KEY CHECK(graph IN (\(quoted(Identity.allCases.map(\.rawValue))))),
      document TEXT NOT NULL CHECK(json_valid(document))
    ) STRICT, WITHOUT ROWID;
    """

  /// Built once all rows are in.
  static let indexes = """
    CREATE INDEX models_by_name ON models(name COLLATE NOCASE);
    CREATE INDEX models_beyond_ascii ON models(id) WHERE name GLOB '*[^ -~]*';
    CREATE INDEX models_by_descendants ON models(descendants DESC, name) WHERE descendants > 0;
    CREATE INDEX edges_by_parent ON edges(parent);
    CREATE INDEX aliases_by_alias ON aliases(alias COLLATE NOCASE);
    CREATE INDEX findings_by_rule ON findings(rule);
    CREATE INDEX findings_by_subject ON findings(subject);
    """

  /// Fragments of names. Only which names hold a trigram is kept, neither where nor how often: a third of the
  /// size, and readers compare the whole name anyway. The hash is large enough for one sorted run, so that
  /// no merge leaves empty pages behind.
  static let search = """
    CREATE VIRTUAL TABLE search USING fts5(
      name, content='models', content_rowid='id', tokenize='trigram', detail='none', columnsize=0);
    INSERT INTO search(search, rank) VALUES('automerge', 0);
    INSERT INTO search(search, rank) VALUES('hashsize', 134217728);
    INSERT INTO search(search) VALUES('rebuild');
    """

  /// For people with a SQLite shell; nothing in the program reads them.
  static let views = """
    CREATE VIEW family_labels AS
      SELECT s.code, coalesce(f.id, s.id) AS family, s.id AS subfamily, s.developer, s.region, s.kind
      FROM families AS s
        LEFT JOIN families AS f ON f.code = s.family;

    CREATE VIEW model_details AS
      SELECT m.id, m.name, m.present = 0 AS ghost, date(m.created * 86400, 'unixepoch') AS created,
        m.predates_clock, date(m.deleted * 86400, 'unixepoch') AS deleted, license.text AS license,
        license_name.text AS license_name, license_link.text AS license_link, task.text AS task,
        library.text AS library, m.has_card, m.downloads, m.likes, m.gated, f.family, f.subfamily, f.developer, f.region,
        m.children, m.descendants, m.written_children, m.written_descendants
      FROM models AS m
        LEFT JOIN labels AS license ON license.id = m.license
        LEFT JOIN labels AS license_name ON license_name.id = m.license_name
        LEFT JOIN labels AS license_link ON license_link.id = m.license_link
        LEFT JOIN labels AS task ON task.id = m.task
        LEFT JOIN labels AS library ON library.id = m.library
        LEFT JOIN family_labels AS f ON f.code = m.family;

    CREATE VIEW ancestry_edges AS
      SELECT child.name AS child, e.position, parent.name AS parent, relations.word AS relation,
        evidences.word AS evidence, (e.graphs & 1) <> 0 AS written, (e.graphs & 2) <> 0 AS resolved
      FROM edges AS e
        JOIN models AS child ON child.id = e.child
        JOIN models AS parent ON parent.id = e.parent
        JOIN relations ON relations.code = e.relation
        JOIN evidences ON evidences.code = e.evidence;

    CREATE VIEW finding_details AS
      SELECT f.id, r.rule, r.level, f.subject, f.detail, f.fix, s.name AS source, f.line
      FROM findings AS f
        JOIN finding_rules AS r ON r.code = f.rule
        LEFT JOIN sources AS s ON s.id = f.source;
    """

  /// A row when two models have the same name.
  static let sameNameTwice = """
    WITH twins AS (SELECT min(name) AS name FROM models GROUP BY name COLLATE NOCASE HAVING count(*) > 1)
    SELECT m.name FROM twins JOIN models AS m ON m.name = twins.name COLLATE NOCASE
    GROUP BY m.name COLLATE BINARY HAVING count(*) > 1 LIMIT 1
    """

  private static func isDay(_ column: String) -> String {
    // 0001-01-01 to 9999-12-31.
    "\(column) BETWEEN -719162 AND 2932896"
  }

  private static func quoted(_ words: [String]) -> String {
    words.map { "'\($0)'" }.joined(separator: ", ")
  }
}

extension Identity {
  /// The bit of `edges.graphs`.
  var bit: Int { self == .written ? 1 : 2 }
  /// The columns of `models` that hold the counts of this graph.
  var countColumns: String {
    self == .written ? "written_children, written_descendants" : "children, descendants"
  }
  /// The column of `models` that holds the number of distinct descendants in this graph.
  var descendantsColumn: String { self == .written ? "written_descendants" : "descendants" }
  /// The column of `models` that holds the number of children in this graph.
  var childrenColumn: String { self == .written ? "written_children" : "children" }
}
