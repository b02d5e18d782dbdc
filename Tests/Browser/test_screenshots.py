"""Each kind of page as a picture, for a person to look at."""

import pytest

from conftest import ROOT

FOLDER = ROOT / "artefacts"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_writes_a_screenshot_of_each_kind(kinds, servers, browser, scheme, width):
    FOLDER.mkdir(exist_ok=True)
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    colours = set()
    for name, site, path in kinds:
        page.goto(servers[site].address(path))
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(height, 4000)})
        file = FOLDER / f"{name}-{width}-{scheme}.png"
        page.screenshot(path=file)
        page.set_viewport_size({"width": width, "height": 800})
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert file.stat().st_size > 5_000, name
    context.close()
    assert colours == {"rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 23, 28)"}
