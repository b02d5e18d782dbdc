#!/usr/bin/env python3
"""Measures the program and writes artefacts/bench.md.

    Tests/Benchmarks/bench.py [--binary FILE] [--only core,commands,...] [--paste docs/benchmarks.md]

Sections: core (passes over generated graphs), commands (cold questions to a Hub-sized catalog), scaling (builds of
growing snapshots), formats (plain and compressed input), again (a rebuild after a small change), compare (other programs
doing the same work). All but the first need a generator of snapshots, hubgen.py, in the folder $BENCH (default
../shared/bench), and a Python that has its modules, $BENCH_PYTHON (default python3).

$BENCH_DATA keeps the snapshots (default artefacts/bench); BENCH_LARGE=1 adds the one of ten million models.
"""
import argparse
import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys

from measure import build, machine, median, megabytes, run, seconds, table

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
HUB = 3_094_856
SIZES = [100_000, 1_000_000, HUB]
SHARE = "lm/all/all/root+alias/fractional/models/family/month"


class Bench:
    """Where things are, and what cannot be measured here."""

    def __init__(self, binary):
        self.binary = pathlib.Path(binary).resolve()
        self.tools = pathlib.Path(os.environ.get("BENCH") or ROOT / "../shared/bench").resolve()
        self.python = os.environ.get("BENCH_PYTHON") or sys.executable
        self.data = pathlib.Path(os.environ.get("BENCH_DATA") or ROOT / "artefacts/bench").resolve()
        self.work = ROOT / "artefacts/bench-work"
        self.data.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def lacks(self, *modules):
        """Why a section that needs the generator and these modules of Python cannot run; empty if it can."""
        if not (self.tools / "hubgen.py").exists():
            return "there is no hubgen.py; name its folder in $BENCH"
        missing = [m for m in modules if subprocess.run([self.python, "-c", f"import {m}"], capture_output=True).returncode]
        return f"{self.python} has no {', '.join(missing)}; name another in $BENCH_PYTHON" if missing else ""

    def snapshot(self, models, suffix=""):
        """A snapshot of so many models, generated once."""
        path = self.data / f"hub-{models}.jsonl{suffix}"
        if not path.exists():
            part = path.with_name("part-" + path.name)
            run([self.python, self.tools / "hubgen.py", "--models", models, "--seed", 20260925, "--dirty", "0.0005",
                 "--out", part])
            facts = part.with_name(part.name + ".facts.json")
            if facts.exists():
                facts.rename(path.with_name(path.name + ".facts.json"))
            part.rename(path)
        path.open("rb").read(1 << 20)
        return path


def core(bench):
    """Medians and 99th percentiles of passes over generated graphs."""
    text = run(
        ["swift", "package", "--package-path", HERE, "--scratch-path", ROOT / ".build-benchmarks",
         "--allow-writing-to-package-directory", "benchmark", "--format", "markdown", "--path", "stdout",
         "--no-progress"]).out
    rows, name = [], ""
    for line in text.splitlines():
        if line.startswith("### "):
            name = line[4:]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if name and line.startswith("| Time"):
            unit = re.search(r"\((ns|μs|ms|s)\)", cells[0]).group(1)
            factor = {"ns": 1e-9, "μs": 1e-6, "ms": 1e-3, "s": 1}[unit]
            p50, p99 = (float(cells[i]) * factor for i in (3, 6))
            rows.append((name, short(p50), short(p99), cells[8]))
    return ["One thread. The graphs have the shape of the Hub's: a third of the models has a parent.", ""] + table(
        ["pass", "median", "99th percentile", "runs"], rows)


