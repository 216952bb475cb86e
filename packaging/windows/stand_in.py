"""Installers of a program that is none: they are made in seconds, and what ``installer.nsi`` does is real.

``python packaging/windows/stand_in.py FOLDER VERSION`` writes one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "wine")]

import wrap  # noqa: E402
from computer import PIECES  # noqa: E402
from prefix import COMPILER  # noqa: E402

_LIBRARIES = 60


def payload(folder: Path, version: str) -> Path:
    """Write the files of a version: the three programs and something beside them."""
    made = folder / version
    for part in ("_internal/resources", "licences"):
        (made / part).mkdir(parents=True, exist_ok=True)
    for number in range(_LIBRARIES):  # enough to be cut in the middle of
        (made / "_internal" / f"library-{number:02}.dll").write_bytes(f"{version} {number}\n".encode() * 200_000)
    (made / "_internal" / "resources" / "客户.txt").write_text(version, "utf-8")
    (made / "licences" / "DesktopCRM.txt").write_text("Apache-2.0", "utf-8")
    programs = [made / name for name in PIECES if name.endswith(".exe")]
    _compile(programs[0])
    for other in programs[1:]:
        other.write_bytes(programs[0].read_bytes())
    return made


def make(folder: Path, version: str) -> Path:
    """Write the installer of a version. Raises BuildFailed."""
    return wrap.installer(payload(folder.absolute() / "payload", version), version, folder, quick=True)


def helper(folder: Path) -> Path:
    """Write a program that holds a file, or runs a line word for word: see ``stand_in.c``."""
    made = folder / "helper.exe"
    _compile(made)
    return made


def _compile(target: Path) -> None:
    words = ["-O2", "-s", "-municode", "-mwindows", "-o", str(target), str(HERE / "stand_in.c")]
    subprocess.run([COMPILER, *words], check=True)


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), sys.argv[2]))
