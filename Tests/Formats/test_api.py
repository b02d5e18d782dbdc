"""The query API, asked by a program that makes requests of all kinds from the API's own description."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from conftest import binary

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
)

# An address that is too long is refused before its parameters are looked at.
CONFIG = """
[checks]
negative_data_rejection.expected-statuses = ["400", "404", "405", "414"]
"""


class Server:
    def __init__(self, folder: Path):
        self.process = subprocess.Popen(
            [binary(), "serve", "--port", "0", "--json", "--log", "off"], cwd=folder, stdout=subprocess.PIPE, text=True
        )
        self.address = json.loads(self.process.stdout.readline())["address"]

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def server(program):
    server = Server(program.folder)
    yield server
    assert server.stop() == 0


def test_answers_as_described(server, tmp_path):
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    run = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis",
            "run",
            server.address + "api/v1/openapi.json",
            "--checks=" + ",".join(CHECKS),
            "--phases=examples,coverage,fuzzing",
            "--max-examples=15",
            "--generation-deterministic",
            "--max-time=30",
            "--no-color",
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert run.returncode == 0, run.stdout.partition("FAILURES")[2][:8000] + run.stderr[-2000:]


def test_describes_what_it_serves(server):
    with urllib.request.urlopen(server.address + "api/v1/openapi.json") as answer:
        document = json.load(answer)
    assert document["openapi"] == "3.1.0"
    names = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(names) == len(set(names)) > 15
