"""Texts about software that is not ours: the list of it and the licences in full.

Read where they are: beside the program when installed, in the project's folders when run from there,
and in the metadata of installed packages.
"""

from __future__ import annotations

from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

_LIST = "third-party.md"
_WORDS = ("licen", "copying", "notice")


def third_party_list() -> str:
    """Return the page that names everything that comes with the program; "" when it is not there."""
    for place in (resources.files("resources"), Path(__file__).resolve().parents[2] / "docs"):
        page = place / _LIST
        if page.is_file():
            return page.read_text("utf-8")
    return ""


def licence_texts() -> dict[str, str]:
    """Return licence texts by title: ours, those of resources, then those of installed packages."""
    found: dict[str, str] = {}
    own = Path(__file__).resolve().parents[2] / "LICENSE"
    if own.is_file():
        found["Desktop CRM (Apache-2.0)"] = own.read_text("utf-8")
    root = resources.files("resources")
    for folder in (root / "licences", root / "fonts", root / "icons", root / "data"):
        found |= _in_folder(folder)
    for distribution in sorted(metadata.distributions(), key=lambda one: one.name.casefold()):
        for number, path in enumerate(_licence_files(distribution)):
            title = f"{distribution.name} {distribution.version}"
            text = path.read_text("utf-8", "replace")
            found[title if number == 0 else f"{title} · {path.name}"] = text
    return found


def _in_folder(folder: Traversable) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    names = (part for part in folder.iterdir() if part.name.endswith(".txt"))
    licences = folder.name == "licences"
    return {
        part.name.removesuffix(".txt"): part.read_text("utf-8")
        for part in sorted(names, key=lambda one: one.name)
        if licences or any(word in part.name.casefold() for word in (*_WORDS, "ofl"))
    }


def _licence_files(distribution: metadata.Distribution) -> list[Path]:
    paths = []
    for file in distribution.files or ():
        if ".dist-info" in str(file) and any(word in file.name.casefold() for word in _WORDS):
            path = Path(str(file.locate()))
            if path.is_file():
                paths.append(path)
    return paths
