"""One person's Windows in a wine prefix, with a screen nobody sees: what the trial of an installer is played on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging" / "wine"))

from prefix import Wine  # noqa: E402

APP = "DesktopCRM"
#: What the installer puts into its folder; the window's program comes last.
PIECES = ("_internal", "licences", "desktop-crm.exe", "desktop-crm-server.exe", f"{APP}.exe")
CLASSES = r"HKCU\Software\Classes"
OWN_KEY = rf"HKCU\Software\{APP}"
UNINSTALL_KEY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{APP}"
ONCE_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\RunOnce"
START_LIMIT_S, WORK_LIMIT_S = 180, 600
_EMPTY_PICTURE = 20_000  # bytes; a screen with nothing on it has a few hundred, a bare frame some thousand


class Failed(Exception):
    """Something was not as it must be."""


def require(fact: object, text: str) -> None:
    """Stop the trial when something is not so."""
    if not fact:
        raise Failed(text)


def until(fact: Callable[[], object], text: str, *, limit_s: float = START_LIMIT_S, pause_s: float = 0.1) -> float:
    """Wait until something is so; return the seconds it took."""
    began = time.monotonic()
    while not fact():
        require(time.monotonic() - began < limit_s, text)
        time.sleep(pause_s)
    return time.monotonic() - began


def files(folder: Path) -> dict[str, int]:
    """Return the files of a folder with their sizes."""
    return {str(path.relative_to(folder)): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}


class Screen:
    """A screen nobody sees, ended with its process id."""

    def __init__(self) -> None:
        read, write = os.pipe()
        words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
        self._process = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as stream:
            self.name = f":{stream.readline().strip()}"

    def picture(self, path: Path) -> None:
        """Save what is on the screen, without the black around it, in few colours: small enough for a page."""
        words = [
            "-bordercolor",
            "black",
            "-border",
            "1",
            "-trim",
            "+repage",
            "+dither",
            "-colors",
            "96",
            f"png8:{path}",
        ]
        subprocess.run(["convert", "png:-", *words], input=self.shows(), check=True, capture_output=True)

    def shows(self) -> bytes:
        """Return what is on it, to compare."""
        shot = ["import", "-display", self.name, "-window", "root", "png:-"]
        return subprocess.run(shot, check=True, capture_output=True).stdout

    def until_drawn(self) -> float:
        """Wait for something larger than a bare frame; return the seconds."""
        return until(lambda: len(self.shows()) > _EMPTY_PICTURE, "nothing appeared on the screen")

    def until_still(self) -> None:
        """Wait until nothing moves for a second: a page has been drawn to its end."""
        last = b""

        def still() -> bool:
            nonlocal last
            before, last = last, self.shows()
            return before == last

        until(still, "the screen never comes to rest", pause_s=1)

    def keys(self, *names: str) -> None:
        """Press keys, as xdotool names them."""
        subprocess.run(["xdotool", "key", *names], env={**os.environ, "DISPLAY": self.name}, check=True)

    def write(self, text: str) -> None:
        """Type letters."""
        words = ["xdotool", "type", "--delay", "60", text]
        subprocess.run(words, env={**os.environ, "DISPLAY": self.name}, check=True)

    def close(self) -> None:
        """End it."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(10)


