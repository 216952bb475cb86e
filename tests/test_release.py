"""What is released: the locks agree, the installer's script and the specification name what exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tree import ROOT

PACKAGING = ROOT / "packaging"


def pins(name: str) -> dict[str, str]:
    text = (PACKAGING / name).read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ \\]+)", text, flags=re.MULTILINE))


def test_what_is_shipped_is_what_is_tested():
    tested, shipped = pins("requirements.lock"), pins("runtime.lock")
    assert shipped.items() <= tested.items()
    assert {"pyside6-essentials", "sqlcipher3", "fastapi", "psycopg"} <= shipped.keys()
    assert not {"pytest", "mypy", "ruff", "hypothesis"} & shipped.keys()


def test_every_file_taken_in_has_its_hash():
    for name in ("runtime.lock", "build.lock"):
        text = (PACKAGING / name).read_text("utf-8")
        blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
        assert all("--hash=sha256:" in block for block in blocks if "==" in block.splitlines()[0])


def test_the_installer_opens_the_files_the_window_takes():
    from ui.files import CARRIED

    script = (PACKAGING / "windows" / "installer.nsi").read_text("utf-8")
    opened = set(re.findall(r'Opens "(\.\w+)"', script))
    assert opened >= CARRIED
    for ending in opened:  # and takes away what it wrote
        assert f'DeleteRegKey HKCU "Software\\Classes\\{ending}"' in script


def test_the_installer_speaks_both_languages():
    script = (PACKAGING / "windows" / "installer.nsi").read_text("utf-8")
    said = {
        language: set(re.findall(rf"LangString (\w+) \${{LANG_{language}}}", script))
        for language in ("SIMPCHINESE", "ENGLISH")
    }
    assert said["SIMPCHINESE"] == said["ENGLISH"] and len(said["ENGLISH"]) > 5
    assert set(re.findall(r"\$\((\w+)\)", script)) <= said["ENGLISH"]


def test_the_installer_knows_every_program():
    script = (PACKAGING / "windows" / "installer.nsi").read_text("utf-8")
    spec = (PACKAGING / "pyinstaller" / "desktop_crm.spec").read_text("utf-8")
    app = re.findall(r'!define APP "(.+)"', script)
    named = {f"{app[0]}.exe", *re.findall(r'!define \w+ "([\w-]+\.exe)"', script)}
    assert named == {f"{name}.exe" for name in re.findall(r'program\("([\w-]+)", console', spec)}
    assert len(named) == 3  # test_installer_life.py plays what happens to them


_LAUNCHER = PACKAGING / "pyinstaller" / "launcher.py"
_BEGIN = """
import sys, runpy
sys.executable = sys.argv[1]
sys.argv = [sys.argv[1], "--help"]
runpy.run_path(sys.orig_argv[-1], run_name="__main__")
"""


@pytest.mark.parametrize(
    ("program", "usage"),
    [
        ("desktop-crm.exe", "desktop-crm "),
        ("desktop-crm-server.exe", "desktop-crm-server "),
        ("DesktopCRM.exe", "desktop-crm-window"),
    ],
)
def test_the_programs_begin_as_their_files_are_named(tmp_path: Path, program: str, usage: str):
    command = [sys.executable, "-c", _BEGIN, str(tmp_path / program), str(_LAUNCHER)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0 and f"usage: {usage}" in done.stdout, done.stderr
