"""Checks of one page in a browser. Each returns its faults as a list."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
WIDTHS = (320, 360, 390, 768, 1280)


class Watch:
    """What a page asks for and complains about while it is watched."""

    def __init__(self, page: Page, origin: str):
        self.faults: list[str] = []
        self._page = page
        self._handlers = {
            "request": lambda request: self._request(request.url, origin),
            "console": lambda message: message.type in ("error", "warning") and self.faults.append(message.text),
            "pageerror": lambda error: self.faults.append(str(error)),
        }

    def _request(self, url: str, origin: str):
        if not url.startswith((origin, "data:")):
            self.faults.append(f"it asked for {url}")

    def __enter__(self):
        for event, handler in self._handlers.items():
            self._page.on(event, handler)
        return self

    def __exit__(self, *_):
        for event, handler in self._handlers.items():
            self._page.remove_listener(event, handler)


def axe_faults(page: Page) -> list[str]:
    """Violations of axe-core's default rules."""
    violations = AXE.run(page).response["violations"]
    return [f"{found['id']}: {node['html'][:120]}" for found in violations for node in found["nodes"]]


def sideways_faults(page: Page, widths=WIDTHS) -> list[str]:
    """Widths in px at which the page as a whole scrolls sideways."""
    faults = []
    height = page.viewport_size["height"]
    for width in widths:
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"{wide} px too wide at {width}")
    return faults


STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  return {
    name: e.outerHTML.slice(0, 100), skip: e.classList.contains('skip'),
    outline: s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth),
    seen: r.width > 0 && r.height > 0 && r.right > 0 && r.bottom > 0
      && r.left < innerWidth && r.top < innerHeight,
  };
}"""


def keyboard_faults(page: Page, limit: int = 40) -> list[str]:
    """Walks the page by keyboard: the skip link is first, every stop is in view and has an outline."""
    faults = []
    page.evaluate("document.activeElement && document.activeElement.blur()")
    for i in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if i == 0 and not stop["skip"]:
            faults.append(f"the first stop is {stop['name']}")
        if stop["outline"] < 2:
            faults.append(f"no outline at {stop['name']}")
        if not stop["seen"]:
            faults.append(f"out of view: {stop['name']}")
    else:
        return faults
    return faults if i > 0 else faults + ["there is no stop"]


def picture_link_faults(page: Page) -> list[str]:
    """Pages that the picture links to and the text does not."""
    return page.evaluate(
        """() => {
      const here = location.href.split('#')[0];
      const seen = new Set([...document.querySelectorAll('main a:not(svg a)')].map(a => a.href.split('#')[0]));
      return [...document.querySelectorAll('main svg a')]
        .map(a => new URL(a.getAttribute('href'), document.baseURI).href.split('#')[0])
        .filter(href => href !== here && !seen.has(href)).map(href => 'only the picture links to ' + href);
    }"""
    )
