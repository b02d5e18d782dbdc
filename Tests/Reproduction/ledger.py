#!/usr/bin/env python3
"""Writes the reproduction ledger: published numbers, ours, the difference and its reason.

    ledger.py BINARY FOLDER > docs/reproduction.md

FOLDER holds the weekly study's files (added_*MMDD.csv, deleted_*MMDD.csv). The published tables are in weekly.csv
beside this script. `lineage` counts models, the study counts rows: both are printed.
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
from datetime import date

HERE = pathlib.Path(__file__).parent
COLUMNS = ["all", "derived", "finetune_or_adapter", "merge", "quantized"]
RELATIONS = {"derived": "all", "finetune_or_adapter": "ft+ad", "merge": "me", "quantized": "qu"}


def rows_of(folder, direction, week):
    """What the rows of one file say, counted as the study does."""
    path, = folder.glob(f"{direction}_*{week[5:7]}{week[8:]}.csv")
    with open(path, newline="", encoding="utf-8") as file:
        types = [row["Type"] for row in csv.DictReader(file)]
    return {"all": len(types), "derived": sum(t != "" for t in types),
            "finetune_or_adapter": sum(t in ("finetune", "adapter") for t in types),
            "merge": types.count("merge"), "quantized": types.count("quantized")}


class Catalog:
    def __init__(self, binary, folder, out):
        self.binary, self.database = binary, f"{out}/site/lineage.db"
        subprocess.run([binary, "build", folder, "--year", "2025", "--pages", "none", "--quiet",
                        "--out", f"{out}/site"], check=True)

    def ask(self, *arguments):
        return json.loads(subprocess.run(
            [self.binary, *arguments, "--db", self.database, "--json", "--quiet"],
            check=True, capture_output=True, text=True).stdout)

    def units_by_week(self, relations, population="derived"):
        definition = f"{population}/all/{relations}/direct/each/models/relation/week"
        return {row["window"]: row["units"] for row in self.ask("share", definition)["rows"]}


def iso_week(day):
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02d}"


def weekly(catalog, folder):
    ours = {column: catalog.units_by_week(relations) for column, relations in RELATIONS.items()}
    ours["all"] = catalog.units_by_week("all", "uploads")
    equal = cells = 0
    lines = ["| week | table | column | published | rows of the file | models by lineage | difference | reason |",
             "|---|---|---|---:|---:|---:|---:|---|"]
    with open(HERE / "weekly.csv", newline="") as file:
        for row in csv.DictReader(file):
            rows = rows_of(folder, row["direction"], row["week"])
            for column in COLUMNS:
                cells += 1
                printed = int(row[column].replace(".", ""))
                equal += printed == rows[column]
                mine = ours[column].get(iso_week(row["week"]), 0) if row["direction"] == "added" else None
                reasons = []
                if "." in row[column]:
                    reasons.append("printed with a dot for the comma")
                if mine is None:
                    reasons.append("a deletion does not undo an upload; lineage counts no deletions by relation")
                elif mine < printed:
                    reasons.append("a model added again counts in its first week, and one that names only itself as its "
                                   "base has none" if column != "all" else
                                   "a model added again counts in its first week")
                elif mine > printed:
                    reasons.append("a model that comes again brings what it declares then to its first week")
                lines.append("| {} | {} | {} | {} | {} | {} | {} | {} |".format(
                    row["week"], row["direction"], column.replace("_", " "), row[column], rows[column],
                    "" if mine is None else mine, "" if mine is None else mine - printed, "; ".join(reasons)))
    return equal, cells, lines


def main():
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as out:
        catalog = Catalog(binary, str(folder), out)
        equal, cells, table = weekly(catalog, folder)
        facts = catalog.ask("facts", "--no-aliases")
        claims = subprocess.run([binary, "claims", "--markdown", "--narrow", "--db", catalog.database, "--quiet"],
                                check=True, capture_output=True, text=True).stdout
    print(f"""# Reproduction

Written by `make reproduce DATA=FOLDER`; nothing here is typed by hand.

## The weekly study

The study of 16 weeks of all models (github.com/MSC-empirical/msc-empirical, README, tables 2.1a and 2.1d) prints
{cells} cells. The rows of its files give {equal} of them exactly. `lineage` counts models where the study counts rows, so a
few of its numbers are smaller, and the table says by how much and why.

Over all weeks `lineage` has {facts["models"]:,} models, {facts["models_with_parent"]:,} with a parent, and {facts["edges"]:,}
edges of {facts["declared_edges"]:,} declared ({facts["duplicates"]:,} said twice, {facts["self_loops"]:,} to the model itself). The longest
chain has {facts["longest_chain_edges"]} edges.

""" + "\n".join(table) + "\n\n#" + claims.rstrip())


if __name__ == "__main__":
    main()
