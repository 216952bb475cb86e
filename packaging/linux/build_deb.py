"""The Debian package of the desktop program: ``python packaging/linux/build_deb.py``; needs binutils and dpkg-deb.

The same specification as for Windows freezes one folder; it lies under /opt, its three programs linked into the path.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
sys.path.insert(0, str(PACKAGING / "windows"))

from build import Build, call, epoch, step, version  # noqa: E402
from wrap import BuildFailed, licences  # noqa: E402

PROGRAMS = {
    "desktop-crm-window": "DesktopCRM",
    "desktop-crm": "desktop-crm",
    "desktop-crm-server": "desktop-crm-server",
}
#: Libraries of the system that Qt opens while it runs.
DEPENDS = (
    "libc6 (>= 2.34)", "libegl1", "libgl1", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0",
    "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1", "libdbus-1-3", "libfontconfig1",
    "libglib2.0-0",
)  # fmt: skip
_INSTALLED_KB = 1024


def freeze(folder: Path, number: str) -> Path:
    """Freeze the program for this machine; return its folder."""
    build = Build(folder, number)
    environment = folder.absolute() / "venv"
    if not environment.exists():
        call([sys.executable, "-m", "venv", environment])
    python = environment / "bin" / "python"
    install: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    for lock in ("runtime.lock", "build.lock"):
        call([*install, "--only-binary", ":all:", "--require-hashes", "-r", PACKAGING / lock])
    call([*install, "--no-index", "--force-reinstall", build.wheel(python)])
    build.site = next((environment / "lib").glob("python3*/site-packages"))
    shutil.rmtree(build.payload.parent, ignore_errors=True)
    call([python, "-m", "PyInstaller", "-y", "--log-level", "WARN", "--distpath", build.payload.parent, "--workpath",
          folder.absolute() / "work", PACKAGING / "pyinstaller" / "desktop_crm.spec"],
         DESKTOP_CRM_VERSION=number, SOURCE_DATE_EPOCH=epoch(), PYTHONHASHSEED="1")  # fmt: skip
    licences(build.site, build.payload / "licences")
    _strip(build.payload)
    return build.payload


def _strip(payload: Path) -> None:
    """Take the symbols out of the two libraries that come with them; the wheels' own lists stay as they are."""
    libraries = [*payload.rglob("libpython3*.so*"), *payload.glob("_internal/sqlcipher3/*.so")]
    for library in libraries:
        call(["strip", "--strip-unneeded", library])


def package(payload: Path, folder: Path, dist: Path, number: str, *, quick: bool = False) -> Path:
    """Lay out the files of the package and wrap them; ``quick`` for tests: larger, in a tenth of the time."""
    root = folder.absolute() / "root"
    shutil.rmtree(root, ignore_errors=True)
    home = root / "opt" / "desktop-crm"
    shutil.copytree(payload, home, symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    for command, program in PROGRAMS.items():
        (root / "usr" / "bin" / command).symlink_to(f"/opt/desktop-crm/{program}")
    _copy(PACKAGING / "linux" / "desktop-crm.desktop", root / "usr/share/applications/desktop-crm.desktop")
    _copy(PACKAGING / "linux" / "desktop-crm-mime.xml", root / "usr/share/mime/packages/desktop-crm.xml")
    _copy(ROOT / "resources" / "icons" / "app.svg", root / "usr/share/icons/hicolor/scalable/apps/desktop-crm.svg")
    _copy(ROOT / "LICENSE", root / "usr/share/doc/desktop-crm/copyright")
    files = [file for file in root.rglob("*") if file.is_file() and not file.is_symlink()]
    size = sum(file.stat().st_size for file in files) // _INSTALLED_KB
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: desktop-crm\nVersion: {number}\nArchitecture: amd64\nSection: misc\nPriority: optional\n"
        f"Installed-Size: {size}\nDepends: {', '.join(DEPENDS)}\nMaintainer: Desktop CRM maintainers <none@invalid>\n"
        "Description: customer file of field sales people (客户管家)\n"
        " Encrypted and complete without a network; synchronises by itself with the company's server.\n",
        "utf-8",
    )
    dist.mkdir(parents=True, exist_ok=True)
    out = dist.absolute() / f"desktop-crm_{number}_amd64.deb"
    call(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z1" if quick else "-z19", "--build", root, out],
        SOURCE_DATE_EPOCH=epoch(),
    )
    print(f"[build]   {out.name}: {out.stat().st_size / 1024**2:.1f} MB", flush=True)
    return out


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    target.chmod(0o644)


def main(argv: Sequence[str] | None = None) -> int:
    """Build; exit code 1 with a reason when it did not work."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "linux")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--version", default=version())
    parser.add_argument("--quick", action="store_true", help="pack quickly; the package is larger")
    options = parser.parse_args(argv)
    try:
        with step("programs"):
            payload = freeze(options.folder, options.version)
        with step("package"):
            package(payload, options.folder, options.dist, options.version, quick=options.quick)
    except (BuildFailed, subprocess.SubprocessError) as failure:
        print(f"[build] FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
