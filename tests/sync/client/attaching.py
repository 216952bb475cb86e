"""Attaching on simulated laptops, and what became of it."""

from __future__ import annotations

import random

from sqlalchemy import func, select

from desktop_crm.queries.attachments import Place
from sync.client import transfers
from sync.client.link import Link
from sync.client.transfers import Moved
from sync.server import schema
from tests.sync.client.office import Laptop, Office

PHOTO = b"\xff\xd8\xff" + random.Random(5).randbytes(300_000)
SMALL = b"\xff\xd8\xff a small photo"


def attach(laptop: Laptop, card: str, content: bytes = PHOTO, name: str = "a.jpg") -> str:
    service = laptop.app.attachments
    return service.add(card, [service.take_bytes(content, name)]).ids[0]


def move(laptop: Laptop, **more: object) -> Moved:
    return transfers.run(Link(laptop.app, laptop.line), **more)  # type: ignore[arg-type]


def exchange(*laptops: Laptop) -> None:
    for laptop in laptops:
        laptop.sync()
        move(laptop)


def place(laptop: Laptop, row_id: str) -> Place:
    return laptop.app.attachment_queries.one(row_id).place


def read(laptop: Laptop, row_id: str) -> bytes:
    return laptop.app.attachments.content(row_id)


def asked_for(laptop: Laptop, path: str) -> int:
    return sum(1 for asked, _body in laptop.line.requests if asked == path)


def at_server(office: Office) -> int:
    with office.database.read() as conn:
        return int(
            conn.execute(select(func.count()).select_from(schema.blob).where(schema.blob.c.complete)).scalar_one()
        )
