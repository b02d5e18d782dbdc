"""One page of each kind, as different readers meet it."""

import pytest

from page_checks import Watch, axe_faults, keyboard_faults, picture_link_faults, sideways_faults

VIEWS = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
}


def _faults(kinds, servers, page, check, *arguments):
    found = []
    for name, site, path in kinds:
        page.goto(servers[site].address(path))
        found += [f"{name}: {fault}" for fault in check(page, *arguments)]
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(kinds, servers, browser, view):
    context = browser.new_context(**VIEWS[view])
    faults = _faults(kinds, servers, context.new_page(), axe_faults)
    context.close()
    assert faults == []


def test_asks_only_its_own_origin_and_complains_of_nothing(kinds, servers, light):
    faults = []
    for name, site, path in kinds:
        with Watch(light, servers[site].origin) as watch:
            light.goto(servers[site].address(path), wait_until="load")
            light.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
        faults += [f"{name}: {fault}" for fault in watch.faults]
    assert faults == []


def test_no_page_scrolls_sideways(kinds, servers, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    faults = _faults(kinds, servers, context.new_page(), sideways_faults)
    context.close()
    assert faults == []


def test_every_stop_of_the_keyboard_can_be_seen(kinds, servers, light):
    assert _faults(kinds, servers, light, keyboard_faults) == []


def test_says_the_same_without_javascript(kinds, servers, browser, light):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    silent = context.new_page()
    for name, site, path in kinds:
        light.goto(servers[site].address(path))
        silent.goto(servers[site].address(path))
        # What the script adds are buttons alone.
        light.evaluate("document.querySelectorAll('.tools').forEach(e => e.remove())")
        text = light.inner_text("main")
        assert len(text) > 60 and silent.inner_text("main") == text, name
    context.close()


def test_the_text_links_to_whatever_the_picture_links_to(kinds, servers, light):
    assert _faults(kinds, servers, light, picture_link_faults) == []


def test_works_from_a_folder(kinds, sites, light):
    for name, site, path in kinds:
        address = (sites[site].folder / path).as_uri()
        with Watch(light, "file://") as watch:
            light.goto(address)
            styled = light.evaluate("getComputedStyle(document.querySelector('.skip')).position")
            links = light.eval_on_selector_all("header.top nav a", "all => all.map(a => a.href)")
        assert watch.faults == [] and styled == "absolute", name
        for link in links[:1]:
            light.goto(link)
            assert light.title(), link


def test_an_unknown_address_gets_the_page_for_it(servers, light):
    response = light.goto(servers["sample"].address("m/no/such/model/"))
    assert response.status == 404
    assert light.inner_text("h1") == "No such page"
    assert light.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert axe_faults(light) == []


def test_a_phone_gets_lists_below_each_other(servers, kinds, browser):
    site, path = next((site, path) for name, site, path in kinds if name == "many-relations")
    context = browser.new_context(**VIEWS["phone"])
    page = context.new_page()
    page.goto(servers[site].address(path))
    box = page.eval_on_selector(".pic", "e => ({inside: e.clientWidth, content: e.scrollWidth})")
    cards = page.eval_on_selector_all(
        ".pic svg .cd", "all => all.map(e => e.getBoundingClientRect()).filter(r => r.width).map(r => [r.left, r.top])"
    )
    context.close()
    assert box["content"] <= box["inside"], box
    assert len(cards) > 2 and len({round(left) for left, _ in cards}) == 1, cards
