"""Laptops as the server knows them: keys, tokens, orders."""

from __future__ import annotations

from alembic import command
from sqlalchemy import select, text

from sync.protocol import EnrollRequest, keys
from sync.server import auth, info
from sync.server.database import Database, _alembic, migrate
from sync.server.schema import device, server_info
from tests.sync.server.laptop import World

SIGN, BOX = "1" * 64, "2" * 64


# -- keys -----------------------------------------------------------------------------------


def test_both_sides_learn_each_others_public_keys(world: World) -> None:
    world.user("li")
    with world.database.write() as conn:
        request = EnrollRequest(user="li", password="secret", device="x", sign_key=SIGN, box_key=BOX)
        reply = auth.enroll(conn, world.context(), request)
        own = info.read_keys(conn)
        stored = conn.execute(select(device.c.sign_key, device.c.box_key)).one()
    assert (reply.server_key, reply.server_box_key) == (keys.sign_public(own.sign), keys.box_public(own.box))
    assert own.sign != own.box
    assert [part.hex() for part in stored] == [SIGN, BOX]
    assert world.laptop("li").token  # a laptop of the first version, without keys


def test_a_server_of_the_first_version_gets_its_keys_once(empty_url: str) -> None:
    database = Database(empty_url)
    with database.write() as conn:
        command.upgrade(_alembic(conn), "0001")
        conn.execute(text("INSERT INTO server_info (key, value) VALUES ('server_id', 'x'), ('company', 'y')"))
    migrate(database)
    with database.read() as conn:
        made = info.read_keys(conn)
    migrate(database)
    with database.write() as conn:
        info.make_keys(conn, lambda size: bytes(size))
        assert info.read_keys(conn) == made
        assert len(conn.execute(select(server_info)).all()) == 4
    database.close()
