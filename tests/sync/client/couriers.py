"""Laptops that exchange letters: writing, carrying, looking at what became of them."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from desktop_crm.store import carried
from sync.client import carrying, courier
from sync.client.link import Link
from sync.server.schema import change, commit_log, obj, op_seen
from tests.support.profiles import INDIVIDUAL, count
from tests.sync.client.office import Laptop, Office


def rows(office: Office, table: str = "obj") -> int:
    tables = {"obj": obj, "op_seen": op_seen, "change": change, "commit": commit_log}
    with office.database.read() as conn:
        return len(conn.execute(select(tables[table])).all())


def work(laptop: Laptop, name: str = "路上") -> str:
    return laptop.app.customers.create({**INDIVIDUAL, "full_name": name}).id


def waiting(laptop: Laptop) -> int:
    return count(laptop.app, "outbox", "state = 'pending'")


def letter(laptop: Laptop) -> bytes:
    return courier.write(laptop.app).data


def carried_by(carrier: Laptop, *letters: bytes) -> list[bytes]:
    """Let somebody carry letters to the server; return the answers in the same order."""
    ids = [carrying.carry(carrier.app, data).letter for data in letters]
    carrier.sync()
    with carrier.app.store.read() as connection:
        return [carried.answer(connection, one) or b"" for one in ids]


def at_server(office: Office, row: str) -> dict[str, object] | None:
    with office.database.read() as conn:
        body = conn.execute(select(obj.c.body).where(obj.c.row_id == row)).scalar_one_or_none()
    return None if body is None else msgspec.json.decode(body)


def owner(office: Office, row: str) -> object:
    return (at_server(office, row) or {}).get("owner_id")


def carried_waiting(laptop: Laptop) -> list[str]:
    with laptop.app.store.read() as connection:
        return carried.waiting(connection)


def courier_link(laptop: Laptop) -> Link:
    return Link(laptop.app, laptop.line)
