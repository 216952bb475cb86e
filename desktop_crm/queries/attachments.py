"""Reading attachments: the list of a customer with where each content is, and what waits to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from desktop_crm.domain.records import ATTACHMENT
from desktop_crm.errors import NotFound
from desktop_crm.store import contents, meta
from desktop_crm.store.contents import Content, Waiting
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import RowImage
from desktop_crm.store.recorder import load_row, load_rows


class Place(StrEnum):
    """Where a content is."""

    HERE = "here"
    WAITING = "waiting"  # here only, to be sent
    SENDING = "sending"
    SERVER = "server"  # not here, to be had
    ARRIVING = "arriving"  # asked for, on its way
    COLLEAGUE = "colleague"  # not at the server yet: whoever added it has not sent it
    MISSING = "missing"  # its file is gone and no server has it


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment of a customer. ``percent`` says how far a transfer is, ``error`` with which code it ended."""

    id: str
    customer_id: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    note: str
    created_by: str
    created_at: str
    deleted: bool
    place: Place
    percent: int = 0
    error: str = ""

    @property
    def here(self) -> bool:
        """Whether it can be opened at once."""
        return self.place in (Place.HERE, Place.WAITING, Place.SENDING)


class AttachmentQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_customer(self, customer_id: str) -> list[Attachment]:
        """Return the attachments of a customer, the newest first; removed ones are left out."""
        with self._store.read() as connection:
            alone = not meta.get(connection, "token")
            rows = [row for row in load_rows(connection, ATTACHMENT, [customer_id]) if not row.deleted]
            found = [_attachment(connection, row, alone=alone) for row in rows]
        return sorted(found, key=lambda one: (one.created_at, one.id), reverse=True)

    def one(self, row_id: str) -> Attachment:
        """Return one attachment, a removed one too. Raises NotFound."""
        with self._store.read() as connection:
            row = load_row(connection, ATTACHMENT, row_id)
            if row is None:
                raise NotFound("no_such_attachment", id=row_id[:40])
            return _attachment(connection, row, alone=not meta.get(connection, "token"))

    def count(self, customer_id: str) -> int:
        """Count the attachments of a customer."""
        sql = "SELECT count(*) FROM attachment WHERE agg_id = ? AND NOT deleted"
        with self._store.read() as connection:
            return int(connection.exec_driver_sql(sql, (customer_id,)).scalar() or 0)

    def waiting(self) -> Waiting:
        """Count what waits to be sent."""
        with self._store.read() as connection:
            return contents.waiting(connection)


def _attachment(connection: Connection, row: RowImage, *, alone: bool) -> Attachment:
    sha256, size = str(row.values.get("sha256") or ""), row.values.get("size")
    known = contents.get(connection, sha256)
    whole = size if isinstance(size, int) else 0
    place = _place(known, alone=alone or row.is_sample)
    return Attachment(
        id=row.id,
        customer_id=row.agg_id,
        file_name=str(row.values.get("file_name") or ""),
        media_type=str(row.values.get("media_type") or ""),
        size=whole,
        sha256=sha256,
        note=str(row.values.get("note") or ""),
        created_by=row.stamps.get("created_by", ""),
        created_at=row.stamps.get("created_at", ""),
        deleted=row.deleted,
        place=place,
        percent=100 * known.have // whole if known is not None and whole else 0,
        error=known.error if known is not None else "",
    )


def _place(known: Content | None, *, alone: bool) -> Place:
    """Say where a content is; ``alone``: there is no server that should have it."""
    if known is None:
        return Place.MISSING if alone else Place.SERVER
    if known.here:
        if alone or known.at_server:
            return Place.HERE
        return Place.SENDING if known.have else Place.WAITING
    if alone:
        return Place.MISSING
    if known.error == contents.NOT_THERE:
        return Place.COLLEAGUE if known.at_server else Place.MISSING
    return Place.ARRIVING if known.wanted and not known.error else Place.SERVER
