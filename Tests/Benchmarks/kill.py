#!/usr/bin/env python3
"""Kills builds at random moments and looks at what is left.

    Tests/Benchmarks/kill.py [--binary FILE] [--times N] [--seed N] [--pages N] OLD NEW

OLD and NEW are two inputs. A site of OLD stands; builds of NEW into the same folder get SIGKILL at a random moment of
their course. After each the folder must hold the whole site of one of the two, byte for byte, its database must pass
SQLite's own check, and `lineage facts` must answer from it. At the end an undisturbed build must succeed and leave nothing
beside its result.
"""
import argparse
import hashlib
import json
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def fingerprint(folder):
    """A hash over the path and bytes of every file."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.relative_to(folder)}\0{digest}\n".encode())
    return total.hexdigest()


def inspect(binary, site, known):
    """What is wrong with a site; empty if nothing is."""
    problems = []
    state = known.get(fingerprint(site))
    if state is None:
        problems.append("the site is neither the old nor the new one")
    with sqlite3.connect(f"file:{site}/lineage.db?mode=ro", uri=True) as database:
        if (health := database.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            problems.append(f"quick_check: {health}")
    facts = subprocess.run(
        [binary, "facts", "--json", "--db", site / "lineage.db"], capture_output=True, text=True)
    if facts.returncode != 0 or json.loads(facts.stdout)["models"] <= 0:
        problems.append(f"facts: status {facts.returncode}: {facts.stderr.strip()}")
    return state, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--binary", default=str(ROOT / ".build/release/lineage"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", default="500")
    parser.add_argument("--work", help="an empty folder to work in")
    arguments = parser.parse_args()
    work = pathlib.Path(arguments.work or tempfile.mkdtemp(prefix="lineage-kill-"))
    site = work / "site"

    def build(source, out):
        return [arguments.binary, "build", source, "--out", str(out), "--pages", arguments.pages, "--quiet"]

    subprocess.run(build(arguments.new, work / "fresh"), check=True)
    known = {fingerprint(work / "fresh"): "new"}
    shutil.rmtree(work / "fresh")
    subprocess.run(build(arguments.old, site), check=True)
    known[fingerprint(site)] = "old"
    start = time.monotonic()
    subprocess.run(build(arguments.new, work / "timed"), check=True)
    course = time.monotonic() - start
    shutil.rmtree(work / "timed")

    draw, failures, killed = random.Random(arguments.seed), 0, 0
    for number in range(arguments.times):
        moment = draw.uniform(0, course * 1.02)
        process = subprocess.Popen(build(arguments.new, site))
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
        state, problems = inspect(arguments.binary, site, known)
        failures += bool(problems)
        end = "killed" if process.returncode < 0 else f"ended with {process.returncode}"
        print(f"{number + 1:3}  {moment:7.2f} s  {end}; {state or '?'} site{''.join('; ' + p for p in problems)}", flush=True)
        if state == "new":
            subprocess.run(build(arguments.old, site), check=True)
    subprocess.run(build(arguments.new, site), check=True)
    left = sorted(path.name for path in work.iterdir() if path != site)
    if known.get(fingerprint(site)) != "new" or left:
        failures += 1
        print(f"after an undisturbed build: {known.get(fingerprint(site)) or '?'} site, beside it {left}")
    shutil.rmtree(work)
    print(f"{killed} killed in {course:.1f} s each, {failures} of {arguments.times} left something wrong")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
