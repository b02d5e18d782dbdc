#!/usr/bin/env python3
"""adapter.py SNAPSHOT.jsonl FAMILIES.json OUTDIR

Runs `lineage build` on a snapshot and writes what a comparison of programs asks for, from the catalog by plain SQL:

    OUTDIR/shares.csv        new derivatives by month and family of the roots above them
    OUTDIR/descendants.csv   the 1,000 nodes with most distinct descendants
    OUTDIR/summary.json      counts
    OUTDIR/site/lineage.db   the catalog itself

FAMILIES.json maps a family's name to patterns: `owner` fits every id of that owner, `owner/prefix` every id that begins
so; the first family that fits wins. The program is $LINEAGE, else .build/release/lineage of this working tree.
"""
import collections
import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
OTHER = "other"
# Bits of models.flags.
PRESENT, PREDATES_CLOCK = 1, 2
# Stands for a missing date: no day of the Hub.
NO_DAY = 1 << 24
# The Hub's clock begins in this month: models that are older carry it.
CLOCK_MONTH = "2022-03"
EPOCH = datetime.date(1970, 1, 1).toordinal()


def families_yaml(families):
    """A family file in which our rule, the longest pattern wins, says the same as the first family that fits wins.

    They differ only where a later family has a pattern inside an earlier, shorter one; such a pattern never wins, so
    it is left out. Returns the text and the names by id.
    """
    lines, names, earlier = ["version: 1", "families:"], {}, []
    for name, patterns in families.items():
        kept = [p for p in patterns if not any(covers(q, p) for q in earlier)]
        earlier += patterns
        family = re.sub("[^a-z0-9.]+", "-", name.lower()).strip("-")
        if family in names:
            sys.exit(f"two families become {family}")
        names[family] = name
        globs = ", ".join(json.dumps(p + "*" if "/" in p else p + "/*") for p in kept)
        lines += [
            f"  - id: {family}", f"    en: {json.dumps(name)}", f"    by: {json.dumps(name)}",
            "    region: elsewhere", "    kind: other", f"    match: [{globs}]",
        ]
    return "\n".join(lines) + "\n", names


def covers(wide, narrow):
    """Whether every id that fits one pattern fits the other; letter case does not matter."""
    wide, narrow = wide.lower(), narrow.lower()
    return narrow.startswith(wide) if "/" in wide else narrow.split("/")[0] == wide


def build(snapshot, families, out):
    """Runs the program; the files it needs are written beside its result."""
    program = os.environ.get("LINEAGE") or str(ROOT / ".build/release/lineage")
    (out / "families.yaml").write_text(families, encoding="utf-8")
    (out / "aliases.csv").write_text("alias,target,reason,source,note\n", encoding="utf-8")
    subprocess.run(
        [program, "build", snapshot, "--families", str(out / "families.yaml"), "--aliases",
         str(out / "aliases.csv"), "--pages", "none", "--out", str(out / "site"), "--quiet",
         *(["--timings"] if os.environ.get("LINEAGE_TIMINGS") else [])],
        check=True)


def catalog(out):
    """A connection of its own: questions go side by side, and sqlite3 lets other threads run meanwhile."""
    db = sqlite3.connect(f"file:{out}/site/lineage.db?mode=ro&immutable=1", uri=True)
    db.execute("PRAGMA mmap_size = 4000000000")
    return db


