#!/usr/bin/env python3.11
"""Makes what an administrator installs: ``.venv/bin/python packaging/server/build.py [FOLDER]``, default build/server.

A folder with the program and its locked dependencies as wheels, ``install.sh``, units and examples; the same as an
archive; and where ``dpkg-deb`` is there, as a Debian package, which runs ``install.sh`` when it is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
NAME = "desktop-crm-server"
FILES = (
    "README.md", "install.sh", "server.toml", "nginx.conf", "Caddyfile", "setup-postgres.sql",
    "desktop-crm-server.service", "desktop-crm-server-backup.service", "desktop-crm-server-backup.timer",
)  # fmt: skip
_CONTROL = """Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: Desktop CRM contributors
Depends: python3.11, python3.11-venv, passwd, util-linux
Section: net
Priority: optional
Description: Desktop CRM server
 The company's end of Desktop CRM: synchronises the laptops of field sales people.
"""
_POSTINST = f"""#!/bin/sh
set -e
[ "$1" != configure ] || /usr/share/{NAME}/install.sh
"""
#: Settings, database and backups stay, whatever happens to the package.
_PRERM = """#!/bin/sh
set -e
if [ "$1" = remove ]; then
    if [ -d /run/systemd/system ]; then
        systemctl disable --now desktop-crm-server.service desktop-crm-server-backup.timer || true
        systemctl disable --now 'desktop-crm-server@*.service' || true
    fi
    rm -rf /opt/desktop-crm-server /usr/local/sbin/desktop-crm-server
    rm -f /etc/systemd/system/desktop-crm-server.service /etc/systemd/system/desktop-crm-server@.service
    rm -f /etc/systemd/system/desktop-crm-server-backup.service /etc/systemd/system/desktop-crm-server-backup.timer
fi
"""


def server_lock(lock: str, project: dict[str, object]) -> str:
    """Cut out of the lock what the server needs: what the project asks for with its server extra, and all below it."""
    optional = project["optional-dependencies"]
    base = project["dependencies"]
    assert isinstance(optional, dict)
    assert isinstance(base, list)
    wanted = {_name(line) for line in (*base, *optional["server"])}
    blocks = {_name(block): block for block in re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]}
    asker = re.compile(r"^    #(?: via)? +([A-Za-z0-9._-]+)$", flags=re.MULTILINE)
    askers = {name: set(asker.findall(block)) for name, block in blocks.items()}
    while more := {name for name, by in askers.items() if name not in wanted and by & wanted}:
        wanted |= more
    return "".join(block for name, block in blocks.items() if name in wanted)


def _name(line: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", line)
    assert found is not None, line
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def build(target: Path) -> Path:
    """Make folder, archive and package; return the folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    folder = target / f"{NAME}-{project['version']}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    wanted = target / "requirements-server.lock"
    wanted.write_text(server_lock(LOCK.read_text("utf-8"), project), "utf-8")
    _pip("download", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(wanted), "-d", str(wheels))
    _pip("wheel", "--no-deps", "--no-build-isolation", str(ROOT), "-w", str(wheels))
    for name in FILES:
        shutil.copy2(HERE / name, folder / name)
    with tarfile.open(target / f"{folder.name}.tar.gz", "w:gz") as archive:
        archive.add(folder, folder.name)
    if shutil.which("dpkg-deb"):
        _build_package(folder, str(project["version"]))
    return folder


def _build_package(folder: Path, version: str) -> None:
    root = folder.parent / "debian"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder, root / "usr" / "share" / NAME)
    (root / "usr" / "share" / "doc" / NAME).mkdir(parents=True)
    for source, name in ((HERE / "README.md", "README.md"), (ROOT / "LICENSE", "copyright")):
        shutil.copy2(source, root / "usr" / "share" / "doc" / NAME / name)
    control = root / "DEBIAN"
    control.mkdir()
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    (control / "control").write_text(_CONTROL.format(name=NAME, version=version, architecture=architecture), "utf-8")
    for name, text in (("postinst", _POSTINST), ("prerm", _PRERM)):
        (control / name).write_text(text, "utf-8")
        (control / name).chmod(0o755)
    package = folder.parent / f"{NAME}_{version}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--build", "--root-owner-group", str(root), str(package)], check=True)
    shutil.rmtree(root)


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words], check=True)


if __name__ == "__main__":
    made = build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "server")
    print(f"Made {made} and what lies beside it.")
