"""The two sites, their servers, and one browser for all tests."""

import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from site_folder import Server, Site

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def binary() -> Path:
    if named := os.environ.get("LINEAGE_BINARY"):
        return Path(named)
    built = [ROOT / ".build" / kind / "lineage" for kind in ("debug", "release")]
    found = sorted((path for path in built if path.exists()), key=lambda path: path.stat().st_mtime)
    if not found:
        pytest.exit("no binary: run `swift build`, or set LINEAGE_BINARY", returncode=2)
    return found[-1]


def build(folder: Path, *arguments: str) -> Site:
    run = subprocess.run(
        [binary(), "build", *arguments, "--out", folder, "--quiet"], capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == 0, run.stderr
    return Site(folder)


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Site:
    """The site of the embedded sample."""
    return build(tmp_path_factory.mktemp("sample") / "site")


@pytest.fixture(scope="session")
def odd(tmp_path_factory) -> Site:
    """The site of long chains, wide merges, rings, twins, and everything that goes wrong in metadata."""
    inputs = ["Fixtures/shapes", "Fixtures/oddities"]
    return build(tmp_path_factory.mktemp("odd") / "site", *inputs, "--partial", "--pages", "all")


@pytest.fixture(scope="session")
def sites(sample, odd) -> dict[str, Site]:
    return {"sample": sample, "odd": odd}


@pytest.fixture(scope="session")
def servers(sites):
    running = {name: Server(site) for name, site in sites.items()}
    yield running
    for server in running.values():
        server.close()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def light(browser):
    """A page in a desktop window, to be pointed at anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def bench(browser):
    """A page that takes what a Content-Security-Policy forbids: pictures without their page, planted styles."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light", bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def kinds(sample, odd) -> list[tuple[str, str, str]]:
    """One page of each kind: a name, the site, the path."""
    pages = [
        ("front", "sample", "index.html"),
        ("families", "sample", "f/index.html"),
        ("family", "sample", "f/mistral/index.html"),
        ("hub", "sample", "m/mistralai/Mistral-7B-v0.1/index.html"),
        ("merge", "sample", "m/mlabonne/Daredevil-8B/index.html"),
        ("family-without-derivatives", "sample", "f/albert/index.html"),
        ("findings", "sample", "findings/index.html"),
        ("shares", "sample", "shares/index.html"),
        ("licenses", "sample", "license/index.html"),
        ("license", "sample", "license/llama3.1/index.html"),
        ("definitions", "sample", "about/index.html"),
        ("claims", "sample", "claims/index.html"),
        ("claim", "sample", "claims/maeil-2025-11/index.html"),
        ("search", "sample", "search/index.html"),
        ("owner", "sample", "m/mlabonne/index.html"),
        ("front-ko", "sample", "ko/index.html"),
        ("merge-ko", "sample", "ko/m/mlabonne/Daredevil-8B/index.html"),
        ("rule", "sample", "findings/child-older-than-parent/index.html"),
        ("missing", "sample", "404.html"),
        ("ring", "odd", "findings/cycle/maple/ring-01/index.html"),
        ("odd-findings", "odd", "findings/index.html"),
        ("odd-rule", "odd", "findings/invalid-reference/index.html"),
    ]

    def first(name: str, site: str, models: list[dict], wanted):
        model = next((model for model in models if wanted(model)), None)
        assert model, f"no {name} in the {site} site"
        pages.append((name, site, model["page"]))

    path = next(path for path in sorted(sample.files) if path.startswith("m/") and path.endswith("/license/1/index.html"))
    pages.append(("license-path", "sample", path))
    known, strange = sample.models(), odd.models()
    first("leaf", "sample", known, lambda m: len(m["ancestors"]) == 1 and m["derivatives"]["all"] == 0)
    first("ghost", "sample", known, lambda m: m["ghost"])
    first("many-relations", "sample", known, lambda m: len(m["derivatives"]["by_relation"]) > 2)
    first("wide-merge", "odd", strange, lambda m: len(m["parents"]) == 65)
    first("chain", "odd", strange, lambda m: len(m["ancestors"]) == 24)
    first("cycle", "odd", strange, lambda m: len(m["cycle"]) == 15)
    first("below-cycle", "odd", strange, lambda m: not m["cycle"] and len(m["ancestors"]) == 15)
    first("deleted", "odd", strange, lambda m: m["deleted"])
    for _, site, path in pages:
        assert path in {"sample": sample, "odd": odd}[site].files, path
    return pages
