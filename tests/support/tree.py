"""The files of this project, for tests that read the project itself."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("desktop_crm", "ui", "sync", "resources")
CODE_FOLDERS = (*PACKAGES, "packaging", "bench", "tests")

_BUILT = re.compile(r"\.git|\.venv|build|dist|__pycache__|\..*cache|\.hypothesis|.*\.egg-info")


@cache
def project_files() -> tuple[Path, ...]:
    """Return the files of the project, relative to its root: what git tracks or would track, read without changing it.

    A copy without git (an unpacked archive) answers with everything that is not built.
    """
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if (ROOT / ".git").exists() and listing.returncode == 0:
        names = [Path(name) for name in listing.stdout.decode("utf-8").split("\0") if name]
    else:
        names = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
        names = [name for name in names if not any(_BUILT.fullmatch(part) for part in name.parts)]
    return tuple(sorted(name for name in set(names) if (ROOT / name).is_file()))


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under top-level folders, all code folders when none is named."""
    wanted = folders or CODE_FOLDERS
    return [name for name in project_files() if name.suffix == ".py" and name.parts[0] in wanted]


def read(name: Path) -> str:
    """Return the text of a project file."""
    return (ROOT / name).read_text("utf-8")