class Computer:
    """One person's Windows: a prefix of its own. ``user`` names the person; its language is Chinese where this machine
    has what it takes to make the language."""

    def __init__(self, folder: Path, user: str, *, display: str = "") -> None:
        os.environ["USER"] = user  # wine names the profile folder after it
        os.environ["LOGNAME"] = user
        home = folder.absolute().parent / "home"  # where wine puts the desktop; not into that of whoever runs this
        (home / "Desktop").mkdir(parents=True, exist_ok=True)
        os.environ["HOME"] = str(home)
        self.chinese = _speak_chinese(folder.parent / "locale")
        self.wine = Wine(folder, display=display)
        self.home = self.wine.drive / "users" / user
        require(self.home.is_dir(), f"wine made no home for {user}")
        fonts = self.wine.drive / "windows" / "Fonts"  # letters for the installer's own pages
        fonts.mkdir(exist_ok=True)
        for font in (ROOT / "resources" / "fonts").glob("*.ttf"):
            shutil.copy(font, fonts)
        self.local = self.home / "AppData" / "Local"
        self.program = self.local / "Programs" / APP
        self.data = self.local / APP

    def windows_path(self, path: Path) -> str:
        """Return a path as programs on this computer see it."""
        path = path.absolute()
        if path.is_relative_to(self.wine.drive):
            return "C:\\" + str(path.relative_to(self.wine.drive)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def setup(self, installer: Path, *words: str) -> int:
        """Run an installer silently; return its exit code."""
        code, _ = self.wine.run(str(installer), "/S", *words, limit=WORK_LIMIT_S)
        return code

    def uninstall(self, *words: str) -> None:
        """Uninstall silently and wait until it has ended: it goes on from a copy of itself."""
        self.wine.run(str(self.program / "Uninstall.exe"), "/S", *words)
        self.wine.wait()

    def version(self) -> str | None:
        """Return the version Windows shows among the installed programs."""
        return self.wine.registry(UNINSTALL_KEY, "DisplayVersion")

    def opens(self, ending: str) -> str | None:
        """Return the command behind a double-click on such a file."""
        kind = self._default(rf"{CLASSES}\{ending}")
        return self._default(rf"{CLASSES}\{kind}\shell\open\command") if kind else None

    def _default(self, key: str) -> str | None:
        _, out = self.wine.run("reg", "query", key, "/ve")
        line = next((one for one in out.splitlines() if "REG_SZ" in one), "")
        return line.split("REG_SZ", 1)[1].strip() or None if line else None

    def shortcuts(self) -> list[str]:
        """Name the shortcuts in the start menu and on the desktop."""
        places = (
            self.home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs",
            self.home / "Desktop",
        )
        return sorted(f"{place.name}/{link.stem}" for place in places for link in place.glob("*.lnk"))

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start the window's program and go on."""
        return self.wine.start([str(self.program / f"{APP}.exe"), *words])

    def close(self, *words: str) -> int:
        """Ask the window to close, as an installer does; return the exit code: 0 it answered, 1 there is none."""
        return self.wine.run(str(self.program / f"{APP}.exe"), *words, "--close", limit=START_LIMIT_S)[0]

    def command(self, *words: str) -> str:
        """Run the installed command line on the person's own profile; return what it wrote. Raises Failed."""
        code, out = self._command(*words)
        require(code == 0, f"desktop-crm {' '.join(words)} ended with {code}: {out[-800:]}")
        return out

    def refuses(self) -> str:
        """Return what the installed version says of data that a newer one wrote; empty when it opens them."""
        code, out = self._command("status")
        return out.strip().splitlines()[-1] if code else ""

    def _command(self, *words: str) -> tuple[int, str]:
        return self.wine.run(str(self.program / "desktop-crm.exe"), "--json", *words, limit=WORK_LIMIT_S)

    def customers(self) -> list[dict[str, Any]]:
        """Return every customer of the profile as the list shows it, after the store has been proved whole."""
        verdict = json.loads(self.command("verify"))
        require(verdict["ok"], f"the store is not whole: {verdict}")
        return list(json.loads(self.command("list", "--limit", "5000")))

    def self_test(self, folder: Path) -> dict[str, object]:
        """Play the main job with the installed program; return its report."""
        code, out = self.wine.run(
            str(self.program / f"{APP}.exe"), "--self-test", self.windows_path(folder), limit=WORK_LIMIT_S
        )
        report = folder / "report.json"
        require(report.exists(), f"no report; exit code {code}: {out[-1500:]}")
        found: dict[str, object] = json.loads(report.read_text("utf-8"))
        return found


def _speak_chinese(folder: Path) -> bool:
    """Make the Chinese locale for this process and what it starts; False where the sources of it are not installed."""
    words: Sequence[str] = ["localedef", "-i", "zh_CN", "-f", "UTF-8", str(folder / "zh_CN.UTF-8")]
    if not (folder / "zh_CN.UTF-8").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.which("localedef") is None or subprocess.run(words, capture_output=True, check=False).returncode:
            return False
    os.environ |= {"LOCPATH": str(folder), "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}
    return True
