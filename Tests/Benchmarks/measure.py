"""Runs commands and tells what the kernel says of them."""
import dataclasses
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time


@dataclasses.dataclass
class Run:
    """One run of a command: wall-clock and processor seconds, and the most memory of its largest process in bytes."""

    wall: float
    cpu: float
    peak: int
    out: str
    err: str


def run(command, **environment):
    """Runs to the end; a command that fails ends the program with what it said."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command], stdout=subprocess.PIPE, stderr=errors, env=os.environ | environment)
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        errors.seek(0)
        err = errors.read().decode(errors="replace")
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nexit status {process.returncode}\n{err}")
    # A process that starts another hands it its own peak, so this program has to stay small itself.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(wall, usage.ru_utime + usage.ru_stime, peak, out.decode(), err)


def median(command, runs=9, warm=2):
    """The run with the median time of several."""
    for _ in range(warm):
        run(command)
    return statistics.median_low([(r.wall, i, r) for i, r in enumerate(run(command) for _ in range(runs))])[2]


def build(binary, inputs, out, *options):
    """Builds into a folder. The run, and its phases by name as `--timings` tells them."""
    result = run([binary, "build", *inputs, "--out", out, "--quiet", "--json", "--timings", *options])
    document = json.loads(result.out)
    return result, {phase["phase"]: phase for phase in document["timings"]}


def machine():
    """Processor, cores and memory in words."""
    model = platform_file("/proc/cpuinfo", "model name")
    memory = platform_file("/proc/meminfo", "MemTotal").split()
    size = f", {int(memory[0]) / 2**20:.0f} GB" if memory else ""
    return f"{os.cpu_count()} cores, {model or 'unknown processor'}{size}"


def platform_file(path, key):
    try:
        lines = pathlib.Path(path).read_text().splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), "")


def table(head, rows):
    """A Markdown table; every column but the first is aligned right."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]


def seconds(value):
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.1f} ms"


def megabytes(value):
    return f"{value / 1e6:,.0f} MB"
