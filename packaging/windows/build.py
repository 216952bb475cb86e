"""The one command that builds the Windows installer, on Linux (with wine) and on Windows.

``python packaging/windows/build.py``. Everything taken in is pinned with its hash: runtime.lock (what is shipped),
build.lock (what freezes it), and the runtime of ``runtime.py``.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
sys.path[:0] = [str(PACKAGING / "windows"), str(PACKAGING / "wine")]

import runtime  # noqa: E402
import wrap  # noqa: E402
from prefix import PACKAGES, Wine, missing_tools  # noqa: E402
from wrap import BuildFailed  # noqa: E402

WINDOWS = platform.system() == "Windows"
#: The program folder may weigh this much at most, in bytes.
MOST = 200 * 1024**2


def version() -> str:
    """Version of the project."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


@contextmanager
def step(title: str) -> Iterator[None]:
    """Tell a step and how long it took."""
    print(f"[build] {title}", flush=True)
    began = time.monotonic()
    yield
    print(f"[build]   {time.monotonic() - began:.1f} s", flush=True)


def call(command: Sequence[str | Path], **more: str) -> None:
    """Run a program of this machine. Raises BuildFailed."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env={**os.environ, **more}, check=False)
    if done.returncode:
        raise BuildFailed(f"{command[0]} ended with {done.returncode}")


def epoch() -> str:
    """Return the time of the newest commit: files that carry a time are the same at every build."""
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "1767225600"


class Build:
    """One build below ``folder``; ``number`` is the version it says it is."""

    def __init__(self, folder: Path, number: str) -> None:
        self.folder = folder.absolute()
        self.number = number
        self.site = self.folder / "site"
        self.payload = self.folder / "payload" / "DesktopCRM"

    def wheel(self, python: str | Path = sys.executable) -> Path:
        """Build the project's own wheel with a Python that has hatchling."""
        target = self.folder / "wheel"
        shutil.rmtree(target, ignore_errors=True)
        call([python, "-m", "hatchling", "build", "-t", "wheel", "-d", target], SOURCE_DATE_EPOCH=epoch())
        return next(target.glob("*.whl"))

    def install(self, python: Path | None) -> None:
        """Install what is shipped and what freezes it, for Windows, each file checked against its lock."""
        shutil.rmtree(self.site, ignore_errors=True)
        place = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11", "--target", str(self.site)]
        if python is not None:
            place = ["--python", str(python), "--target", str(self.site)]
        for lock in ("runtime.lock", "build.lock"):
            call([sys.executable, "-m", "uv", "pip", "install", "--quiet", *place, "--only-binary", ":all:",
                  "--require-hashes", "-r", PACKAGING / lock])  # fmt: skip
        call([sys.executable, "-m", "uv", "pip", "install", "--quiet", *place, "--no-deps", self.wheel()])

    def freeze(self) -> None:
        """Make the folder of programs with PyInstaller, under wine where this is not Windows."""
        shutil.rmtree(self.payload.parent, ignore_errors=True)
        spec = PACKAGING / "pyinstaller" / "desktop_crm.spec"
        words = ["-m", "PyInstaller", "-y", "--log-level", "WARN", "--distpath", str(self.payload.parent)]
        words += ["--workpath", str(self.folder / "work"), str(spec)]
        settings = {"PYTHONPATH": str(self.site), "DESKTOP_CRM_VERSION": self.number, "SOURCE_DATE_EPOCH": epoch()}
        settings |= {"PYTHONHASHSEED": "1", "PYTHONUTF8": "1"}
        if WINDOWS:
            call([sys.executable, *words], **settings)
        else:
            python = runtime.make(self.folder / "python", ROOT / "build" / "downloads")
            wine = Wine(self.folder / "prefix")
            wine.environment |= {**settings, "PYTHONPATH": f"Z:{self.site}".replace("/", "\\")}
            code, out = wine.run(str(python), *words, limit=1500)
            (self.folder / "freeze.log").write_text(out, "utf-8")
            if code:
                raise BuildFailed(f"PyInstaller ended with {code}:\n{out[-3000:]}")
            _without_wine(self.payload)
        wrap.licences(self.site, self.payload / "licences")

    def check(self) -> None:
        """Look for DLLs that are missing and for a folder that has grown too heavy."""
        import pe_check  # wants a library of build.lock, which the Debian package's own environment alone has

        report = pe_check.check(self.payload)
        size = sum(file.stat().st_size for file in self.payload.rglob("*") if file.is_file())
        print(f"[build]   {report.files} programs and libraries, {size / 1024**2:.0f} MB", flush=True)
        if report.problems:
            raise BuildFailed("\n".join(report.problems[:20]))
        if size > MOST:
            raise BuildFailed(f"the folder weighs {size} bytes; {MOST} are allowed")

    def installer(self, target: Path, *, quick: bool = False) -> Path:
        """Wrap the folder into the installer."""
        out = wrap.installer(self.payload, self.number, target, quick=quick)
        told = Path(f"{out}.sha256").read_text("utf-8").split()[0]
        print(f"[build]   {out.name}: {out.stat().st_size / 1024**2:.1f} MB, SHA-256 {told}", flush=True)
        return out

    def sign(self) -> None:
        """Sign the programs when a command for it is set."""
        if command := os.environ.get("DESKTOP_CRM_SIGN"):
            for program in sorted(self.payload.glob("*.exe")):
                call([*command.split(), program])


def _without_wine(payload: Path) -> None:
    for file in payload.rglob("*.dll"):
        if b"Wine builtin DLL" in file.read_bytes()[:4096]:
            raise BuildFailed(f"{file.name} of wine got into the program")


def main(argv: Sequence[str] | None = None) -> int:
    """Build; exit code 1 with a reason when it did not work."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "windows")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--version", default=version(), help="another version than pyproject.toml says, for tests")
    parser.add_argument("--quick", action="store_true", help="compress less: a bigger installer, sooner")
    parser.add_argument("--again", action="store_true", help="wrap the folder of the build before, as --version says")
    parser.add_argument("--anew", action="store_true", help="forget what earlier builds left")
    options = parser.parse_args(argv)
    if not WINDOWS and (missing := missing_tools()):
        print(f"[build] missing: {', '.join(missing)}. apt-get install -y --no-install-recommends {' '.join(PACKAGES)}")
        return 1
    if options.anew:
        shutil.rmtree(options.folder, ignore_errors=True)
    build = Build(options.folder, options.version)
    try:
        if options.again:
            with step(f"the programs of the build before, as {options.version}"):
                build.payload = wrap.restated(build.payload, options.version, build.folder / "again" / "DesktopCRM")
        else:
            _freeze(build)
        with step("installer"):
            build.installer(options.dist, quick=options.quick)
    except (BuildFailed, runtime.NotMade, subprocess.SubprocessError) as failure:
        print(f"[build] FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


def _freeze(build: Build) -> None:
    with step("libraries for Windows, checked against the lock"):
        build.install(None if not WINDOWS else Path(sys.executable))
    with step("programs"):
        build.freeze()
    with step("check of the folder"):
        build.check()
        build.sign()


if __name__ == "__main__":
    sys.exit(main())