def write_shares(out, names, path):
    """Models with a parent by month and by each distinct family of the roots above them."""
    db = catalog(out)
    # A set of families, and the families in it; no code stands for roots in no family.
    sets = collections.defaultdict(set)
    for number, family in db.execute(
        "SELECT s.number, f.family FROM family_sets AS s LEFT JOIN family_labels AS f ON f.code = s.code"
    ):
        sets[number].add(names[family] if family else OTHER)
    by_month, without_month, months = collections.Counter(), 0, {}
    # One number for day, clock and set is sorted in half the time of three columns; models with edges are numbered
    # before all others.
    rows = db.execute(
        f"""SELECT (coalesce(created, {NO_DAY}) * 2 + (flags & {PREDATES_CLOCK} <> 0) << 32) + families AS key, count(*)
            FROM models WHERE id <= (SELECT max(child) FROM edges) AND families IS NOT NULL AND flags & {PRESENT}
            GROUP BY key""")
    for key, count in rows:
        (day, flags), number = divmod(key >> 32, 2), key & 0xFFFFFFFF
        if flags:
            month = CLOCK_MONTH
        elif day == NO_DAY:
            without_month += count
            continue
        else:
            month = months.get(day)
            if month is None:
                month = months[day] = datetime.date.fromordinal(EPOCH + day).strftime("%Y-%m")
        by_month[month, number] += count
    shares = collections.Counter()
    for (month, number), count in by_month.items():
        for family in sets[number]:
            shares[month, family] += count
    rows = sorted(((month, family.encode()), count) for (month, family), count in shares.items())
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("month,family,new_derivatives\n")
        file.writelines(f"{month},{family.decode()},{count}\n" for (month, family), count in rows)
    return without_month


def write_descendants(out, path):
    """The nodes with most descendants; of two with the same number the one with more children, then by id."""
    rows = catalog(out).execute(
        """WITH most AS (
             SELECT model, children, descendants FROM descents
             WHERE descendants >= coalesce(
               (SELECT descendants FROM descents ORDER BY descendants DESC LIMIT 1 OFFSET 999), 1)
               AND descendants > 0)
           SELECT name, children, descendants FROM most JOIN models ON models.id = model
           ORDER BY descendants DESC, children DESC, name COLLATE BINARY LIMIT 1000""")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("id,direct,transitive\n")
        file.writelines(f"{name},{direct},{transitive}\n" for name, direct, transitive in rows)


def with_license(out):
    return catalog(out).execute(f"SELECT count(license) FROM models WHERE flags & {PRESENT}").fetchone()[0]


def relations(out):
    return dict(catalog(out).execute(
        """SELECT word, count(*) FROM edges JOIN relations ON relations.code = relation
           WHERE graphs & 2 GROUP BY relation"""))


def write_summary(out, without_month, with_license, relations, path):
    db = catalog(out)
    facts = json.loads(db.execute("SELECT document FROM facts WHERE graph = 'resolved'").fetchone()[0])
    records, rejected = db.execute("SELECT sum(records), sum(rejected) FROM sources").fetchone()
    words = ["unspecified", "finetune", "quantized", "adapter", "merge"]
    summary = {
        "lines": records, "rejected_lines": rejected,
        "duplicate_lines": records - rejected - facts["models"],
        "models": facts["models"], "edges": facts["edges"],
        "relation": {word: relations.get(word, 0) for word in words},
        # References are counted in the facts, models here.
        "self_loops": db.execute(
            """SELECT count(DISTINCT subject) FROM findings JOIN finding_rules ON code = findings.rule
               WHERE finding_rules.rule = 'self-loop'""").fetchone()[0],
        "ghosts": facts["ghosts"], "ghost_edges": facts["edges_to_ghosts"],
        "cycles": len(facts["cycles"]), "cycle_nodes": sum(map(len, facts["cycles"])),
        # A cycle that nothing leads into is one root.
        "roots": facts["roots"] + facts["root_cycles"],
        "children": facts["models_with_parent"], "children_without_month": without_month,
        "models_with_license": with_license,
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=1, sort_keys=True)
        file.write("\n")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    snapshot, patterns, out = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    with open(patterns, encoding="utf-8") as file:
        families, names = families_yaml(json.load(file))
    build(snapshot, families, out)
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        without_month = pool.submit(write_shares, out, names, out / "shares.csv")
        licensed = pool.submit(with_license, out)
        edges = pool.submit(relations, out)
        pool.submit(write_descendants, out, out / "descendants.csv").result()
        write_summary(out, without_month.result(), licensed.result(), edges.result(), out / "summary.json")
    if os.environ.get("LINEAGE_TIMINGS"):
        print(f"result files: {time.monotonic() - start:.2f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
