"""What is computed of customers and never travels: whoever changes customers notes here that it must be made anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from desktop_crm.store import classes, quality


def mark(connection: Connection, agg_ids: Iterable[str]) -> None:
    """Note that customers changed, in the transaction that changed them."""
    ids = tuple(agg_ids)
    classes.mark(connection, ids)
    quality.mark(connection, ids)


def mark_after(connection: Connection, rid: int) -> None:
    """Note all customers stored after this one."""
    classes.mark_after(connection, rid)
    quality.mark_after(connection, rid)


def forget(connection: Connection, rids: Sequence[int]) -> None:
    """Take away everything that is kept of customers that are gone."""
    classes.forget(connection, rids)
    quality.forget(connection, rids)
