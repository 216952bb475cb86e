"""Which cards colleagues changed, or that arrived, since the person last looked at them: the dots in the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from sqlalchemy import Connection

_SLICE = 500


class News(StrEnum):
    """What a card has that the person has not looked at."""

    NONE = ""
    CHANGED = "changed"  # by a colleague
    NEW = "new"  # came to this laptop


def note(connection: Connection, changed: Iterable[str], new: Iterable[str]) -> None:
    """Write down what came. A card that arrived stays an arrival when it changes before anybody looked."""
    rows = [(agg_id, News.CHANGED.value) for agg_id in sorted(changed)]
    if rows:
        connection.exec_driver_sql("INSERT OR IGNORE INTO unseen (agg_id, what) VALUES (?, ?)", rows)
    rows = [(agg_id, News.NEW.value) for agg_id in sorted(new)]
    if rows:
        connection.exec_driver_sql("INSERT OR REPLACE INTO unseen (agg_id, what) VALUES (?, ?)", rows)


def of(connection: Connection, agg_ids: Sequence[str]) -> dict[str, News]:
    """Return the news of some cards, of those that have any."""
    if not agg_ids:
        return {}
    sql = f"SELECT agg_id, what FROM unseen WHERE agg_id IN ({','.join('?' * len(agg_ids))})"
    return {str(agg_id): News(str(what)) for agg_id, what in connection.exec_driver_sql(sql, tuple(agg_ids))}


def forget(connection: Connection, agg_ids: Iterable[str]) -> int:
    """Take the news of some cards away: they were looked at, or are gone. Return how many had any."""
    ids, gone = list(agg_ids), 0
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        sql = f"DELETE FROM unseen WHERE agg_id IN ({','.join('?' * len(part))})"
        gone += connection.exec_driver_sql(sql, tuple(part)).rowcount
    return gone


def forget_all(connection: Connection) -> int:
    """Take the news of every card away; return how many had any."""
    return connection.exec_driver_sql("DELETE FROM unseen").rowcount
