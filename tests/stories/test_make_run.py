"""What ``make run`` starts on a machine without a display."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.processes import LIMIT_S


def _demo(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ui.demo", "--offscreen", "--folder", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT_S, check=False)


def test_the_scenario_runs_without_a_display(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    done = _demo(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "second laptop has the edit" in done.stdout
    assert {path.name for path in (folder / "pictures").iterdir()} == {
        f"{name}-{mode}.png" for name in ("customers", "card", "form") for mode in ("light", "dark")
    }
    assert (folder / "曾国藩.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_with_other_things_is_not_removed(tmp_path: Path) -> None:
    mine = tmp_path / "thesis.txt"
    mine.write_text("mine", "utf-8")
    done = _demo(tmp_path)
    assert (done.returncode, mine.read_text("utf-8")) == (1, "mine")
    assert "not touched" in done.stdout
