"""A new version: the administrator adds it once, laptops fetch it over a bad line, prove it, back up and install."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from desktop_crm.bootstrap import open_application
from desktop_crm.store import backup
from sync.client import installing, tokens, transfers
from sync.client.engine import Engine
from sync.client.link import Link, Machine, Pace
from sync.client.transport import of_profile
from tests.support.bad_line import BadLine
from tests.support.installers import debian_package, windows_installer
from tests.support.office import Office
from tests.support.pictures import keep, on_screen, rest, window_of
from tests.support.processes import Laptop, ask_server, do_server

#: Later than the version that is tested.
NEW = "99.2.0"
#: Takes the place of the Windows installer: notes what it was given, where a real one would put new files.
_STAND_IN = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text('\\n'.join(sys.argv[2:]), 'utf-8')"


@pytest.fixture
def line(office: Office) -> Iterator[BadLine]:
    """The way to the server, calm until it is rough."""
    with BadLine(int(office.server.address.rpartition(":")[2]), seed=763) as opened:
        office.entrance = opened.address
        yield opened
        office.entrance = ""


def _sync_until_ready(laptop: Laptop) -> None:
    for _ in range(60):
        laptop.ask("sync")
        if laptop.do("update")["ready"]:
            return
    raise AssertionError("the new version never got through")


@pytest.mark.usefixtures("dressed")
def test_a_new_version_reaches_the_laptops_and_is_installed(office: Office, line: BadLine, tmp_path: Path) -> None:
    chen = office.laptop("chen")
    number = str(chen.do("add", "full_name=上官云", "mobile_phone=13800000001")["no"])
    chen.do("sync")
    assert chen.do("update")["version"] == ""

    (tmp_path / "notes.txt").write_text("搜索更快了。", "utf-8")
    package, setup = debian_package(tmp_path, NEW, extra=200_000), windows_installer(tmp_path, NEW)
    for path, platform in ((package, "linux"), (setup, "windows")):
        words = ("--version", NEW, "--for", platform, "--notes", str(tmp_path / "notes.txt"))
        assert do_server(office.url, "release", "add", str(path), *words)["state"] == "offered"
    assert ask_server(office.url, "release", "add", str(tmp_path / "notes.txt")).code == 2

    line.rough = True
    _sync_until_ready(chen)
    line.rough = False
    assert line.struck["cut down"]
    shown = chen.do("update")
    assert (shown["version"], shown["notes"], shown["percent"], shown["error"]) == (NEW, "搜索更快了。", 100, "")
    (here,) = chen.folder.glob("updates/*/*.deb")
    assert here.read_bytes() == package.read_bytes()
    told = chen.do("update", "install")
    assert str(here) in told["command"] and Path(told["backup"]).is_file()
    assert chen.do("show", number)["name"] == "上官云"

    _on_windows(office, setup, tmp_path)
    do_server(office.url, "release", "withdraw", NEW, "--for", "linux")
    chen.do("sync")
    chen.do("sync")
    assert chen.do("update")["error"] == "release_withdrawn"
    assert chen.ask("update", "install").error == "release_none"


def _on_windows(office: Office, setup: Path, tmp_path: Path) -> None:
    """The same as on Windows, where the program starts the installer itself."""
    lin = office.laptop("lin")
    ran = tmp_path / "ran.txt"

    def start(words: Sequence[str]) -> None:
        subprocess.run([sys.executable, "-c", _STAND_IN, str(ran), *words], check=True, timeout=60)

    app = open_application(lin.folder, lin.passphrase)
    try:
        facts = app.facts()
        transport = of_profile(facts, tokens.held(facts))
        here = Machine(platform="windows")
        Engine(app, transport, machine=here).run()
        transfers.run(Link(app, transport, Pace(), here))
        transport.close()
        prepared = installing.prepare(app, here)
        installing.begin(app, prepared, start)
        assert backup.check_file(prepared.backup, app.store.key).problems == ()
    finally:
        app.close()
    words = ran.read_text("utf-8").splitlines()
    assert Path(words[0]).read_bytes() == setup.read_bytes()
    assert words[1:] == ["/S", f"/RESTART={lin.folder}"]

    with window_of(lin) as window:  # the old version again: nothing was installed
        rest(window, lambda: bool(window.notifications.toasts()))
        assert f"版本 {NEW} 没有装上" in on_screen(window)
        keep(window, "new-version", "1-it-was-not-installed")
