"""The last troubles of the synchronisation, for the person and for support: a code and when, no personal value."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.store import meta

KEPT = 50


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble. The same one again and again is one entry with its first and last instant (UTC text)."""

    n: int
    code: str
    first_at: str
    last_at: str
    times: int
    over: bool  # a synchronisation went through since


def note(connection: Connection, code: str, at: str) -> None:
    """Write down a trouble; three days without a network are one entry, not a thousand."""
    newest = connection.exec_driver_sql("SELECT n, code, last_at FROM trouble ORDER BY n DESC LIMIT 1").fetchone()
    if newest is not None and newest[1] == code and str(newest[2]) >= meta.get(connection, "last_synced_at"):
        connection.exec_driver_sql("UPDATE trouble SET last_at = ?, times = times + 1 WHERE n = ?", (at, newest[0]))
    else:
        sql = "INSERT INTO trouble (code, first_at, last_at, times) VALUES (?, ?, ?, 1)"
        connection.exec_driver_sql(sql, (code, at, at))
        connection.exec_driver_sql("DELETE FROM trouble WHERE n <= (SELECT max(n) FROM trouble) - ?", (KEPT,))
    meta.put(connection, last_error=code, last_error_at=at)


def recent(connection: Connection) -> list[Trouble]:
    """Return the troubles, the newest first."""
    synced = meta.get(connection, "last_synced_at")
    rows = connection.exec_driver_sql("SELECT n, code, first_at, last_at, times FROM trouble ORDER BY n DESC")
    return [
        Trouble(int(n), str(code), str(first), str(last), int(times), str(last) < synced)
        for n, code, first, last, times in rows
    ]
