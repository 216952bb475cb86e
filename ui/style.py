"""The style sheet: ``resources/styles/*.qss`` with ``$token`` in place of colours.

Arrows and check marks of style sheets must be files: one SVG per theme under
``resources/styles/light`` and ``dark``, written by :func:`write_marks` (``python -m ui.style``) from
the same Lucide icons; a test compares them with the tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from string import Template

#: Marks of style sheets: file name -> (icon, colour token).
MARKS = {
    "down": ("chevron-down", "text2"),
    "up": ("chevron-up", "text2"),
    "left": ("chevron-left", "text2"),
    "right": ("chevron-right", "text2"),
    "down-off": ("chevron-down", "handle"),
    "up-off": ("chevron-up", "handle"),
    "check": ("check", "on_primary"),
    "check-off": ("check", "text3"),
    "check-menu": ("check", "accent"),
    "partial": ("minus", "on_primary"),
    "sort-up": ("arrow-up", "text2"),
    "sort-down": ("arrow-down", "text2"),
    "calendar": ("calendar", "text2"),
}


def style_folder() -> Path:
    """Folder of the style sheet parts."""
    return Path(str(resources.files("resources") / "styles"))


def style_sheet(tokens: Mapping[str, str]) -> str:
    """Style sheet of the application for these colours. KeyError when a part uses an unknown token."""
    marks = (style_folder() / tokens["name"]).as_posix()
    return Template(_parts()).substitute(tokens, marks=marks)


@lru_cache(maxsize=1)
def _parts() -> str:
    return "\n".join(part.read_text("utf-8") for part in sorted(style_folder().glob("*.qss")))


def marks(tokens: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """File name and SVG text of every mark in these colours."""
    icons = resources.files("resources") / "icons"
    for name, (source, token) in MARKS.items():
        svg = (icons / f"{source}.svg").read_text("utf-8")
        yield f"{name}.svg", svg.replace("currentColor", tokens[token]).replace('width="2"', 'width="2.25"')


def write_marks() -> None:
    """Write the marks of both themes anew, after a change of tokens."""
    from dataclasses import asdict

    from ui.theme import DARK, LIGHT

    for tokens in (asdict(LIGHT), asdict(DARK)):
        folder = style_folder() / tokens["name"]
        folder.mkdir(parents=True, exist_ok=True)
        for name, svg in marks(tokens):
            (folder / name).write_text(svg, "utf-8")


if __name__ == "__main__":
    write_marks()
