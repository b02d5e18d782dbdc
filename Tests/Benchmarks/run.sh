#!/usr/bin/env bash
# Whole commands on a snapshot, measured with hyperfine and GNU time; prints a Markdown table.
#   Tests/Benchmarks/run.sh BINARY [INPUT...]      without INPUT: the embedded sample
set -euo pipefail

binary=$(realpath "$1")
shift
for tool in hyperfine /usr/bin/time; do
  command -v "$tool" >/dev/null || { echo "needs $tool: apt-get install hyperfine time" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

/usr/bin/time -f '%e %M' -o "$work/time" "$binary" build "$@" --out "$work/site" --pages none --quiet
read -r seconds kilobytes <"$work/time"
database=$work/site/lineage.db
model=$("$binary" facts --db "$database" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["longest_chain_example"][-1])')
root=$("$binary" facts --db "$database" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["top_descendants"][0][0])')

echo "$(date -u +%F), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)"
echo
echo "| command | median |"
echo "|---|---|"
echo "| build --pages none ($((kilobytes / 1024)) MB peak, $(stat -c %s "$database") bytes of database) | $seconds s |"
for command in "ancestry $model" "descendants $root" "path $model $root" "search ${root#*/}" "facts" \
  "share lm/all/all/root+alias/fractional/models/family/month"; do
  name=${command%% *}
  # shellcheck disable=SC2086  # the command is meant to be split
  hyperfine -N --warmup 3 --runs 15 --export-json "$work/$name.json" \
    "$binary $command --db $database --quiet" >/dev/null 2>&1
  python3 - "$work/$name.json" "$command" <<'PY'
import json, sys
print(f"| {sys.argv[2]} | {json.load(open(sys.argv[1]))['results'][0]['median'] * 1000:.1f} ms |")
PY
done
# The same question to the catalog by SQLite's own program, for comparison.
if command -v sqlite3 >/dev/null; then
  query="WITH RECURSIVE up(id) AS (SELECT id FROM models WHERE name = '$model' UNION SELECT parent FROM edges, up WHERE child = up.id AND graphs & 2) SELECT name FROM up JOIN models USING(id)"
  hyperfine -N --warmup 3 --runs 15 --export-json "$work/sqlite.json" \
    "sqlite3 -readonly $database \"$query\"" >/dev/null 2>&1
  python3 - "$work/sqlite.json" <<'PY'
import json, sys
print(f"| sqlite3: the ancestors' names by a recursive query | {json.load(open(sys.argv[1]))['results'][0]['median'] * 1000:.1f} ms |")
PY
fi
