"""Every file of both sites, read as a browser would and as a stricter reader does."""

import functools
import json
import multiprocessing
import re

import pytest

from file_checks import link_faults, page_faults, parse_faults, picture_faults, style_faults, xmllint_faults

NAMES = ["sample", "odd"]


def _all(check, items: list):
    """The faults of all items, found on both cores."""
    with multiprocessing.get_context("fork").Pool() as pool:
        return [fault for faults in pool.imap_unordered(check, items, chunksize=16) for fault in faults]


def _page(item):
    path, text = item
    return [f"{path}: {fault}" for fault in parse_faults(text) + page_faults(text)]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_html5_with_unique_ids_and_loads_nothing(sites, name):
    site = sites[name]
    assert len(site.pages) > 200
    assert _all(_page, [(path, site.text(path)) for path in site.pages]) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_file_of_the_build(sites, name):
    site = sites[name]

    @functools.cache
    def ids(path: str) -> set[str]:
        return set(re.findall(r'\bid="([^"]*)"', site.text(path)))

    faults = [fault for path in site.pages + site.pictures for fault in link_faults(site, path, site.text(path), ids)]
    assert faults == []


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_xml_that_loads_nothing(sites, name):
    site = sites[name]
    assert len(site.pictures) > 200
    faults = [
        f"{path}: {fault}" for path in site.pictures for fault in picture_faults((site.folder / path).read_bytes())
    ]
    assert faults + xmllint_faults(site.folder, site.pictures) == []


def test_pages_and_scripts_stay_small(sample):
    """Bytes of the first page with all it loads, of every model's page, and of every picture."""
    size = {path: (sample.folder / path).stat().st_size for path in sample.files}
    assert size["site.js"] < 15_000
    assert size["index.html"] + size["site.css"] + size["site.js"] < 120_000
    assert max(size[path] for path in sample.pages if "/m/" in "/" + path) < 80_000
    assert max(size[path] for path in sample.pictures) < 60_000
    assert max(size[path] for path in sample.files if path.startswith("search/")) < 70_000


@pytest.mark.parametrize("name", NAMES)
def test_style_sheets_load_nothing(sites, name):
    site = sites[name]
    sheets = [path for path in site.files if path.endswith(".css")]
    assert sheets and [fault for path in sheets for fault in style_faults(site.text(path))] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_model_has_its_twins(sites, name):
    site = sites[name]
    for model in site.models():
        folder = model["page"].removesuffix("index.html")
        assert {folder + twin for twin in ("index.html", "lineage.svg", "lineage.dot", "lineage.md")} <= site.files
        text = site.text(folder + "lineage.json")
        assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n" or (
            text.endswith("}\n") and list(json.loads(text)) == sorted(json.loads(text))
        )


def test_a_share_names_its_definition(sample):
    front = sample.text("index.html")
    lede = re.search(r'<p class="lede">(.*?)</p>', front).group(1)
    assert re.search(r"\d+\u00a0% go back to \w+ and \d+\u00a0% to \w+", lede), lede
    definitions = re.findall(r'<p class="def"><span>Definition</span> <code>(.*?)</code></p>', front)
    assert [len(definition.split("/")) for definition in definitions] == [8, 8, 8]
    assert front.index("<h1>") < front.index(lede) < front.index(definitions[0]) < front.index("<table")


def test_a_model_outside_the_snapshot_is_not_said_to_declare_nothing(sites):
    ghosts = [(site, model) for site in sites.values() for model in site.models() if model["ghost"]]
    assert ghosts
    for site, model in ghosts:
        page = site.text(model["page"])
        assert ("It was deleted by" if model["deleted"] else "but it is not in the snapshot") in page
        assert "itself is not in the snapshot" in page and "No base is declared" not in page, model["id"]
        assert "No base is declared" not in site.text(model["page"].replace("index.html", "lineage.md"))
