"""A check that cannot fail is worth nothing: each meets the fault it is there for."""

import pytest

from file_checks import link_faults, page_faults, parse_faults, picture_faults, style_faults
from page_checks import Watch, axe_faults, keyboard_faults, picture_link_faults, sideways_faults
from picture_checks import geometry_faults, sheet

MERGE = "m/mlabonne/Daredevil-8B/"


@pytest.fixture
def model(sample) -> str:
    """A page without a fault."""
    text = sample.text(MERGE + "index.html")
    assert parse_faults(text) + page_faults(text) == []
    return text


def planted(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    "old, new", [("</ul>", ""), ("<h1>", "<h1><table>"), ('<p class="lede">', '<p class="lede" class="x">')]
)
def test_broken_html_is_found(model, old, new):
    assert parse_faults(planted(model, old, new))


@pytest.mark.parametrize(
    "new",
    [
        '<p id="content">',
        '<img src="https://example.org/x.png" alt=""/>',
        "<script>1</script>",
        '<script src="other.js"></script>',
        '<p style="background:url(//example.org/x.png)">',
        '<p onclick="x()">',
        "<p>47\u00a0%</p>",
    ],
)
def test_a_foreign_or_doubtful_element_is_found(model, new):
    assert page_faults(planted(model, "</main>", new + "</main>"))


@pytest.mark.parametrize("link", ["no-such-file.html", "../../../../../x", "index.html#no-such-id", "http://example.org"])
def test_a_link_that_leads_nowhere_is_found(sample, model, link):
    text = planted(model, "lineage.svg", link)
    assert link_faults(sample, MERGE + "index.html", text, lambda path: set())
    assert link_faults(sample, MERGE + "index.html", '<a href="lineage.svg">', lambda path: set()) == []


def test_a_broken_picture_is_found(sample):
    good = sample.text(MERGE + "lineage.svg")
    assert picture_faults(good.encode()) == []
    for old, new in [("</svg>", ""), ("</svg>", "<script/></svg>"), ('href="', 'data-x="'), ("fill:", "@import x; fill:")]:
        assert picture_faults(planted(good, old, new).encode()), (old, new)


def test_a_style_sheet_that_loads_something_is_found():
    assert style_faults('@import "x.css";') and style_faults("a { background: url( 'https://example.org/x' ) }")
    assert style_faults('a { content: "url"; }') == []


@pytest.fixture
def shown(bench, servers):
    """The merge's page in the browser, open to planted styles."""
    bench.set_viewport_size({"width": 1280, "height": 800})
    bench.goto(servers["sample"].address(MERGE + "index.html"))
    return bench


def add(page, html: str):
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)


def test_a_foreign_request_and_an_error_are_found(shown, servers):
    with Watch(shown, servers["sample"].origin) as watch:
        shown.evaluate("() => new Promise(done => { const i = new Image(); i.onerror = done; i.src = 'http://127.0.0.1:9/'; })")
        shown.evaluate("console.error('planted')")
    assert any("127.0.0.1:9" in fault for fault in watch.faults) and "planted" in watch.faults


def test_the_page_itself_refuses_what_is_not_its_own(light, servers):
    light.goto(servers["sample"].address(MERGE + "index.html"))
    with Watch(light, servers["sample"].origin) as watch:
        add(light, '<p id="planted" style="color:red" onclick="window.clicked = 1">planted</p>')
        light.evaluate("document.getElementById('planted').click()")
    assert light.evaluate("window.clicked") is None
    assert any("Content Security Policy" in fault for fault in watch.faults), watch.faults


def test_an_image_without_text_is_found(shown):
    add(shown, '<img src="data:,">')
    assert any(fault.startswith("image-alt") for fault in axe_faults(shown))


def test_a_page_that_is_too_wide_is_found(shown):
    add(shown, '<div style="width:700px;height:1px"></div>')
    assert len(sideways_faults(shown)) == 3


def test_a_stop_without_an_outline_is_found(shown):
    shown.add_style_tag(content=".crumbs a:focus-visible { outline: none !important; }")
    assert keyboard_faults(shown)


def test_a_missing_skip_link_is_found(shown):
    shown.evaluate("document.querySelector('.skip').remove()")
    assert any(fault.startswith("the first stop") for fault in keyboard_faults(shown, limit=3))


def test_a_link_of_the_picture_alone_is_found(shown):
    assert picture_link_faults(shown) == []
    shown.evaluate("document.querySelector('svg a').setAttribute('href', 'elsewhere/index.html')")
    assert picture_link_faults(shown)


@pytest.mark.parametrize(
    "fault, script",
    [
        ("lies on “", "all('text.m')[1].setAttribute('y', all('text.m')[0].nextSibling.getAttribute('y'))"
         ";const a = all('text.m')[0]; a.setAttribute('y', 3 + +a.previousSibling.getAttribute('y'))"),
        ("leaves its box", "const e = all('text.m')[0]; e.removeAttribute('textLength'); e.textContent += ' and a good deal more'"),
        ("leaves the picture", "all('text.m')[0].setAttribute('x', -2000)"),
        ("lies on box", "all('rect.b')[0].setAttribute('height', 900)"),
        ("passes under box", "all('.E .e > path')[0].setAttribute('d', 'M0,0L2000,2000M0,400L900,0')"),
        ("is too small", "all('text.m')[0].style.fontSize = '10px'"),
    ],
)
def test_a_picture_that_cannot_be_read_is_found(sample, bench, fault, script):
    bench.set_content(sheet({"planted": sample.text(MERGE + "lineage.svg")}))
    assert geometry_faults(bench) == []
    bench.evaluate("() => { const all = s => document.querySelectorAll(s); " + script + " }")
    assert any(fault in found for found in geometry_faults(bench)), geometry_faults(bench)
