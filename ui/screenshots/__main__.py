"""``python -m ui.screenshots FOLDER``: every page, form and dialog as a picture, and an index page."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from ui.screenshots.data import make_profiles
from ui.screenshots.index import write_index

LANGUAGES = ("zh_CN", "en_US")
THEMES = ("light", "dark")
#: name -> width and height in pixels of the screen, scale factor.
SIZES = {"1366x768": (1366, 768, "1"), "1920x1080@150": (1920, 1080, "1.5")}


def main(argv: Sequence[str] | None = None) -> int:
    """Draw; the exit code is 1 when a picture could not be drawn."""
    options = _options(argv)
    os.environ.update(_surroundings())
    options.target.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    if not (options.only or options.language or options.theme or options.size):
        for old in (*options.target.glob("*.*.*.*.png"), *options.target.glob("paper-*.png")):
            old.unlink()  # scenes that are gone
    with tempfile.TemporaryDirectory() as folder:
        profiles = Path(folder)
        make_profiles(profiles)
        wanted = list(product(options.language or LANGUAGES, options.theme or THEMES, options.size or SIZES))
        with ThreadPoolExecutor(max(1, min(options.jobs, len(wanted)))) as pool:
            codes = list(pool.map(lambda words: _draw(profiles, options, words), wanted))
        papers = [] if options.only else _draw_papers(profiles, options.target)
    page = write_index(options.target, papers)
    number = len(list(options.target.glob("*.png")))
    _say(f"{number} pictures after {time.monotonic() - began:.0f} s: {page}")
    return 1 if any(codes) else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots", description=__doc__)
    parser.add_argument("target", type=Path, help="folder of the pictures")
    parser.add_argument("--only", action="append", default=[], help="scenes whose name begins so; repeatable")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--size", action="append", choices=SIZES)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    return parser.parse_args(argv)


def _surroundings() -> dict[str, str]:
    """Return what makes the pictures the same on every machine."""
    return {"TZ": "Asia/Shanghai", "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def _draw(profiles: Path, options: argparse.Namespace, words: tuple[str, str, str]) -> int:
    language, theme, size = words
    width, height, scale = SIZES[size]
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    config = profiles / f"screen-{size}.json"
    config.write_text(json.dumps({"screens": [screen]}), "utf-8")
    platform = f"offscreen:configfile={config.as_posix()}"
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": scale}
    began = time.monotonic()
    only = [part for name in options.only for part in ("--only", name)]
    command = [sys.executable, "-m", "ui.screenshots.worker", str(profiles), str(options.target), *words, *only]
    code = subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 -- ourselves
    _say(f"{time.monotonic() - began:6.1f} s  {language} {theme} {size}{'  FAILED' if code else ''}")
    return code


def _draw_papers(profiles: Path, target: Path) -> list[str]:
    from ui.app import application
    from ui.screenshots.papers import draw_papers

    application()
    return list(_told(draw_papers(profiles, target)))


def _told(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        _say(f"          {name}")
        yield name


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
