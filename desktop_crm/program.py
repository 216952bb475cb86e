"""This program as it is installed: its version, and what it runs on."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

#: The words of releases: "windows", "linux"; anything else as Python calls it.
PLATFORM = {"win32": "windows"}.get(sys.platform, sys.platform)


@cache
def version() -> str:
    """Return the version of the installed program, "0" when it is not installed. Reads the list of what is."""
    from importlib import metadata

    try:
        return metadata.version("desktop-crm")
    except metadata.PackageNotFoundError:
        return "0"


def server() -> list[str]:
    """Return the words that run the server: the installed program beside this one, else our own module."""
    if getattr(sys, "frozen", False):
        here = Path(sys.executable)
        return [str(here.with_name(f"desktop-crm-server{here.suffix}"))]
    return [sys.executable, "-m", "sync.server"]
