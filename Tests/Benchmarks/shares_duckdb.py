"""Three share tables by DuckDB and by lineage, from one catalog: equal numbers, and what each took.

    python3 Tests/Benchmarks/shares_duckdb.py --binary .build/release/lineage --db site/lineage.db

DuckDB gets the catalog's models with their families, and the parents as declared; who is whose ancestor it works out by
itself, from its own tables in memory. lineage reads its catalog each time. Needs the package duckdb.
"""

import argparse
import csv
import io
import json
import os
import resource
import subprocess
import tempfile
import time

import duckdb

# The first attributed ancestor along first parents: a walk with one row a model, in SQL without a limit on depth.
QUERIES = {
    "uploads/all/all/own/each/models/family/all": """
        SELECT coalesce(family, 'other') AS "group", count(*) AS mass FROM models WHERE present GROUP BY 1""",
    "derived/all/all/direct/first/models/family/all": """
        SELECT coalesce(p.family, 'other') AS "group", count(*) AS mass
        FROM edges AS e JOIN models AS c ON c.id = e.child JOIN models AS p ON p.id = e.parent
        WHERE e.position = 0 AND c.present GROUP BY 1""",
    "derived/all/all/nearest/first/models/family/all": """
        WITH RECURSIVE walk(model, place, steps) AS (
          SELECT e.child, e.parent, 1 FROM edges AS e JOIN models AS c ON c.id = e.child
          WHERE e.position = 0 AND c.present
          UNION
          SELECT w.model, e.parent, w.steps + 1 FROM walk AS w
          JOIN models AS m ON m.id = w.place JOIN edges AS e ON e.child = w.place AND e.position = 0
          WHERE m.family IS NULL AND w.steps < 100 AND e.parent <> w.model)
        SELECT coalesce(family, 'none found') AS "group", count(*) AS mass FROM (
          SELECT model, any_value(m.family) FILTER (m.family IS NOT NULL) AS family
          FROM walk AS w JOIN models AS m ON m.id = w.place GROUP BY model) GROUP BY 1""",
}


def spent(body):
    """What a piece of work gives, and the processor and wall seconds that it took here and in its children."""
    def now():
        parts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(p.ru_utime + p.ru_stime for p in parts), time.perf_counter()
    before = now()
    result = body()
    after = now()
    return result, after[0] - before[0], after[1] - before[1]


def load(database, catalog):
    """The catalog's models and declared edges; SQLite's own reader, so that DuckDB is not charged for parsing text."""
    import sqlite3

    source = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    folder = tempfile.mkdtemp()
    models, edges = os.path.join(folder, "models.csv"), os.path.join(folder, "edges.csv")
    with open(models, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "present", "family"])
        writer.writerows(source.execute(
            "SELECT m.id, m.flags & 1, f.family FROM models AS m LEFT JOIN family_labels AS f ON f.code = m.family"))
    with open(edges, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["child", "position", "parent"])
        writer.writerows(source.execute(
            "SELECT child, row_number() OVER (PARTITION BY child ORDER BY position) - 1, parent"
            " FROM edges WHERE graphs & 1"))
    database.execute(f"CREATE TABLE models AS SELECT id, present = 1 AS present, family FROM read_csv('{models}')")
    database.execute(f"CREATE TABLE edges AS FROM read_csv('{edges}')")


def ours(binary, catalog, definition):
    text = subprocess.run([binary, "share", definition, "--format", "csv", "--db", catalog, "--quiet"],
                          capture_output=True, text=True, check=True).stdout
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        name = row["group"]
        found[name] = found.get(name, 0) + float(row["mass"])
    return found


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--db", required=True)
    given = options.parse_args()
    database = duckdb.connect()
    database.execute("SET threads = 2")
    _, processor, wall = spent(lambda: load(database, given.db))
    print(json.dumps({"load": {"cpu": round(processor, 2), "wall": round(wall, 2)}}))
    for definition, query in QUERIES.items():
        theirs, their_cpu, their_wall = spent(lambda: dict(database.execute(query).fetchall()))
        mine, my_cpu, my_wall = spent(lambda: ours(given.binary, given.db, definition))
        unattributed = {"other", "unresolved", "none found"}
        named = {k: v for k, v in mine.items() if k not in unattributed}
        equal = named == {k: float(v) for k, v in theirs.items() if k not in unattributed} and sum(
            mine.get(k, 0) for k in unattributed) == sum(theirs.get(k, 0) for k in unattributed)
        print(json.dumps({
            "definition": definition, "equal": equal,
            "duckdb": {"cpu": round(their_cpu, 2), "wall": round(their_wall, 2)},
            "lineage": {"cpu": round(my_cpu, 2), "wall": round(my_wall, 2)}}))
        if not equal:
            raise SystemExit(1)


if __name__ == "__main__":
    main()
