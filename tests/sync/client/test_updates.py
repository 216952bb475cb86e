"""New versions on the laptop: noticed, fetched in pieces, believed only when signed, installed, and the way back."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from desktop_crm.errors import Offline, UpdateRefused
from desktop_crm.paths import ProfilePaths
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.store import opening
from sync import protocol
from sync.client import greeting, installing, transfers, updates
from sync.client.engine import Engine
from sync.client.link import Link, Machine, Pace
from sync.client.update_files import UpdateFiles
from sync.protocol import keys
from sync.server import info, release_commands
from sync.server.schema import blob_piece, program_release
from tests.support.installers import debian_package, windows_installer
from tests.sync.client.office import Laptop, Office


@pytest.fixture
def office(tmp_path):
    (tmp_path / "office").mkdir()
    made = Office(tmp_path / "office")
    made.user("li", "east")
    yield made
    made.database.close()


@pytest.fixture
def laptop(office):
    made = office.laptop("li")
    yield made
    made.app.close()


def machine(version: str = "1.1.0", platform: str = "windows", **more: Any) -> Machine:
    return Machine(version=lambda: version, platform=platform, **more)


def command(office: Office, action: Any, **words: Any) -> Any:
    known = {"version": None, "platform": None, "share": None, "teams": None, "notes": None, "over": None}
    return action(office.database, Namespace(**(known | words)))


def offer(office: Office, version: str, **words: Any) -> Path:
    path = windows_installer(office.folder, version)
    command(office, release_commands.add, file=str(path), **words)
    return path


def sync(laptop: Laptop, here: Machine | None = None, **more: Any) -> transfers.Moved:
    here = here or machine()
    Engine(laptop.app, laptop.line, machine=here).run()
    return transfers.run(Link(laptop.app, laptop.line, Pace(), here), **more)


def greet(laptop: Laptop, here: Machine | None = None) -> None:
    greeting.say_hello(Link(laptop.app, laptop.line, Pace(), here or machine()))


def status(laptop: Laptop) -> Any:
    return updates.status(laptop.app.facts(), laptop.app.paths)


@pytest.fixture(autouse=True)
def _runs_110(monkeypatch):
    monkeypatch.setattr("desktop_crm.program.version", lambda: "1.1.0")


def asked(laptop: Laptop, path: str) -> int:
    return sum(one == path for one, _ in laptop.line.requests)


# -- noticing and fetching ------------------------------------------------------------------


def test_nothing_is_asked_for_when_there_is_nothing(office, laptop):
    sync(laptop)
    sync(laptop)
    assert status(laptop).version == "" and asked(laptop, protocol.RELEASE_GET_PATH) == 0
    assert asked(laptop, protocol.HELLO_PATH) == 1  # of the day
    reply = protocol.HelloReply(
        server_id="s", now=laptop.app.clock(), schema=1, min_schema=0, head=0, poll_after=60, scopes=[], limits={}
    )  # of a server that knows no releases
    with laptop.app.store.write() as connection:
        updates.notice(connection, reply, machine())
    assert status(laptop).version == ""


def test_a_newer_version_is_noticed_by_the_ordinary_pull_and_fetched(office, laptop):
    sync(laptop)
    path = offer(office, "1.2.0")
    sync(laptop)  # the pull tells that something changed
    assert asked(laptop, protocol.HELLO_PATH) == 1
    sync(laptop)
    now = status(laptop)
    assert (now.version, now.ready, now.percent, now.error) == ("1.2.0", True, 100, "")
    release = updates.kept(laptop.app.facts(), machine())
    assert release is not None
    assert UpdateFiles(laptop.app.paths.updates).place(release).read_bytes() == path.read_bytes()
    sync(laptop)
    assert asked(laptop, protocol.HELLO_PATH) == 2  # and no more


def test_a_download_goes_on_where_it_was_cut(office, laptop):
    offer(office, "1.2.0")
    left = [3]

    def cut(asked_path: str) -> None:
        if asked_path == protocol.RELEASE_GET_PATH:
            left[0] -= 1
            if left[0] == 0:
                raise Offline

    laptop.line.after = cut
    with pytest.raises(Offline):
        sync(laptop)
    now = status(laptop)
    assert 0 < now.percent < 100 and not now.ready
    arrived, before = now.done, len(laptop.line.requests)
    laptop.line.after = lambda _path: None
    sync(laptop)
    assert status(laptop).ready
    again = [body for path, body in laptop.line.requests[before:] if path == protocol.RELEASE_GET_PATH]
    assert msgspec.json.decode(again[0])["start"] == arrived  # what came is not asked for again


def test_it_comes_last_and_not_over_a_network_that_costs(office, laptop):
    offer(office, "1.2.0")
    Engine(laptop.app, laptop.line, machine=machine()).run()
    laptop.app.customers.create({"full_name": "张三"})
    moved = transfers.run(Link(laptop.app, laptop.line, Pace(), machine()))
    assert moved.more and asked(laptop, protocol.RELEASE_GET_PATH) == 0  # what was typed comes first
    sync(laptop, metered=lambda: True)
    assert asked(laptop, protocol.RELEASE_GET_PATH) == 0 and status(laptop).version == "1.2.0"
    laptop.app.set_facts(attachment_metered="1")
    sync(laptop, metered=lambda: True)
    assert status(laptop).ready


def test_the_version_that_runs_comes_too_as_the_way_back(office, laptop):
    offer(office, "1.1.0")
    sync(laptop)
    assert not list(laptop.app.paths.updates.glob("*/*"))  # not before there is something to come back from
    offer(office, "1.2.0")
    greet(laptop)
    sync(laptop)
    names = {path.name for path in laptop.app.paths.updates.glob("*/*")}
    assert names == {"DesktopCRM-1.1.0-Setup.exe", "DesktopCRM-1.2.0-Setup.exe"}


# -- what is not believed -------------------------------------------------------------------


def signed(office: Office, purpose: str = keys.RELEASE, **changed: Any) -> dict[str, Any]:
    """What the server tells of its one release, changed and signed anew."""
    with office.database.read() as conn:
        fields = msgspec.json.decode(conn.execute(select(program_release.c.manifest)).scalar_one()) | changed
        del fields["sig"]
        return keys.sign_fields(info.read_keys(conn).sign, purpose, fields)


def test_only_what_our_server_signed_for_us_and_is_newer_is_believed(office, laptop):
    offer(office, "1.2.0")
    greet(laptop)
    facts = laptop.app.facts()
    true = signed(office)
    assert updates.newer(true, facts, "1.1.0", "windows").version == "1.2.0"
    for fields, code in (
        (true | {"sha256": "0" * 64}, "release_forged"),
        (true | {"sig": "0" * 128}, "release_forged"),
        (true | {"sig": true["sig"].upper()}, "release_forged"),
        (true | {"more": 1}, "release_forged"),
        ({}, "release_forged"),
        (signed(office, keys.ORDER), "release_forged"),
        (signed(office, server="another"), "release_forged"),
        (signed(office, file="..\\..\\autostart.exe"), "release_forged"),
        (signed(office, file="../x"), "release_forged"),
        (signed(office, size=0), "release_forged"),
        (signed(office, platform="linux"), "release_platform"),
        (signed(office, version="1.0.9"), "release_older"),
        (signed(office, version="1.1.0"), "release_older"),
        (signed(office, over="1.1.5"), "release_gap"),
    ):
        with pytest.raises(UpdateRefused) as refused:
            updates.newer(fields, facts, "1.1.0", "windows")
        assert refused.value.code == code, fields
    with pytest.raises(UpdateRefused, match="release_forged"):  # a laptop that pinned no key believes nobody
        updates.newer(true, facts | {"server_key": ""}, "1.1.0", "windows")


def test_what_is_not_believed_is_told_and_never_fetched(office, laptop):
    offer(office, "1.2.0")
    with office.database.write() as conn:
        told = protocol.canonical(
            msgspec.json.decode(conn.execute(select(program_release.c.manifest)).scalar_one()) | {"by": "x"}
        )
        conn.execute(update(program_release).values(manifest=told))
    sync(laptop)
    now = status(laptop)
    assert (now.version, now.error, now.ready) == ("1.2.0", "release_forged", False)
    assert asked(laptop, protocol.RELEASE_GET_PATH) == 0
    with pytest.raises(UpdateRefused, match="release_none"):
        installing.prepare(laptop.app, machine())


def test_other_bytes_than_those_that_were_signed_are_removed(office, laptop):
    offer(office, "1.2.0")
    with office.database.write() as conn:
        first = conn.execute(select(blob_piece).where(blob_piece.c.start == 0)).one()
        other = bytes(first.data[:-1]) + b"!"
        conn.execute(update(blob_piece).where(blob_piece.c.start == 0).values(data=other))
    sync(laptop)
    now = status(laptop)
    assert (now.error, now.ready) == ("release_damaged", False)
    assert not list(laptop.app.paths.updates.glob("*/*"))
    before = asked(laptop, protocol.RELEASE_GET_PATH)
    sync(laptop)
    assert asked(laptop, protocol.RELEASE_GET_PATH) == before  # not again and again
    with office.database.write() as conn:
        conn.execute(update(blob_piece).where(blob_piece.c.start == 0).values(data=first.data))
    greet(laptop)  # the next day
    sync(laptop)
    assert status(laptop).ready


def test_what_is_withdrawn_is_not_installed(office, laptop):
    offer(office, "1.2.0")
    sync(laptop)
    assert status(laptop).ready
    command(office, release_commands.withdraw, version="1.2.0")
    sync(laptop)
    sync(laptop)
    now = status(laptop)
    assert (now.version, now.error, now.ready) == ("1.2.0", "release_withdrawn", False)
    assert not list(laptop.app.paths.updates.glob("*/*"))
    with pytest.raises(UpdateRefused, match="release_none"):
        installing.prepare(laptop.app, machine())


def test_what_is_withdrawn_while_it_comes_ends_there(office, laptop):
    offer(office, "1.2.0")
    Engine(laptop.app, laptop.line, machine=machine()).run()
    command(office, release_commands.withdraw, version="1.2.0")
    transfers.run(Link(laptop.app, laptop.line, Pace(), machine()))
    assert status(laptop).error == "release_withdrawn"


def test_a_file_that_was_changed_here_is_not_started(office, laptop):
    offer(office, "1.2.0")
    sync(laptop)
    (path,) = laptop.app.paths.updates.glob("*/*.exe")
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(UpdateRefused, match="release_damaged"):
        installing.prepare(laptop.app, machine())
    assert not path.exists() and status(laptop).error == "release_damaged"
    greet(laptop)
    sync(laptop)
    with pytest.raises(UpdateRefused, match="release_damaged"):  # whole, but the system does not vouch for it
        installing.prepare(laptop.app, machine(), vouches=lambda _path: False)


# -- installing -----------------------------------------------------------------------------


class StandIn:
    """Takes the place of an installer: notes what it was called with."""

    def __init__(self, fails: bool = False) -> None:
        self.words: list[str] = []
        self._fails = fails

    def __call__(self, words: Sequence[str]) -> None:
        if self._fails:
            raise PermissionError
        self.words = list(words)


def names(laptop: Laptop) -> list[str]:
    rids = laptop.app.queries.all_rids(ListFilter(), Order())
    return [str(row.values["display_name"]) for row in laptop.app.queries.rows(rids) if row is not None]


def installed(office: Office, laptop: Laptop, *, back: bool = False) -> installing.Prepared:
    if back:
        offer(office, "1.1.0")
    offer(office, "1.2.0", notes=None)
    sync(laptop)
    prepared = installing.prepare(laptop.app, machine())
    installing.begin(laptop.app, prepared, StandIn())
    return prepared


def test_installing_backs_up_first_and_starts_the_installer(office, laptop):
    laptop.app.customers.create({"full_name": "张三"})
    offer(office, "1.2.0")
    sync(laptop)
    prepared = installing.prepare(laptop.app, machine())
    assert opening.revision_of(prepared.backup, laptop.app.store.key)
    start = StandIn()
    installing.begin(laptop.app, prepared, start)
    assert start.words[0].endswith("DesktopCRM-1.2.0-Setup.exe")
    assert start.words[1:] == ["/S", f"/RESTART={laptop.app.paths.root}"]
    assert installing.settle(laptop.app.paths, "1.2.0").state == "done"
    assert installing.settle(laptop.app.paths, "1.2.0") is None  # told once


def test_an_installation_that_did_not_happen_is_told(office, laptop):
    installed(office, laptop)
    found = installing.settle(laptop.app.paths, "1.1.0")
    assert (found.state, found.before, found.after) == ("failed", "1.1.0", "1.2.0")
    assert installing.settle(laptop.app.paths, "1.1.0") is None
    assert status(laptop).ready  # and may be tried again
    prepared = installing.prepare(laptop.app, machine())
    with pytest.raises(UpdateRefused, match="release_not_started"):
        installing.begin(laptop.app, prepared, StandIn(fails=True))
    assert installing.settle(laptop.app.paths, "1.1.0") is None  # that was told at once


def test_on_linux_a_person_is_given_the_command(office, laptop):
    path = debian_package(office.folder, "1.2.0")
    command(office, release_commands.add, file=str(path))
    here = machine(platform="linux")
    sync(laptop, here)
    prepared = installing.prepare(laptop.app, here)
    assert prepared.words == () and prepared.command.startswith("sudo apt install ")
    assert path.name in prepared.command and prepared.backup.is_file()
    assert installing.settle(laptop.app.paths, "1.1.0") is None  # nobody was promised anything
    assert installing.settle(laptop.app.paths, "1.2.0").state == "done"


def test_a_command_line_for_windows_quotes_values():
    words = (r"C:\陈 国栋\Setup.exe", "/S", r"/RESTART=C:\陈 国栋\data")
    assert installing.windows_line(words) == r'"C:\陈 国栋\Setup.exe" /S /RESTART="C:\陈 国栋\data"'


def test_what_is_started_lives_on(tmp_path):
    target = tmp_path / "done"
    script = f"import pathlib; pathlib.Path({str(target)!r}).touch()"
    subprocess.run([sys.executable, "-c", _STARTS.format(words=[sys.executable, "-c", script])], check=True, timeout=60)
    assert target.exists()


_STARTS = """
import os, time
from sync.client.installing import start_detached
start_detached({words!r})
os.wait()
"""


# -- back -----------------------------------------------------------------------------------


def test_back_to_a_version_that_reads_the_same_data_loses_nothing(office, laptop):
    installed(office, laptop, back=True)
    assert installing.settle(laptop.app.paths, "1.2.0")
    laptop.app.customers.create({"full_name": "以后输入的"})  # not sent
    way = installing.way_back(laptop.app, machine("1.2.0"))
    assert way is not None and (way.version, way.backup, way.only_here) == ("1.1.0", None, 0)
    start = StandIn()
    assert installing.go_back(laptop.app, way, start) is None
    assert start.words[0].endswith("DesktopCRM-1.1.0-Setup.exe")
    assert names(laptop) == ["以后输入的"]


def test_back_to_older_data_waits_until_the_server_has_everything(office, laptop, monkeypatch):
    installed(office, laptop, back=True)
    assert installing.settle(laptop.app.paths, "1.2.0")
    laptop.app.customers.create({"full_name": "以后输入的"})
    monkeypatch.setattr(installing, "SCHEMA_REVISION", "9999")
    here = machine("1.2.0")
    way = installing.way_back(laptop.app, here)
    assert way is not None and way.backup is not None and way.only_here == 1
    start = StandIn()
    with pytest.raises(UpdateRefused, match="back_waiting"):
        installing.go_back(laptop.app, way, start)
    assert not start.words
    sync(laptop, here)
    way = installing.way_back(laptop.app, here)
    assert way is not None and way.only_here == 0
    kept = installing.go_back(laptop.app, way, start)
    assert kept is not None and kept.is_file() and start.words
    assert names(laptop) == []  # as it was then
    Engine(laptop.app, laptop.line, machine=machine()).run()
    assert names(laptop) == ["以后输入的"]


def test_the_version_one_came_with_leads_back_at_the_next_upgrade(office, laptop):
    assert installing.way_back(laptop.app, machine()) is None
    installed(office, laptop)
    assert installing.settle(laptop.app.paths, "1.2.0")
    assert installing.way_back(laptop.app, machine("1.2.0")) is None  # nobody had an installer of 1.1.0
    offer(office, "1.3.0")
    command(office, release_commands.withdraw, version="1.2.0")  # the server has it no more
    here = machine("1.2.0")
    greet(laptop, here)
    sync(laptop, here)
    installing.begin(laptop.app, installing.prepare(laptop.app, here), StandIn())
    assert installing.settle(laptop.app.paths, "1.3.0")
    way = installing.way_back(laptop.app, machine("1.3.0"))
    assert way is not None and way.version == "1.2.0"
    assert len(list(laptop.app.paths.backups.glob("before-update-*"))) == 2


def test_a_journal_that_cannot_be_read_says_nothing(tmp_path):
    paths = ProfilePaths(tmp_path)
    paths.updates.mkdir()
    (paths.updates / "journal.json").write_text("[{", "utf-8")
    assert installing.settle(paths, "1.1.0") is None
