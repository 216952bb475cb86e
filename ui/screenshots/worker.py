"""One language, theme and size: draws all scenes in one process."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler

from ui.app import application
from ui.crash import HARMLESS
from ui.screenshots.scenes import SCENES
from ui.screenshots.stage import Stage
from ui.theme import Mode


def draw(profiles: Path, target: Path, words: Sequence[str], only: Sequence[str]) -> int:
    """Draw the scenes; ``words`` are language, theme and size, as in the file names. Return how many."""
    language, theme, size = words
    room = application().primaryScreen().geometry().size()
    stage = Stage(profiles, QSize(room.width(), room.height()), Mode(theme), language)
    scenes = [scene for scene in SCENES if not only or any(scene.name.startswith(name) for name in only)]
    try:
        for scene in scenes:
            stage.play(scene.build)
            path = target / f"{scene.name}.{language}.{theme}.{size}.png"
            if not stage.picture().save(str(path)):
                raise OSError(path)
            stage.clear()
    finally:
        stage.close()
    return len(scenes)


def _said(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if text not in HARMLESS:
        sys.stderr.write(f"{text}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Draw on a copy of the profiles, which scenes may change."""
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots.worker")
    parser.add_argument("profiles", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("words", nargs=3)
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args(argv)
    qInstallMessageHandler(_said)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "profiles"
        os.environ["XDG_DATA_HOME"] = folder  # whoever draws may have an office server
        shutil.copytree(options.profiles, copy)
        draw(copy, options.target, options.words, options.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
