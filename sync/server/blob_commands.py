"""What an administrator can ask about attachments at the server's own command line."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec
from sqlalchemy import exists, func, select

from desktop_crm.domain.records import ATTACHMENT
from sync.server.database import Database
from sync.server.schema import blob, blob_link, card_index, obj, program_release

_fields = msgspec.json.Decoder(dict[str, Any])


def check(database: Database, _args: Namespace) -> dict[str, Any]:
    """Count attachments and contents, and list those that laptops have not sent yet."""
    whole = exists().where(
        blob_link.c.row_id == obj.c.row_id, blob_link.c.proven, blob.c.sha256 == blob_link.c.sha256, blob.c.complete
    )
    live = (obj.c.type == ATTACHMENT.name) & ~obj.c.deleted
    rows = select(obj.c.row_id, obj.c.body, card_index.c.customer_no)
    rows = rows.outerjoin(card_index, card_index.c.agg_id == obj.c.agg_id).where(live, ~whole)
    installer = blob.c.sha256.in_(select(program_release.c.sha256))
    with database.read() as conn:
        number = conn.execute(select(func.count()).select_from(obj).where(live)).scalar_one()
        done, size = conn.execute(select(func.count(), func.sum(blob.c.size)).where(blob.c.complete, ~installer)).one()
        begun = conn.execute(select(func.count()).select_from(blob).where(~blob.c.complete)).scalar_one()
        missing = [_missing(*row) for row in conn.execute(rows.order_by(card_index.c.customer_no, obj.c.row_id))]
    return {
        "attachments": number,
        "contents": done,
        "bytes": int(size or 0),
        "under_way": begun,
        "missing": missing,
    }


def _missing(row_id: str, body: bytes, number: str | None) -> dict[str, Any]:
    """Describe an attachment without its name, which may tell something of a person."""
    return {"no": number or "", "id": row_id, "size": _fields.decode(body).get("size")}
