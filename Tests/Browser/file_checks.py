"""Checks that need no browser. Each returns its faults as a list."""

import re
import shutil
import subprocess
import urllib.parse
from pathlib import Path, PurePosixPath

import html5lib
import lxml.etree
import lxml.html

from site_folder import Site

LOADING = {("script", "src"), ("img", "src"), ("iframe", "src"), ("link", "href"), ("image", "href"), ("use", "href")}
FOREIGN_CSS = re.compile(r"@import|url\(\s*['\"]?\s*(?:https?:)?//", re.IGNORECASE)


def parse_faults(text: str) -> list[str]:
    """What a strict HTML5 parser complains about."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    return [f"{kind} at {place}" for place, kind, _ in parser.errors]


def page_faults(text: str) -> list[str]:
    """Ids used twice, things loaded from elsewhere, scripts, and shares without the definition they hold for."""
    root = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    faults = []
    seen = set()
    for element in root.iter(lxml.etree.Element):
        for name, value in element.attrib.items():
            if name == "id" and value in seen:
                faults.append(f"id {value} is used twice")
            if name == "id":
                seen.add(value)
            if name.startswith("on"):
                faults.append(f"{element.tag} has {name}")
            if (element.tag, name) in LOADING and re.match(r"(https?:)?//", value) and element.get("rel") != "canonical":
                faults.append(f"{element.tag} loads {value}")
            if name == "style" and FOREIGN_CSS.search(value):
                faults.append(f"{element.tag} has the style {value}")
        if element.tag == "style" and FOREIGN_CSS.search(element.text or ""):
            faults.append("a style sheet loads something")
        if element.tag == "script" and (element.text or not element.get("src", "").endswith("site.js")):
            faults.append("there is a script that is not the site's own")
    # A claim is quoted as it was published.
    quotes = root.find(".//h1[@class='claim']") is not None or root.find(".//ul[@class='claims']") is not None
    for element in () if quotes else root.iterfind(".//main//*"):
        if re.search(r"\d\s?%", element.text or "") and not _has_definition(element):
            faults.append(f"no definition beside {element.text.strip()}")
    return faults


def _has_definition(element) -> bool:
    for above in element.iterancestors():
        if above.tag == "section" or above.get("class") == "answer":
            return above.find(".//p[@class='def']/code") is not None or above.find(".//table[@class='defs']") is not None
    return False


def picture_faults(data: bytes) -> list[str]:
    """What keeps a picture from being XML that loads nothing."""
    try:
        root = lxml.etree.fromstring(data)
    except lxml.etree.XMLSyntaxError as error:
        return [str(error)]
    faults = [] if root.tag == "{http://www.w3.org/2000/svg}svg" else [f"the root is {root.tag}"]
    for element in root.iter(lxml.etree.Element):
        name = lxml.etree.QName(element).localname
        if name in ("script", "foreignObject", "image", "use"):
            faults.append(f"there is a {name}")
        if name == "style" and FOREIGN_CSS.search(element.text or ""):
            faults.append("the style loads something")
        if name == "a" and not (element.get("href") and (element.findtext("{*}title") or "").strip()):
            faults.append("a link has no address or no name")
    return faults


def xmllint_faults(folder: Path, files: list[str]) -> list[str]:
    """The same files seen by a second parser, where it is installed."""
    if not shutil.which("xmllint") or not files:
        return []
    run = subprocess.run(["xmllint", "--noout", *files], cwd=folder, capture_output=True, text=True)
    return run.stderr.splitlines() if run.returncode else []


def style_faults(text: str) -> list[str]:
    return [f"it loads {found.group()}" for found in FOREIGN_CSS.finditer(text)]


def link_faults(site: Site, path: str, text: str, ids) -> list[str]:
    """Relative links that lead to no file of the build, or to no such place in it. `ids` gives a page's ids."""
    faults = []
    for link in re.findall(r'\b(?:href|src)="([^"]*)"', text):
        link = link.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", '"')
        parts = urllib.parse.urlsplit(link)
        if parts.scheme or link.startswith("//"):
            if parts.scheme not in ("https", "data"):
                faults.append(f"{path} links to {link}")
            continue
        target = path if not parts.path else _join(path, urllib.parse.unquote(parts.path))
        if target not in site.files:
            faults.append(f"{path} links to {link}, which is not there")
        elif parts.fragment and urllib.parse.unquote(parts.fragment) not in ids(target):
            faults.append(f"{path} links to {link}, which has no such id")
    return faults


def _join(page: str, link: str) -> str:
    parts = list(PurePosixPath(page).parent.parts)
    for step in link.split("/"):
        if step == "..":
            if not parts:
                return "outside the site"
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts) + ("/index.html" if link.endswith("/") else "")
