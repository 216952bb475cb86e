"""New versions at the server: who is offered which, signed; pieces of installers; what is withdrawn."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, insert, select

from desktop_crm.errors import CrmError, RecordRefused, UsageError
from sync.protocol import (
    HELLO_PATH,
    PULL_PATH,
    RELEASE_GET_PATH,
    HelloReply,
    HelloRequest,
    PullReply,
    PullRequest,
    encode,
    keys,
)
from sync.protocol.releases import ReleaseGetReply, ReleaseGetRequest, read
from sync.server import blob_commands, blobs, info, release_commands, releases
from sync.server.errors import NotFound
from sync.server.routes import BY_PATH
from sync.server.schema import blob, blob_link
from sync.server.service import Service
from tests.support.installers import debian_package, windows_installer
from tests.sync.server.laptop import Laptop, World, new_id


@pytest.fixture
def people(world: World) -> dict[str, Laptop]:
    """One of each team, each with a laptop."""
    for name, team in (("li", "east"), ("wang", "west")):
        world.user(name, team)
    return {name: world.laptop(name) for name in ("li", "wang")}


def command(world: World, action: Any, *words: str, **more: Any) -> Any:
    known = {"version": None, "platform": None, "share": None, "teams": None, "notes": None, "over": None}
    if words:
        known["file" if action is release_commands.add else "version"] = words[0]
    return action(world.database, Namespace(**(known | more)))


def add(world: World, path: Path, **more: Any) -> Any:
    return command(world, release_commands.add, str(path), **more)


def ask(laptop: Laptop, path: str, request: Any, kind: Any) -> Any:
    service = Service(laptop.world.database, laptop.world.context())
    body = service.answer(BY_PATH[path], f"Bearer {laptop.token}", None, encode(request))
    return msgspec.json.decode(body, type=kind)


def greet(laptop: Laptop, app: str = "1.1.0", platform: str = "windows") -> HelloReply:
    reply = ask(laptop, HELLO_PATH, HelloRequest(wall=laptop.wall(), app=app, platform=platform), HelloReply)
    laptop.token = reply.token or laptop.token
    assert isinstance(reply, HelloReply)
    return reply


def offered(laptop: Laptop, app: str = "1.1.0", platform: str = "windows") -> str:
    reply = greet(laptop, app, platform)
    return str(reply.release["version"]) if reply.release else ""


def fetched(laptop: Laptop, release_id: str, most: int = 200_000) -> bytes:
    data = b""
    while True:
        request = ReleaseGetRequest(id=release_id, start=len(data), most=most)
        reply = ask(laptop, RELEASE_GET_PATH, request, ReleaseGetReply)
        data += reply.data
        if len(data) >= reply.size:
            return data


def test_what_is_offered_is_signed_and_comes_whole(world, people, tmp_path):
    path = windows_installer(tmp_path, "1.2.0", size=700_001)
    (tmp_path / "notes.txt").write_text("\ufeff更快的搜索\n", "utf-8")
    told = add(world, path, version="1.2.0", platform="windows", notes=str(tmp_path / "notes.txt"), over="1.0")
    assert (told["version"], told["platform"], told["share"], told["state"]) == ("1.2.0", "windows", 100, "offered")
    fields = greet(people["li"]).release
    assert fields is not None
    with world.database.read() as conn:
        public = keys.sign_public(info.read_keys(conn).sign)
        server = info.read(conn).server_id
    assert keys.verify_fields(public, keys.RELEASE, fields)
    assert not keys.verify_fields(public, keys.ORDER, fields)  # no order can be passed off as a release
    about = read(fields)
    assert (about.version, about.notes, about.over, about.server) == ("1.2.0", "更快的搜索", "1.0", server)
    data = fetched(people["li"], about.id)
    assert data == path.read_bytes() and hashlib.sha256(data).hexdigest() == about.sha256
    assert command(world, release_commands.listed)[0]["file"] == path.name


def test_nobody_is_offered_what_he_has_what_is_older_or_what_is_not_for_him(world, people, tmp_path):
    assert greet(people["li"]).release is None
    for version in ("1.1.0", "1.9.0", "1.10.0"):
        add(world, windows_installer(tmp_path, version))
    add(world, debian_package(tmp_path, "1.3.0"))
    add(world, windows_installer(tmp_path, "2.0.0"), over="1.5")
    assert offered(people["li"], "1.1.0") == "1.10.0"
    assert offered(people["li"], "1.5") == "2.0.0"
    assert offered(people["li"], "1.2.0", "linux") == "1.3.0"
    assert offered(people["li"], "2.0.0") == offered(people["li"], "2.0.1") == ""
    assert offered(people["li"], "1.1.0", "macos") == offered(people["li"], "dev") == offered(people["li"], "") == ""


def test_the_way_back_is_what_one_runs(world, people, tmp_path):
    add(world, windows_installer(tmp_path, "1.1.0"))
    assert greet(people["li"], "1.1.0").running["version"] == "1.1.0"
    assert greet(people["li"], "1.0.0").running is None


def test_a_version_goes_to_a_share_of_the_laptops_and_to_teams(world, people, tmp_path):
    laptops = [world.laptop("li") for _ in range(30)]
    add(world, windows_installer(tmp_path, "1.2.0"), share=30)
    some = [laptop for laptop in laptops if offered(laptop)]
    assert 0 < len(some) < len(laptops)
    assert [laptop for laptop in laptops if offered(laptop)] == some  # the same ones when they ask again
    command(world, release_commands.change, "1.2.0", share=60)
    more = [laptop for laptop in laptops if offered(laptop)]
    assert set(map(id, some)) < set(map(id, more))  # whoever was offered it still is
    command(world, release_commands.change, "1.2.0", share=0)
    assert not [laptop for laptop in laptops if offered(laptop)]
    command(world, release_commands.change, "1.2.0", share=100, teams=["West"])
    assert (offered(people["li"]), offered(people["wang"])) == ("", "1.2.0")
    command(world, release_commands.change, "1.2.0", teams=[])
    assert offered(people["li"]) == "1.2.0"


def test_what_is_withdrawn_is_offered_no_more_and_its_bytes_are_gone(world, people, tmp_path):
    path = windows_installer(tmp_path, "1.2.0")
    add(world, path)
    release_id = greet(people["li"]).release["id"]
    told = command(world, release_commands.withdraw, "1.2.0")
    assert told["state"] == "withdrawn" and offered(people["li"]) == ""
    with pytest.raises(NotFound):
        fetched(people["li"], release_id)
    with world.database.read() as conn:
        assert conn.execute(select(func.count()).select_from(blob)).scalar_one() == 0
    add(world, path)  # it may come again, as another release
    assert greet(people["li"]).release["id"] != release_id
    with pytest.raises(CrmError):
        command(world, release_commands.withdraw, "1.3.0")


def test_a_pull_tells_that_something_changed(world, people, tmp_path):
    def number() -> int:
        return int(ask(people["li"], PULL_PATH, PullRequest(), PullReply).releases)

    assert number() == greet(people["li"]).releases == 0
    add(world, windows_installer(tmp_path, "1.2.0"))
    assert number() == 1 == greet(people["li"]).releases
    command(world, release_commands.withdraw, "1.2.0")
    assert number() == 2


def test_an_upload_that_was_cut_goes_on_where_it_was(world, people, tmp_path, monkeypatch):
    path = windows_installer(tmp_path, "1.2.0", size=900_000)
    monkeypatch.setattr(releases, "_PIECES_AT_ONCE", 1)
    append, left = blobs.append, [2]

    def cut(*args: Any) -> int:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return append(*args)

    monkeypatch.setattr(blobs, "append", cut)
    with pytest.raises(KeyboardInterrupt):
        add(world, path)
    assert offered(people["li"]) == ""
    left[0] = 2  # what is missing, and no more
    add(world, path)
    assert fetched(people["li"], greet(people["li"]).release["id"]) == path.read_bytes()


def test_a_file_that_changes_while_it_is_read_is_not_offered(world, people, tmp_path, monkeypatch):
    path = windows_installer(tmp_path, "1.2.0")
    refuse_known = releases.refuse_known

    def change(*args: Any) -> None:
        path.write_bytes(path.read_bytes()[:-1] + b"!")
        refuse_known(*args)

    with monkeypatch.context() as patched:
        patched.setattr(releases, "refuse_known", change)
        with pytest.raises(RecordRefused, match="release_damaged"):
            add(world, path)
    assert offered(people["li"]) == ""
    add(world, path)
    assert offered(people["li"]) == "1.2.0"


def test_only_what_is_what_it_says_can_be_added(world, people, tmp_path):
    ours = windows_installer(tmp_path, "1.2.0")
    other = windows_installer(tmp_path, "9.9.9", product="Other")
    for path, more, code in (
        (ours, {"version": "1.3.0"}, "release_version"),
        (ours, {"platform": "linux"}, "release_platform"),
        (ours, {"share": 101}, "release_share"),
        (ours, {"over": "any"}, "release_version"),
        (ours, {"notes": str(ours)}, "release_notes"),
        (other, {}, "release_file"),
        (tmp_path / "none.exe", {}, "no_such_file"),
    ):
        with pytest.raises(UsageError) as refused:
            add(world, path, **more)
        assert refused.value.code == code
    with pytest.raises(CrmError, match="no_such_team"):
        add(world, ours, teams=["north"])
    add(world, ours)
    with pytest.raises(RecordRefused, match="release_exists"):
        add(world, ours)


def test_installers_are_no_attachments(world, people, tmp_path):
    path = windows_installer(tmp_path, "1.2.0")
    add(world, path)
    release = read(greet(people["li"]).release)
    assert blob_commands.check(world.database, Namespace())["contents"] == 0
    card = new_id()  # of a customer to whom somebody attached the very same file, and who is erased
    with world.database.write() as conn:
        link = {"sha256": release.sha256, "row_id": new_id(), "agg_id": card, "proven": True}
        conn.execute(insert(blob_link).values(**link))
        blobs.drop(conn, [card], blobs.hold_of_cards(conn, [card]))
    with pytest.raises(NotFound):
        fetched(people["li"], new_id())
    with pytest.raises(UsageError, match="release_which"):
        add(world, debian_package(tmp_path, "1.2.0"))
        command(world, release_commands.withdraw, "1.2.0")
    assert command(world, release_commands.withdraw, "1.2.0", platform="linux")["platform"] == "linux"
    assert fetched(people["li"], release.id) == path.read_bytes()