def short(value):
    """A time in the unit that suits it."""
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def commands(bench):
    """Questions to the catalog of a whole Hub, each a process of its own; files in the page cache."""
    site = bench.work / "hub"
    build(bench.binary, [bench.snapshot(HUB)], site, "--pages", "none")
    database = site / "lineage.db"
    deep = re.search(r'"longest_chain_example" : \[([^\]]*)', run([bench.binary, "facts", "--json", "--db", database]).out)
    last = re.findall(r'"([^"]+)"', deep.group(1))[-1]
    questions = [
        ["ancestry", "Qwen/Qwen2.5-7B-Instruct"], ["ancestry", last],
        ["descendants", "black-forest-labs/FLUX.1-dev"], ["path", last, "Qwen/Qwen2.5-7B-Instruct"],
        ["search", "FLUX.1-dev"], ["search", "qwen2.5 coder gguf"], ["facts"], ["share", SHARE],
    ]
    rows = []
    for question in questions:
        result = median([bench.binary, *question, "--db", database, "--quiet"])
        rows.append((f"`{' '.join(question)}`", seconds(result.wall), seconds(result.cpu), megabytes(result.peak)))
    size = megabytes(database.stat().st_size)
    return [f"A catalog of {HUB:,} models, {size}; a process each, files in the page cache, median of 9.", ""] + table(
        ["command", "time", "processors", "peak memory"], rows)


def scaling(bench):
    """Builds of growing snapshots, without model pages."""
    rows = []
    for models in SIZES + ([10_000_000] if os.environ.get("BENCH_LARGE") == "1" else []):
        snapshot = bench.snapshot(models)
        result, phases = build(bench.binary, [snapshot], bench.work / "scaling", "--pages", "none")
        database = (bench.work / "scaling/lineage.db").stat().st_size
        index = phases["normalise"]["seconds"] + phases["index"]["seconds"]
        rows.append((
            f"{models:,}", megabytes(snapshot.stat().st_size), seconds(result.wall), seconds(result.cpu),
            f"{snapshot.stat().st_size / result.wall / 1e6:,.0f} MB/s", seconds(phases["read"]["seconds"]),
            seconds(index), seconds(phases["catalog"]["seconds"]), seconds(phases["site"]["seconds"]),
            megabytes(result.peak), megabytes(database)))
        shutil.rmtree(bench.work / "scaling")
    return ["`lineage build SNAPSHOT --pages none`:", ""] + table(
        ["models", "input", "time", "processors", "rate", "read", "index", "catalog", "site", "peak memory", "catalog"],
        rows)


def formats(bench):
    """The same snapshot plain and compressed."""
    plain = bench.snapshot(1_000_000)
    rows = []
    for suffix, packer in (("", None), (".gz", ["gzip", "-6", "-k", "-f"]), (".zst", ["zstd", "-3", "-q", "-k", "-f"])):
        path = plain.with_name(plain.name + suffix)
        if packer and not path.exists():
            if not shutil.which(packer[0]):
                rows.append((suffix, f"{packer[0]} is not installed", "", "", ""))
                continue
            run([*packer, plain])
        result, phases = build(bench.binary, [path], bench.work / "formats", "--pages", "none")
        shutil.rmtree(bench.work / "formats")
        read = phases["read"]["seconds"]
        rows.append((
            suffix or "plain", megabytes(path.stat().st_size), seconds(read),
            f"{plain.stat().st_size / read / 1e6:,.0f} MB/s of JSON", seconds(result.wall)))
    return ["Reading 1,000,000 models, and the whole build:", ""] + table(
        ["form", "size", "read", "rate", "build"], rows)


def again(bench):
    """A build with 2,000 pages, the same again, and one after a thousandth of the models was added."""
    snapshot = bench.snapshot(HUB)
    grown = bench.data / f"hub-{HUB}-grown.jsonl"
    if not grown.exists():
        grow(snapshot, grown)
    rows = []
    for name, source in (("into an empty folder", snapshot), ("the same again", snapshot), ("0.1 % more models", grown)):
        result, phases = build(bench.binary, [source], bench.work / "again", "--pages", "2000")
        site = phases["site"]
        pages = next((part for part in site.get("parts", []) if part["phase"] == "pages"), site)
        rows.append((
            name, seconds(result.wall), seconds(result.cpu), seconds(site["seconds"]), seconds(pages["seconds"]),
            seconds(pages["cpu_seconds"]), f"{site['unchanged']:,} of {site['pages']:,}"))
    shutil.rmtree(bench.work / "again")
    return [f"`lineage build SNAPSHOT --pages 2000`, {HUB:,} models:", ""] + table(
        ["build", "time", "processors", "site", "pages alone", "their processors", "pages taken over"], rows)


