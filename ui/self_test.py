"""Does the installed program work? ``--self-test FOLDER`` plays the main job and writes what it found.

For packagers and support: import, edit without a network, find, print, synchronise with the server program beside it.
It opens no window and asks nothing. Everything lies in ``FOLDER``; the profile of the person is not touched.
"""

from __future__ import annotations

import json
import platform
import sys
import time
import traceback
from pathlib import Path

REPORT = "report.json"
FAILED = 70


def run(folder: Path, version: str) -> int:
    """Play it and write ``report.json`` into ``folder``; return 0, or 70 when something did not work."""
    from PySide6.QtCore import qVersion

    began = time.monotonic()
    lines: list[str] = []
    error = ""
    try:
        _play(folder / "run", lines)
    except Exception:  # noqa: BLE001 -- whatever it is belongs into the report; a dialog would wait for nobody
        error = traceback.format_exc()
    report = {
        "passed": not error,
        "error": error,
        "steps": lines,
        "seconds": round(time.monotonic() - began, 2),
        "version": version,
        "packaged": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "qt": qVersion(),
        "system": platform.platform(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / REPORT).write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    return FAILED if error else 0


def _play(folder: Path, lines: list[str]) -> None:
    # Imported here, so that a library that does not load is reported like anything else.
    from ui.demo.company import Company
    from ui.demo.scenario import Scenario

    company = Company(folder)
    try:
        Scenario(company, lines.append, with_window=False).run()
    finally:
        company.server.stop()
