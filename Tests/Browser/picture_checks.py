"""Checks of pictures as they are drawn."""

from pathlib import Path

from playwright.sync_api import Page

GEOMETRY = (Path(__file__).parent / "geometry.js").read_text(encoding="utf-8")


def geometry_faults(page: Page) -> list[str]:
    """Text over text, text out of its box, boxes over boxes, lines under boxes, text under 11 px."""
    return page.evaluate(GEOMETRY)


def sheet(pictures: dict[str, str], font: str | None = None) -> str:
    """A page of pictures that stand alone, each named by its file; their style is taken once."""
    style = ""
    drawings = []
    for name, text in pictures.items():
        begin, end = text.find("<style>"), text.find("</style>")
        if begin >= 0:
            style = text[begin + 7 : end]
            text = text[:begin] + text[end + 8 :]
        drawings.append(text.replace("<svg ", f'<svg data-file="{name}" style="display:block" ', 1))
    forced = f".lg, .lg * {{ font-family: '{font}' !important; }}" if font else ""
    return f"<!DOCTYPE html><meta charset=utf-8><style>{style}{forced}</style>" + "\n".join(drawings)
