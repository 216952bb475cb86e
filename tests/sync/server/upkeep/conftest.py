"""A server that has seen something of everything, to be copied by the tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.protocol import Salvaged, SalvageRequest, encode
from sync.server import devices, erasing, moving
from sync.server.claims import duty
from sync.server.database import Database
from sync.server.orders import Wipe
from sync.server.salvage import salvage
from sync.server.schema import blob, blob_link, blob_piece, program_release, user_view
from tests.support.databases import initialised
from tests.sync.server.laptop import World, new_id


def live(world: World) -> None:
    """People, laptops, cards in every state, history, operations set aside, offered rows, a file, a case."""
    world.user("li", "east")
    world.user("wang", "east")
    li, wang = world.laptop("li"), world.laptop("wang")
    card = li.create(customer_no="K1", full_name="曾国藩", remarks="喝茶 🍵", id_number="330602199003084016")
    li.child(card, name="曾纪泽")
    for number in ("K2", "K3", "K4"):
        li.create(customer_no=number, full_name="王芳", email=f"{number}@example.com")
    li.sync()
    wang.pull()
    for laptop, phone in ((li, "13800138000"), (wang, "13900139000")):
        laptop.put(card, mobile_phone=phone)
        laptop.create(full_name="赵云", mobile_phone="13700137000")  # both work for him
    li.delete(next(one for one, rows in li.cards.items() if one != "org" and rows[one].f["customer_no"] == "K4"))
    li.sync()
    wang.sync()
    duty.work(world.database, world.context())
    li.pull()
    li.put(card, fax="0575-85550001")  # is still to be compared
    li.sync()
    li.send([encode({"id": new_id(), "k": "dance", "agg": card})])
    world.admin(moving.merge, "K2", "K1")
    world.admin(erasing.erase, "K3", "request 7")
    offered = Salvaged(agg=new_id(), t="customer", id=new_id(), v=1, f={"full_name": "周瑜"})
    world.admin(salvage, SalvageRequest(rows=[offered]))
    with world.database.write() as conn:
        lost = devices.list_devices(conn)[-1].device_id
        devices.revoke(conn, world.context(), lost, Wipe.DRAIN)
        conn.execute(user_view.insert().values(user_id="li", scope="t:west"))
        conn.execute(blob.insert().values(sha256="ab" * 32, size=3, have=3, complete=True, at="2026", device_id=None))
        link = {"sha256": "ab" * 32, "row_id": new_id(), "agg_id": card, "proven": True}
        conn.execute(blob_link.insert().values(link))
        conn.execute(blob_piece.insert().values(sha256="ab" * 32, start=0, data=b"\x00\xff\x10"))
        offered = {"release_id": "r", "platform": "linux", "version": "1.2.0", "sha256": "ab" * 32, "size": 3}
        more = {"manifest": b"{}", "share": 10, "teams": "[]", "state": "offered", "at": ""}
        conn.execute(program_release.insert().values(**offered, **more))


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the SQLite file of such a server. Never opened: it is copied."""
    path = tmp_path_factory.mktemp("lived-in") / "server.sqlite"
    database = Database(initialised(f"sqlite:///{path}"))
    live(World(database, datetime.now(UTC)))
    database.close()
    return path


@pytest.fixture
def office(lived_in: Path, tmp_path: Path) -> Callable[[], Database]:
    """Return a way to open a copy of it."""
    path = tmp_path / "server.sqlite"
    shutil.copyfile(lived_in, path)
    return lambda: Database(f"sqlite:///{path}")
