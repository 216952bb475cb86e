"""The program as it is shipped: frozen, packed, installed in a Debian that has nothing, and doing the main job there.

What no Linux shows of the Windows installer is played under wine: packaging/windows/trial.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.tree import ROOT

LINUX = ROOT / "packaging" / "linux"
PROGRAMS = ("DesktopCRM", "desktop-crm", "desktop-crm-server")
MOST_BYTES = 320 * 1024**2
#: Parts of Qt's wheel that are under the GPL alone, or that no window of ours loads.
NEVER_SHIPPED = re.compile(
    r"(?i)qt6(qml|quick|virtualkeyboard|pdf|webengine|3d|shadertools)|/(pip|pytest|mypy|hypothesis|PyInstaller)/"
)

pytestmark = pytest.mark.lengthy


class Built(NamedTuple):
    """What the build left."""

    payload: Path
    package: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build the package with the one command a release engineer types."""
    folder = tmp_path_factory.mktemp("frozen")
    words = ["--folder", folder / "build", "--dist", folder / "dist", "--quick"]
    run(sys.executable, LINUX / "build_deb.py", *words)
    yield Built(folder / "build" / "payload" / "DesktopCRM", next((folder / "dist").glob("*.deb")))
    shutil.rmtree(folder)  # a gigabyte


def run(*words: str | Path, **environment: str) -> str:
    """Run a program to its end; its output is in the message when it fails."""
    command = [str(word) for word in words]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def clean(folder: Path) -> dict[str, str]:
    """An environment that knows nothing of Python or this project."""
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": "", "PYTHONHOME": "", "VIRTUAL_ENV": "", "HOME": str(folder)}


def main_job(programs: Path, folder: Path) -> dict[str, Any]:
    """Let the program play the main job; return its report."""
    run(programs / "DesktopCRM", "--self-test", folder / "report", **clean(folder))
    report: dict[str, Any] = json.loads((folder / "report" / "report.json").read_text("utf-8"))
    return report


def test_the_frozen_program_does_the_main_job(built: Built, tmp_path: Path) -> None:
    report = main_job(built.payload, tmp_path)
    assert report["passed"], report["error"]
    assert report["packaged"]
    told = " ".join(report["steps"])
    for step in ("imported", "offline", "printed", "synchronised"):
        assert step in told


def test_its_commands_work_away_from_the_project(built: Built, tmp_path: Path) -> None:
    environment = {**clean(tmp_path), "DESKTOP_CRM_PASSPHRASE": "nur-fuer-versuche"}
    crm = (built.payload / "desktop-crm", "--profile", tmp_path / "crm")
    run(*crm, "init", "--issuer", "某公司", **environment)
    run(*crm, "add", "full_name=曾国藩", "mobile_phone=13800138000", "signed_by=王芳", **environment)
    assert "曾国藩" in run(*crm, "find", "zgf", **environment)
    assert "usage" in run(built.payload / "desktop-crm-server", "--help", **environment)


def test_what_is_in_the_folder(built: Built) -> None:
    files = [file for file in built.payload.rglob("*") if file.is_file() and not file.is_symlink()]
    assert {name for name in PROGRAMS if (built.payload / name).stat().st_mode & 0o111} == set(PROGRAMS)
    assert [str(file) for file in files if NEVER_SHIPPED.search(f"/{file.relative_to(built.payload)}")] == []
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
    texts = {file.name for file in (built.payload / "licences").iterdir()}
    assert {"DesktopCRM.txt", "Python.txt", "LGPL-3.0.txt", "third-party.md", "CRM-Sans-SC-OFL.txt"} <= texts
    for part in ("sqlalchemy", "requests", "alembic"):
        assert [text for text in texts if text.lower().startswith(part)], f"no licence text of {part}"


def test_every_library_is_in_the_folder_or_asked_for(built: Built) -> None:
    """What a library needs comes with it, or from a Debian package that ours depends on."""
    from_the_system = re.compile(
        r"(?x) ld-linux | lib(c|m|dl|rt|pthread|util|resolv|crypt|gcc_s|stdc\+\+|z|expat|ffi|uuid|bz2|lzma)\.so"
        r" | lib(EGL|GL|GLX|OpenGL|X11|X11-xcb|Xau|Xdmcp|Xext|xkbcommon|xkbcommon-x11|dbus-1|fontconfig|freetype)\.so"
        r" | libxcb | lib(glib|gobject|gio|gmodule|gthread)-2\.0 | libwayland | libdrm | libgbm"
    )
    optional = re.compile(r"platformthemes/libqgtk3|wayland")  # Qt goes on without these
    present = {file.name for file in built.payload.rglob("*.so*")}
    missing = {}
    for library in built.payload.rglob("*.so*"):
        if library.is_symlink() or optional.search(str(library)):
            continue
        needed = re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", library))
        absent = [name for name in needed if name not in present and not from_the_system.match(name)]
        if absent:
            missing[library.name] = absent
    assert missing == {}


def test_the_package_lives_in_a_debian_without_anything(built: Built, tmp_path: Path) -> None:
    """Installed with what it asks for, the main job, the window, installed again over data, removed.

    That takes the rights of root, debootstrap (continuous integration installs it) and a mirror of Debian. Where one is
    missing the package is unpacked, and its program does the main job on this machine.
    """
    root = tmp_path / "root"
    if os.geteuid() == 0 and shutil.which("debootstrap") and debian(root):
        words = (built.package, "--root", root, "--pictures", tmp_path / "pictures")
        told = run(sys.executable, LINUX / "trial.py", *words)
        for fact in ("installed in a clean", "main job done", "the window was drawn", "the customers stayed"):
            assert fact in told
    else:
        run("dpkg-deb", "--extract", built.package, root)
        assert (root / "usr/bin/desktop-crm-window").readlink() == Path("/opt/desktop-crm/DesktopCRM")
        assert main_job(root / "opt/desktop-crm", tmp_path)["passed"]
    shutil.rmtree(root)


def debian(root: Path) -> bool:
    """Unpack a Debian that reaches its mirror; say whether that worked."""
    commands = (["debootstrap", "--variant=minbase", "bookworm", str(root)], ["chroot", str(root), "apt-get", "update"])
    done = (subprocess.run(command, capture_output=True, timeout=600, check=False) for command in commands)
    return all(one.returncode == 0 for one in done)
