"""Single customers as the ordinary routes and the server's command line read them."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from desktop_crm.domain.records import CONFLICT, display_name
from sync.server.access import held_scopes
from sync.server.errors import NotFound
from sync.server.schema import access, card_index, obj

_fields = msgspec.json.Decoder(dict[str, Any])


def list_customers(conn: Connection, user_id: str, limit: int, after: str) -> dict[str, Any]:
    """List live customers the person sees, by number; ``next`` is the number to go on after, or None."""
    mine = select(access.c.agg_id).where(access.c.scope.in_(held_scopes(conn, user_id)), access.c.present)
    query = select(card_index.c.agg_id, card_index.c.customer_no, card_index.c.owner_id, obj.c.body)
    query = query.join(obj, obj.c.row_id == card_index.c.agg_id).where(
        card_index.c.agg_id.in_(mine), ~card_index.c.deleted, card_index.c.customer_no > after
    )
    rows = conn.execute(query.order_by(card_index.c.customer_no).limit(limit + 1)).all()
    found = [_summary(row) for row in rows[:limit]]
    return {"customers": found, "next": found[-1]["no"] if len(rows) > limit else None}


def _summary(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    fields = _fields.decode(row.body)
    return {
        "id": row.agg_id,
        "no": row.customer_no,
        "name": display_name(fields),
        "owner": row.owner_id,
        "updated_at": str(fields.get("updated_at", "")),
    }


def show_customer(conn: Connection, number: str, user_id: str | None = None) -> dict[str, Any]:
    """Show a customer with its rows; with ``user_id`` only when this person sees it. Raises NotFound."""
    row = conn.execute(select(card_index).where(card_index.c.customer_no == number)).first()
    if row is None or (user_id is not None and not _sees(conn, user_id, row.agg_id)):
        raise NotFound
    rows = conn.execute(select(obj).where(obj.c.agg_id == row.agg_id).order_by(obj.c.version, obj.c.row_id)).all()
    described = {one.row_id: _described(one) for one in rows}
    root = described.pop(row.agg_id)
    live = [one for one in described.values() if not one["deleted"]]
    return {
        "id": row.agg_id,
        "no": row.customer_no,
        "owner": row.owner_id,
        "deleted": row.deleted,
        "version": root["version"],
        "fields": root["fields"],
        "rows": [one for one in live if one["type"] != CONFLICT.name],
        "conflicts": [one for one in live if one["type"] == CONFLICT.name],
    }


def _described(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    fields = _fields.decode(row.body)
    return {"id": row.row_id, "type": row.type, "version": row.version, "deleted": row.deleted, "fields": fields}


def _sees(conn: Connection, user_id: str, agg_id: str) -> bool:
    query = select(access.c.agg_id).where(
        access.c.agg_id == agg_id, access.c.scope.in_(held_scopes(conn, user_id)), access.c.present
    )
    return conn.execute(query).first() is not None
