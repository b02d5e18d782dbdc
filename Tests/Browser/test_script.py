"""What the script of the site adds to its pages."""

import pytest

HUB = "m/mistralai/Mistral-7B-v0.1/index.html"
MERGE = "m/mlabonne/Daredevil-8B/index.html"


@pytest.fixture(params=["served", "folder"])
def address(request, servers, sample):
    """A page's address on a server below a sub-path, and in a folder."""
    if request.param == "served":
        return servers["sample"].address
    return lambda path: (sample.folder / path).as_uri()


def test_finds_a_model_by_words_in_any_order(light, address):
    light.goto(address(MERGE))
    light.keyboard.press("/")
    light.keyboard.type("mistral v0.1 7b")
    light.wait_for_selector(".hits a")
    found = light.eval_on_selector_all(".hits a", "all => all.map(a => a.firstChild.textContent)")
    assert "mistralai/Mistral-7B-v0.1" in found
    assert all("mistral" in name.lower() and "7b" in name.lower() for name in found)
    while light.evaluate("document.activeElement.firstChild?.textContent") != "mistralai/Mistral-7B-v0.1":
        light.keyboard.press("ArrowDown")
    light.keyboard.press("Enter")
    light.wait_for_url("**/" + HUB)
    assert light.inner_text("h1") == "mistralai/Mistral-7B-v0.1"


def test_says_that_nothing_was_found_and_closes_on_escape(light, address):
    light.goto(address("index.html"))
    light.fill(".find input", "zzzznothing")
    light.wait_for_selector(".hits span")
    assert light.inner_text(".hits") == "No model found"
    light.press(".find input", "Escape")
    assert light.locator(".hits li").count() == 0


def test_every_model_with_a_page_can_be_found(light, servers, sample):
    light.goto(servers["sample"].address("index.html"))
    for model in sample.models()[::150]:
        light.fill(".find input", model["id"])
        light.wait_for_function("id => [...document.querySelectorAll('.hits a')].some(a => a.firstChild.textContent === id)", arg=model["id"])
        link = light.evaluate("id => [...document.querySelectorAll('.hits a')].find(a => a.firstChild.textContent === id).getAttribute('href')", model["id"])
        assert link in sample.files


def test_a_korean_page_leads_to_korean_pages(light, servers):
    light.goto(servers["sample"].address("ko/index.html"))
    light.fill(".find input", "mlabonne/Daredevil-8B")
    light.wait_for_selector(".hits a")
    light.press(".find input", "Enter")
    light.wait_for_url("**/ko/" + MERGE)


def test_zooms_by_button_and_by_key(light, address):
    light.goto(address(MERGE))
    width = "() => document.querySelector('.full svg').getBoundingClientRect().width"
    before = light.evaluate(width)
    light.click(".tools button >> nth=0")
    assert light.evaluate(width) == pytest.approx(before * 1.25, abs=1)
    light.focus(".pic")
    light.keyboard.press("-")
    assert light.evaluate(width) == pytest.approx(before, abs=1)
    light.keyboard.press("0")
    assert light.evaluate("() => { const e = document.querySelector('.pic'); return e.scrollWidth <= e.clientWidth; }")


def test_a_box_with_the_focus_keeps_its_lineage_and_the_rest_fades(light, address):
    light.goto(address(MERGE))
    name = "openchat-3.6-8b-20240522"
    light.evaluate("name => [...document.querySelectorAll('.full a.n')].find(a => a.textContent.includes(name)).focus()", name)
    faded = light.eval_on_selector_all(".full .n", "all => all.filter(e => getComputedStyle(e).opacity < 0.5).length")
    kept = light.eval_on_selector_all(".full .n", "all => all.filter(e => getComputedStyle(e).opacity == 1).map(e => e.textContent)")
    assert faded == 1, "the list of the other parents"
    assert sum(name in text for text in kept) == 1 and any("Daredevil-8B" in text for text in kept)
    light.evaluate("document.activeElement.blur()")
    assert light.locator(".hov").count() == 0


def test_a_relation_can_be_faded_out_and_in(light, address):
    light.goto(address(MERGE))
    button = light.locator(".tools button[aria-pressed]").first
    faded = "() => [...document.querySelectorAll('.full .E .ft')].map(e => +getComputedStyle(e).opacity)"
    assert button.inner_text() == "Finetunes" and min(light.evaluate(faded)) == 1
    button.click()
    assert max(light.evaluate(faded)) < 0.5
    button.click()
    assert min(light.evaluate(faded)) == 1


def test_a_path_has_an_address_of_its_own(sample, servers, browser):
    """Without the script: a link to it fades everything else in the picture."""
    path = next(p for p in sample.pages if 'id="path-1"' in sample.text(p) and not p.startswith("ko/"))
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(servers["sample"].address(path))
    opacity = "all => all.map(e => [e.matches('.p1'), +getComputedStyle(e).opacity])"
    assert all(value == 1 for _, value in page.eval_on_selector_all(".full .E .e", opacity))
    page.click('.verdict a[href="#path-1"]')
    for selector in (".full .E .e", ".full .n"):
        seen = page.eval_on_selector_all(selector, opacity)
        assert {on for on, _ in seen} >= {True}
        assert all(value == 1 if on else value < 0.5 for on, value in seen), seen
    page.click(".all a")
    assert all(value == 1 for _, value in page.eval_on_selector_all(".full .E .e", opacity))
    assert page.locator(".all a").is_hidden()
    context.close()
