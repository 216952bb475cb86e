"""A Windows to build and test in on Linux: a fresh 64-bit wine prefix. ``python packaging/wine/prefix.py DIR``.

The shims stand for DLLs that Windows 10 has and wine 8 lacks. They lie in the prefix and never in what is shipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMPILER = "x86_64-w64-mingw32-gcc"
#: Debian packages that this and the installer need.
PACKAGES = (
    "wine", "wine64", "nsis", "gcc-mingw-w64-x86-64", "osslsigncode", "xvfb", "xauth", "fonts-liberation", "fonts-wine",
)  # fmt: skip
#: Seconds; wine that cannot go on waits for ever.
_LIMIT = 240
_SETTINGS = (
    (r"HKCU\Software\Wine", "Version", "win10"),
    (r"HKCU\Software\Wine\DllOverrides", "mscms", "native"),
    (r"HKCU\Software\Wine\DllOverrides", "winemenubuilder.exe", ""),
    (r"HKCU\Environment", "QT_QPA_PLATFORM", "windows:fontengine=gdi"),  # wine hands no QT_ variable on
    (r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\FontSubstitutes", "Segoe UI", "Liberation Sans"),
    (r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\FontSubstitutes", "MS Shell Dlg", "Liberation Sans"),
    (r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\FontSubstitutes", "MS Shell Dlg 2", "Liberation Sans"),
)


def missing_tools() -> list[str]:
    """Name the programs that are not on this machine."""
    wanted = ("wine", "wineserver", "wineboot", "makensis", COMPILER, "Xvfb")
    return [tool for tool in wanted if shutil.which(tool) is None]


class Wine:
    """Runs Windows programs in one prefix, made when it is not there."""

    def __init__(self, prefix: Path, *, display: str = "") -> None:
        self.prefix = prefix.absolute()
        self.environment = {key: value for key, value in os.environ.items() if key != "DISPLAY" and key[:3] != "QT_"}
        self.environment |= {"WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "WINEDEBUG": "-all"}
        if display:
            self.environment["DISPLAY"] = display
        if not (self.prefix / "made").exists():
            self._make()

    @property
    def drive(self) -> Path:
        """The folder behind ``C:``."""
        return self.prefix / "drive_c"

    def path(self, name: str) -> Path:
        r"""Return the file behind a path such as ``C:\Windows``."""
        return self.drive / name[3:].replace("\\", "/")

    def start(self, words: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a program and go on; the caller ends it."""
        # Pipes: a Windows program under wine cannot open a file as its standard output.
        return subprocess.Popen(
            ["wine", *words],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, *words: str, limit: float = _LIMIT) -> tuple[int, str]:
        """Run a program, ``limit`` seconds at most; return its exit code (124: too long) and what it wrote."""
        process = self.start(words)
        try:
            out, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            self.stop()
            out, _ = process.communicate()
            return 124, _text(out)
        return process.returncode, _text(out)

    def wait(self) -> None:
        """Wait until every program of the prefix has ended."""
        subprocess.run(["wineserver", "-w"], env=self.environment, timeout=_LIMIT, check=False)

    def stop(self) -> None:
        """End every program of the prefix at once."""
        subprocess.run(["wineserver", "-k"], env=self.environment, timeout=_LIMIT, check=False)

    def registry(self, key: str, name: str) -> str | None:
        """Read a value of the registry; None without one."""
        code, out = self.run("reg", "query", key, "/v", name)
        line = next((one for one in out.splitlines() if one.strip().startswith(name)), "")
        return line.split("REG_", 1)[1].split(None, 1)[1].strip() if not code and "REG_" in line else None

    def _make(self) -> None:
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        subprocess.run(
            ["wineboot", "-i"], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=_LIMIT, check=True,
        )  # fmt: skip
        self.wait()
        for key, name, value in _SETTINGS:
            self.run("reg", "add", key, "/v", name, "/d", value, "/f")
        for source in sorted((HERE / "shims").glob("*.c")):
            target = self.drive / "windows" / "system32" / f"{source.stem}.dll"
            target.unlink(missing_ok=True)
            subprocess.run([COMPILER, "-shared", "-O2", "-s", "-o", str(target), str(source), "-ladvapi32"], check=True)
        self.wait()
        (self.prefix / "made").touch()


def _text(written: bytes) -> str:
    """Read what a program wrote: ours write UTF-8, those of a Chinese Windows its code page."""
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("gb18030", "replace")


if __name__ == "__main__":
    print(Wine(Path(sys.argv[1])).drive)