def grow(source, target):
    """Every thousandth model once more, under another name: the models of the next days."""
    added = []
    with open(source, "rb") as lines:
        for number, line in enumerate(lines):
            if number % 1000 == 999 and b'"id":"' in line:
                added.append(line.replace(b'"id":"', b'"id":"next-', 1))
    part = target.with_name("part-" + target.name)
    shutil.copyfile(source, part)
    with open(part, "ab") as out:
        out.writelines(added)
    part.rename(target)


def compare(bench):
    """The same work by other programs, checked to give the same bytes."""
    out, snapshot, families = bench.work, bench.snapshot(HUB), bench.tools / "FAMILIES.json"
    peers = [
        f"duckdb={bench.python} {bench.tools / 'peer_duckdb.py'} {snapshot} {families} {out / 'duckdb'}",
        f"python={bench.python} {bench.tools / 'peer_python.py'} {snapshot} {families} {out / 'python'}",
        f"lineage={bench.python} {HERE / 'adapter.py'} {snapshot} {families} {out / 'lineage'}",
    ]
    text = run(
        [bench.python, bench.tools / "compare.py", "--runs", 3, "--warm", 1, "--settle", 60, "--check", *peers],
        LINEAGE=str(bench.binary)).out
    facts = snapshot.with_name(snapshot.name + ".facts.json")
    lines = [f"{HUB:,} models; wall-clock and processor time, peak memory, each with its ratio to the first.", "",
             "```", *text.rstrip().splitlines(), "```"]
    if facts.exists():
        checked = run([bench.python, bench.tools / "check_facts.py", out / "lineage/summary.json", facts]).out
        agree = sum(line.strip().startswith("ok") for line in checked.splitlines())
        lines += ["", f"{agree} numbers of the snapshot's own record were checked and agree."]
    return lines


SECTIONS = {
    "core": ("The core alone", core, None),
    "commands": ("Questions", commands, ["numpy"]),
    "scaling": ("Builds by size", scaling, ["numpy"]),
    "formats": ("Builds by form of input", formats, ["numpy"]),
    "again": ("Building again", again, ["numpy"]),
    "compare": ("Beside other programs", compare, ["numpy", "duckdb", "orjson", "igraph"]),
}


def paste(report, page):
    """Puts the report between the two markers of a page."""
    text = page.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        sys.exit(f"{page} has no place for the table: {BEGIN} and {END}")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{report.strip()}\n{END}{after}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=ROOT / ".build/release/lineage")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, separated by commas")
    parser.add_argument("--paste", type=pathlib.Path, help="a page to put the table into, between its two markers")
    arguments = parser.parse_args()
    chosen = arguments.only.split(",")
    if unknown := [name for name in chosen if name not in SECTIONS]:
        parser.error(f"no such section: {', '.join(unknown)}")
    bench = Bench(arguments.binary)
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    version = run([bench.binary, "--version"]).out.strip()
    today = datetime.datetime.now(datetime.timezone.utc).date()
    lines = [f"{today}, lineage {version} ({commit or 'no commit'}), {machine()}.", ""]
    for name in chosen:
        title, measure, modules = SECTIONS[name]
        lines += [f"### {title}", ""]
        reason = bench.lacks(*modules) if modules is not None else ""
        lines += [f"Not measured: {reason}."] if reason else measure(bench)
        lines.append("")
        print(f"{name}: {'not measured, ' + reason if reason else 'done'}", file=sys.stderr)
    lines.append(f"Measured by `make bench`, {' '.join(['bench.py', '--only', arguments.only])}.")
    report = "\n".join(lines) + "\n"
    target = ROOT / "artefacts/bench.md"
    target.write_text(report, encoding="utf-8")
    print(report)
    if arguments.paste:
        paste(report, arguments.paste)
    shutil.rmtree(bench.work, ignore_errors=True)


if __name__ == "__main__":
    main()
