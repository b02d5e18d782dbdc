"""Every picture of both sites, measured in the browser."""

import json
import re

import pytest

from conftest import ROOT, build
from site_folder import Server
from picture_checks import geometry_faults, sheet


def _faults(page, pictures: dict[str, str], font=None, style="") -> list[str]:
    faults = []
    names = list(pictures)
    for start in range(0, len(names), 100):
        page.set_content(sheet({name: pictures[name] for name in names[start : start + 100]}, font, style))
        faults += geometry_faults(page)
    return faults


@pytest.mark.parametrize("name", ["sample", "odd"])
def test_every_picture_can_be_read(sites, bench, name):
    site = sites[name]
    assert _faults(bench, {path: site.text(path) for path in site.pictures}) == []


def test_every_picture_of_a_family_can_be_read(sample, bench):
    drawn = {}
    for path in (path for path in sample.pages if path.startswith("f/")):
        drawn |= {f"{path} {i}": text for i, text in enumerate(re.findall(r"<svg .*?</svg>", sample.text(path), re.S))}
    assert len(drawn) > 5
    assert _faults(bench, drawn, style=sample.text("site.css")) == []


@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans", "Noto Sans"])
def test_a_reader_with_another_font_can_read_them_too(sites, bench, font):
    shapes = sites["odd"]
    recorded = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "Graphs/expected").glob("*.svg"))}
    assert len(recorded) > 8
    assert _faults(bench, recorded | {path: shapes.text(path) for path in shapes.pictures[::4]}, font) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_pictures_inside_pages_can_be_read(kinds, servers, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    faults, seen = [], 0
    for name, site, path in kinds:
        page.goto(servers[site].address(path))
        seen += page.locator("svg.lg").count()
        faults += [f"{name}: {fault}" for fault in geometry_faults(page)]
    context.close()
    assert seen > 8 and faults == []


def test_a_picture_that_runs_to_the_right_begins_at_its_model(tmp_path, browser):
    """A phone shows the right end of it first."""
    table = tmp_path / "models.csv"
    parents = " ".join(f"merge:maple/part-with-a-long-name-{i}" for i in range(9))
    rows = [f"oak/part-base-{i},2025-01-01," for i in range(9)]
    rows += [f"maple/part-with-a-long-name-{i},2025-01-02,finetune:oak/part-base-{i}" for i in range(9)]
    table.write_text("\n".join(["id,date,parents", *rows, f"birch/sum,2025-01-03,{parents}"]) + "\n")
    server = Server(build(tmp_path / "site", str(table), "--pages", "all"))
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(server.address("m/birch/sum/index.html"))
    box = page.eval_on_selector(".pic", "e => [e.getBoundingClientRect().left, e.clientWidth, e.scrollWidth]")
    model = page.eval_on_selector(".pic .foc", "e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right]")
    faults = geometry_faults(page)
    context.close()
    server.close()
    assert box[2] > box[1], "the picture fits, so the test says nothing"
    assert box[0] <= model[0] and model[1] <= box[0] + box[1]
    assert faults == []


def test_a_phone_gets_the_releases_of_a_family_below_each_other(servers, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(servers["sample"].address("f/mistral/index.html"))
    box = page.eval_on_selector(".pic", "e => [e.clientWidth, e.scrollWidth]")
    lefts = page.eval_on_selector_all(".slim .cd", "all => all.map(e => Math.round(e.getBoundingClientRect().left))")
    faults = geometry_faults(page)
    context.close()
    assert box[1] <= box[0] and len(lefts) > 1 and len(set(lefts)) == 1
    assert faults == []


def test_a_table_of_a_ring_marks_each_statement_once(sites, light, servers):
    site = sites["odd"]
    page = next(path for path in site.pages if path.startswith("findings/cycle/") and path.endswith("ring-01/index.html"))
    links = json.loads(site.text(page.replace("index.html", "cycle.json")))["links"]
    light.goto(servers["odd"].address(page))
    marks = light.eval_on_selector_all(".mks .mk", "all => all.map(e => e.querySelector('title').textContent)")
    assert sorted(marks) == sorted(f"{link['child']} names {link['parent']} as its base" for link in links)
    assert light.locator(".mks .back").count() == sum(link["points_back"] for link in links) == 1


def test_a_ring_is_one_box(sites):
    site = sites["odd"]
    model = next(model for model in site.models() if len(model["cycle"]) == 15)
    picture = site.text(model["page"].replace("index.html", "lineage.svg"))
    assert "15 models name each other as base" in picture
    assert picture.count('class="w here"') == 1
