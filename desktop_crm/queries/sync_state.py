"""What one glance tells about the synchronisation of a card."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import Connection


class SyncState(StrEnum):
    """What one glance tells about a card."""

    LOCAL = "local"  # sample data: never leaves the laptop
    SYNCED = "synced"
    WAITING = "waiting"
    CONFLICT = "conflict"


def state_of(agg_id: str, is_sample: bool, waiting: set[str], conflicting: set[str]) -> SyncState:
    """Say how a card stands; what needs a person comes first."""
    if is_sample:
        return SyncState.LOCAL
    if agg_id in conflicting:
        return SyncState.CONFLICT
    return SyncState.WAITING if agg_id in waiting else SyncState.SYNCED


def cards_in_conflict(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Say which of some cards have open conflicts."""
    if not ids:
        return set()
    marks = ",".join("?" * len(ids))
    sql = f"SELECT DISTINCT agg_id FROM conflict WHERE state = 'open' AND NOT deleted AND agg_id IN ({marks})"
    return {str(row[0]) for row in connection.exec_driver_sql(sql, tuple(ids))}
