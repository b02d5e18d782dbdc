"""The query API, asked by a program that makes requests of all kinds from the API's own description."""

import json
import subprocess
from pathlib import Path

import pytest
import schemathesis
from conftest import binary
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
)


class Server:
    def __init__(self, folder: Path):
        self.process = subprocess.Popen(
            [binary(), "serve", "--port", "0", "--json", "--log", "off"], cwd=folder, stdout=subprocess.PIPE, text=True
        )
        self.address = json.loads(self.process.stdout.readline())["address"]

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=30)


@pytest.fixture(scope="session")
def server(program):
    server = Server(program.folder)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def api_schema(server):
    return schemathesis.openapi.from_url(server.address + "api/v1/openapi.json")


schema = schemathesis.pytest.from_fixture("api_schema")


@schema.parametrize()
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_answers_as_described(case):
    case.call_and_validate(checks=CHECKS)
