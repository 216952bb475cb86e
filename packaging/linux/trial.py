"""The life of the Debian package in a clean root: ``python packaging/linux/trial.py PACKAGE``; needs root, debootstrap.

A Debian without anything is made, the package is installed there with what it asks for, does the main job, is installed
again over a profile with data, and removed. What was seen is printed; the picture lies under ``build/trial-linux``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SUITE = "bookworm"
PROGRAM = "desktop-crm-window"
#: What one needs to see a window and to take its picture; the package does not.
SCREEN = ("xvfb", "xauth", "xdotool", "imagemagick", "fonts-liberation")
_LIMIT_S = 600
#: Bytes of a picture: more than an empty screen has, and more than the question for a passphrase (21,000).
_ASKING, _EMPTY_PICTURE = 10_000, 40_000
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "HOME": "/", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
_PASSPHRASE = "nur-fuer-versuche"


class Failed(Exception):
    """Something was not as it must be."""


def require(fact: object, text: str) -> None:
    """Tell what was found, or stop."""
    if not fact:
        raise Failed(text)
    print(f"[trial] {text}", flush=True)


class Root:
    """A Debian in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    def make(self) -> None:
        """Unpack it, once."""
        if not (self.folder / "usr" / "bin" / "apt-get").exists():
            command = ["debootstrap", "--variant=minbase", SUITE, str(self.folder)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=_LIMIT_S)

    def run(self, *words: str, fails: bool = False, **environment: str) -> str:
        """Run a command in it; return what it printed. Raises Failed, also when a command that must fail does not."""
        given = [f"{name}={value}" for name, value in {**_ENVIRONMENT, **environment}.items()]
        command = ["chroot", str(self.folder), "env", "-i", *given, *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_LIMIT_S)
        if (done.returncode != 0) != fails:
            raise Failed(f"{' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def apt(self, *words: str) -> None:
        """Call apt-get without questions."""
        self.run("apt-get", "-y", "-q", "--no-install-recommends", *words, DEBIAN_FRONTEND="noninteractive")


def trial(package: Path, root: Root, pictures: Path) -> None:
    """Play it. Raises Failed, CalledProcessError, TimeoutExpired."""
    root.make()
    root.apt("update")
    shutil.copy(package, root.folder / "tmp" / package.name)
    inside = f"/tmp/{package.name}"
    root.apt("install", inside)
    require(True, f"{package.name} installed in a clean {SUITE}, {_size(root)} MB")

    report = _self_test(root)
    require(report["passed"] and report["packaged"], f"main job done by the installed program in {report['seconds']} s")
    print(*(f"          {step}" for step in report["steps"]), sep="\n")
    _command(root, "init", "--issuer", "某公司")
    _command(root, "add", "full_name=曾国藩", "mobile_phone=13800138000", "signed_by=王芳")
    require("曾国藩" in _command(root, "list"), "a customer was filed")
    _window(root, pictures)

    root.apt("install", "--reinstall", inside)
    require("曾国藩" in _command(root, "find", "zgf"), "installed again, the customer is there")
    root.apt("remove", "desktop-crm")
    require(not (root.folder / "opt" / "desktop-crm").exists(), "removed without a trace under /opt")
    require((root.folder / "tmp" / "crm" / "customers.db").exists(), "the customers stayed")
    root.run("sh", "-c", f"command -v {PROGRAM}", fails=True)


def _command(root: Root, *words: str) -> str:
    return root.run("desktop-crm", "--profile", "/tmp/crm", *words, DESKTOP_CRM_PASSPHRASE=_PASSPHRASE)


def _size(root: Root) -> int:
    words = ("dpkg-query", "--show", "--showformat", "${Installed-Size}", "desktop-crm")
    return int(root.run(*words)) // 1024


def _self_test(root: Root) -> dict[str, Any]:
    folder = "/tmp/self-test"
    root.run(PROGRAM, "--self-test", folder, QT_QPA_PLATFORM="offscreen")
    report: dict[str, Any] = json.loads((root.folder / folder[1:] / "report.json").read_text("utf-8"))
    return report


#: The clean root has no key store, so the program asks for a passphrase; there is no window manager that gives focus.
_BY_HAND = f"""
{PROGRAM} --demo --profile /tmp/demo & pid=$!
trap 'kill $pid 2>/dev/null' EXIT
drawn() {{
    for _ in $(seq 90); do
        import -window root /tmp/window.png
        [ "$(stat -c %s /tmp/window.png)" -gt "$1" ] && sleep 3 && return
        sleep 1
    done
    return 1
}}
drawn {_ASKING}
xdotool mousemove 640 343 click 1 type {_PASSPHRASE}
xdotool mousemove 640 389 click 1 type {_PASSPHRASE}
xdotool key Return
drawn {_EMPTY_PICTURE}
import -window root /tmp/window.png
{PROGRAM} --profile /tmp/demo --close && wait $pid
"""


def _window(root: Root, pictures: Path) -> None:
    """Open the window on a screen in memory, take its picture, and ask it to close."""
    root.apt("install", *SCREEN)
    (root.folder / "tmp" / "window.sh").write_text(_BY_HAND)
    root.run("timeout", "240", "xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "sh", "/tmp/window.sh")
    pictures.mkdir(parents=True, exist_ok=True)
    shutil.copy(root.folder / "tmp" / "window.png", pictures / "window.png")
    require((pictures / "window.png").stat().st_size > _EMPTY_PICTURE, "the window was drawn, and closed when asked")


def main(argv: Sequence[str] | None = None) -> int:
    """Play it; exit code 1 with a reason when something was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--root", type=Path, default=ROOT / "build" / "trial-linux" / "root")
    parser.add_argument("--pictures", type=Path, default=ROOT / "build" / "trial-linux")
    options = parser.parse_args(argv)
    try:
        trial(options.package, Root(options.root), options.pictures)
    except (Failed, subprocess.SubprocessError) as failure:
        print(f"[trial] FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
