"""From a folder of programs to what is handed out: the licence texts beside them, and the installer."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: What freezes and installs, but is not in the folder.
_NOT_SHIPPED = {
    "pyinstaller", "pyinstaller-hooks-contrib", "pefile", "uv", "altgraph", "setuptools", "hatchling", "pluggy",
    "tomlkit", "packaging", "trove-classifiers", "pathspec", "desktop-crm", "pip",
}  # fmt: skip


class BuildFailed(Exception):
    """A step did not do what it must; the message says which."""


def setup_name(number: str) -> str:
    """File name of the installer of a version."""
    return f"DesktopCRM-{number}-Setup.exe"


def installer(payload: Path, number: str, target: Path, *, quick: bool = False) -> Path:
    """Wrap a folder of programs into the installer of a version, its hash beside it. Raises BuildFailed."""
    target.mkdir(parents=True, exist_ok=True)
    out = target.absolute() / setup_name(number)
    words = [f"-DVERSION={number}", f"-DPAYLOAD={payload.absolute()}", f"-DOUT={out}"]
    words.append(f"-DWELCOME={ROOT / 'packaging' / 'windows' / 'welcome.bmp'}")
    words += [f"-DICON={ROOT / 'resources' / 'icons' / 'app.ico'}", f"-DLICENCE={ROOT / 'LICENSE'}"]
    if sign := os.environ.get("DESKTOP_CRM_SIGN"):  # a command that signs the file it is given
        words.append(f"-DSIGN={sign}")
    if quick:
        words.append("-DQUICK")
    script = ROOT / "packaging" / "windows" / "installer.nsi"
    done = subprocess.run(["makensis", "-V2", "-WX", *words, str(script)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"makensis ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    (out.parent / f"{out.name}.sha256").write_text(f"{digest}  {out.name}\n", "utf-8")
    return out


def restated(payload: Path, number: str, target: Path) -> Path:
    """Copy a folder of programs and let the copy say that it is another version: for trials of upgrades."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(payload, target)
    described = next((target / "_internal").glob("desktop_crm-*.dist-info"), None)
    if described is None:
        raise BuildFailed(f"{payload} does not say which version it is")
    about = described / "METADATA"
    about.write_text(re.sub(r"(?m)^Version: .*$", f"Version: {number}", about.read_text("utf-8"), count=1), "utf-8")
    described.rename(described.with_name(f"desktop_crm-{number}.dist-info"))
    return target


def licences(site: Path, target: Path) -> None:
    """Put the licence texts of every part shipped into ``target``; ``site`` is where the parts are installed."""
    target.mkdir(exist_ok=True)
    shutil.copy(ROOT / "LICENSE", target / "DesktopCRM.txt")
    shutil.copy(ROOT / "docs" / "third-party.md", target / "third-party.md")
    shutil.copy(ROOT / "resources" / "fonts" / "OFL.txt", target / "CRM-Sans-SC-OFL.txt")
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"  # on Windows it lies beside the library
    for text in [one for one in (python, python.parents[1] / "LICENSE.txt") if one.exists()][:1]:
        shutil.copy(text, target / "Python.txt")
    for text in sorted((ROOT / "resources" / "licences").iterdir()):
        shutil.copy(text, target / text.name)
    for folder in sorted(site.glob("*.dist-info")):
        shipped = folder.name.split("-")[0].lower().replace("_", "-")
        if shipped in _NOT_SHIPPED:
            continue
        for text in sorted([*folder.glob("LICEN*"), *folder.glob("licenses/**/*"), *folder.glob("COPYING*")]):
            if text.is_file():
                shutil.copy(text, target / f"{folder.name.removesuffix('.dist-info')}-{text.name}")
