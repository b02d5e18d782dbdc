"""Pictures a second: processes of `lineage` that lay out one drawing after another, beside one `dot` for each picture.

    python3 Tests/Benchmarks/layouts.py .build/release/lineage [SECONDS]
"""

import random
import shutil
import struct
import subprocess
import sys
import threading
import time

BOXES, LINES = 20, 24


def drawing(seed: int):
    """Twenty boxes of fixed size, each but the first made from one or two before it."""
    chance = random.Random(seed)
    sizes = [(chance.randrange(140, 244, 4) / 72, 58 / 72) for _ in range(BOXES)]
    lines = [(chance.randrange(child), child) for child in range(1, BOXES)]
    while len(lines) < LINES:
        child = chance.randrange(2, BOXES)
        line = (chance.randrange(child), child)
        if line not in lines:
            lines.append(line)
    return sizes, lines


GRAPH = {"rankdir": "TB", "nodesep": "0.2", "ranksep": "0.42"}


def wire(sizes, lines) -> bytes:
    def number(value):
        return struct.pack("<q", value)

    def text(value):
        return number(len(value)) + value.encode()

    def attributes(values):
        return number(len(values)) + b"".join(text(k) + text(v) for k, v in values.items())

    out = text("picture") + attributes(GRAPH) + attributes({"shape": "box", "fixedsize": "true", "label": ""})
    out += attributes({"arrowsize": "0.9"}) + number(len(sizes))
    for i, (width, height) in enumerate(sizes):
        out += text(f"n{i}") + attributes({"width": f"{width:.4f}", "height": f"{height:.4f}"})
    out += number(len(lines))
    for tail, head in lines:
        out += number(tail) + number(head) + attributes({})
    out += number(0) + number(0)
    return struct.pack("<I", len(out)) + out


def dot(sizes, lines) -> bytes:
    rows = ["digraph picture {", *(f'graph [{k}="{v}"]' for k, v in GRAPH.items())]
    rows.append('node [shape=box, fixedsize=true, label=""]')
    rows += [f"n{i} [width={width:.4f}, height={height:.4f}]" for i, (width, height) in enumerate(sizes)]
    rows += [f"n{tail} -> n{head}" for tail, head in lines]
    return "\n".join(rows + ["}"]).encode()


def ask(binary: str, requests: list[bytes], until: float, done: list[int]):
    process = subprocess.Popen([binary, "__layouts"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    count = 0
    while time.monotonic() < until:
        process.stdin.write(requests[count % len(requests)])
        process.stdin.flush()
        (length,) = struct.unpack("<I", process.stdout.read(4))
        answer = process.stdout.read(length)
        assert answer[:8] == struct.pack("<q", 1), answer[:80]
        count += 1
    process.stdin.close()
    process.wait()
    done.append(count)


def spawn(program: str, requests: list[bytes], until: float, done: list[int]):
    count = 0
    while time.monotonic() < until:
        subprocess.run([program, "-Tdot"], input=requests[count % len(requests)], stdout=subprocess.DEVNULL, check=True)
        count += 1
    done.append(count)


def rate(work, program: str, requests: list[bytes], workers: int, seconds: float) -> float:
    done: list[int] = []
    start = time.monotonic()
    threads = [threading.Thread(target=work, args=(program, requests, start + seconds, done)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.monotonic() - start)


def main():
    binary, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 5.0
    pictures = [drawing(seed) for seed in range(50)]
    print(f"{BOXES} boxes, {LINES} lines; pictures laid out a second")
    for workers in (1, 2):
        print(f"  {workers} of lineage's processes  {rate(ask, binary, [wire(*p) for p in pictures], workers, seconds):8.0f}")
    if program := shutil.which("dot"):
        for workers in (1, 2):
            print(f"  {workers} x one `dot` a picture   {rate(spawn, program, [dot(*p) for p in pictures], workers, seconds):8.0f}")


if __name__ == "__main__":
    main()
