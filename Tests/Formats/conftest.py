"""A small catalog with models of every shape, and the program that audits them."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def binary() -> Path:
    if named := os.environ.get("LINEAGE_BINARY"):
        return Path(named)
    built = [ROOT / ".build" / kind / "lineage" for kind in ("debug", "release")]
    found = sorted((path for path in built if path.exists()), key=lambda path: path.stat().st_mtime)
    if not found:
        pytest.exit("no binary: run `swift build`, or set LINEAGE_BINARY", returncode=2)
    return found[-1]


def model(id, license=None, parents=(), relation=None, created="2025-01-02", **card):
    data = {"license": license} if license else {}
    data |= card
    if parents:
        data["base_model"] = list(parents)
    if relation:
        data["base_model_relation"] = relation
    return {"id": id, "createdAt": created + "T00:00:00.000Z", "cardData": data, "tags": []}


MODELS = [
    model("meta-llama/Llama-3.1-8B", "llama3.1", created="2024-07-14"),
    model("meta-llama/Llama-2-7b", "llama2"),
    model("Qwen/Qwen2.5-3B", "other", license_name="qwen-research"),
    model("maple/free", "apache-2.0"),
    model("maple/nc", "cc-by-nc-4.0"),
    model("maple/nd", "cc-by-nd-4.0"),
    model("maple/gpl", "gpl-3.0"),
    model("maple/rail", "creativeml-openrail-m"),
    model("maple/openmdw", "openmdw-1.0"),
    model("maple/data", "c-uda"),
    model("maple/list", ["mit", "apache-2.0"]),
    model("maple/unknown", "other"),
    model("maple/silent"),
    model("oak/clean", "mit", ["maple/free"], "finetune"),
    model("oak/laundered", "apache-2.0", ["meta-llama/Llama-3.1-8B"], "finetune"),
    model("oak/quantized", "mit", ["oak/laundered"], "quantized"),
    model("oak/waived", "apache-2.0", ["Qwen/Qwen2.5-3B"], "finetune"),
    model("oak/merge", "gpl-3.0", ["maple/gpl", "maple/nc", "oak/laundered", "meta-llama/Llama-2-7b"], "merge"),
    model("oak/deep", "apache-2.0", ["oak/merge", "oak/chain-30"], "merge"),
    model("oak/adapter", "apache-2.0", ["maple/nc"], "adapter"),
    model("oak/ghost", "mit", ["maple/gone"], "finetune"),
    model("oak/nd-tuned", "cc-by-nd-4.0", ["maple/nd"], "finetune"),
    model("oak/rail-tuned", "mit", ["maple/rail"], "finetune"),
    model("oak/below-unknown", "mit", ["maple/unknown"], "finetune"),
    model("oak/undeclared", None, ["meta-llama/Llama-3.1-8B"], "finetune"),
    model("ring/a", "mit", ["ring/b"], "finetune"),
    model("ring/b", "apache-2.0", ["ring/a"], "finetune"),
    # A card, because the Hub's own records cannot have such an id.
    {
        "id": "oak/names-<b>&'é模",
        "front_matter": "license: mit\nbase_model:\n- maple/free\nbase_model_relation: finetune",
    },
] + [
    model(f"oak/chain-{n}", "mit", [f"oak/chain-{n - 1}" if n else "maple/openmdw"], "finetune") for n in range(31)
]

AUDITED = [
    "meta-llama/Llama-3.1-8B", "maple/data", "maple/list", "maple/openmdw", "maple/silent", "maple/unknown",
    "maple/gone", "oak/clean", "oak/laundered", "oak/quantized", "oak/waived", "oak/merge", "oak/deep",
    "oak/adapter", "oak/ghost", "oak/nd-tuned", "oak/rail-tuned", "oak/below-unknown", "oak/undeclared", "ring/a",
    "oak/names-<b>&'é模", "oak/chain-30",
]

POLICY = """
version: 1
context: {mau: 800000000, territory: [DE]}
waivers:
  - id: W-1
    rule: LIC001
    model: oak/waived
    reason: LICENSE_ACQUIRED
    justification: letter
    approver: legal@oak
    expires: 2099-12-31
"""


class Program:
    def __init__(self, folder: Path):
        self.folder = folder
        self.audits: dict[tuple[str, str], str] = {}

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([binary(), *arguments], capture_output=True, cwd=self.folder)

    def audit(self, model: str, format: str) -> str:
        """The audit of a model, made once."""
        if (model, format) not in self.audits:
            self.audits[model, format] = self.audit_anew(model, format)
        return self.audits[model, format]

    def audit_anew(self, model: str, format: str) -> str:
        run = self.run("audit", model, "--format", format, "--policy", "policy.yaml", "--day", "2026-11-22", "--quiet")
        assert run.returncode in (0, 1), run.stderr.decode()
        assert run.stderr == b""
        return run.stdout.decode()


@pytest.fixture(scope="session")
def program(tmp_path_factory) -> Program:
    folder = tmp_path_factory.mktemp("audits")
    (folder / "models.jsonl").write_text("\n".join(json.dumps(m) for m in MODELS) + "\n")
    (folder / "policy.yaml").write_text(POLICY)
    program = Program(folder)
    built = program.run("build", "models.jsonl", "--out", "site", "--quiet")
    assert built.returncode == 0, built.stderr.decode()
    return program
