"""Which contents of attachments are here, which the server has, and what waits.

A content is known by its SHA-256 and kept once, however many cards show it. The rows that name it are ordinary rows;
the bytes lie in files (:mod:`desktop_crm.store.content_files`), and what may go is decided elsewhere
(:mod:`desktop_crm.store.content_care`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

#: A content that the server would not take, or did not have, is asked for again after so long.
ASK_AGAIN_HOURS = 24
#: Error of a content that the server did not have when it was asked for.
NOT_THERE = "not_there"

LIVE_SQL = "EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = content.sha256 AND NOT a.deleted AND NOT a.is_sample)"
NAMED_SQL = "EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = content.sha256)"
#: The server was not told yet of everything about row ``a``; the first condition is that of the index.
UNSENT_SQL = "EXISTS (SELECT 1 FROM outbox o WHERE o.row_id = a.id AND o.state != 'done' AND o.state = 'pending')"
HERE_ALONE_SQL = "here AND NOT at_server AND NOT erased"
#: What a backup must hold: nobody else has it.
ONLY_HERE_SQL = f"SELECT sha256 FROM content WHERE {HERE_ALONE_SQL}"
#: What is to be sent: shown by a live row, or by a row that left with its card before the server had the content.
WAITING_SQL = f"{HERE_ALONE_SQL} AND ({LIVE_SQL} OR NOT {NAMED_SQL})"


@dataclass(frozen=True, slots=True)
class Content:
    """One content. ``row_id`` of card ``agg_id`` is the row under whose name it was added or asked for.

    ``have`` counts the bytes of a transfer under way; ``error`` is the code with which the last one ended.
    """

    sha256: str
    size: int
    here: bool
    at_server: bool
    row_id: str
    agg_id: str
    wanted: bool
    have: int
    error: str
    asked_at: str
    erased: bool


_COLUMNS = "sha256, size, here, at_server, row_id, agg_id, wanted, have, error, asked_at, erased"


def _content(row: Sequence[object]) -> Content:
    sha, size, here, there, row_id, agg_id, wanted, have, error, asked_at, erased = row
    return Content(
        str(sha), int(str(size)), bool(here), bool(there), str(row_id), str(agg_id), bool(wanted), int(str(have)),
        str(error or ""), str(asked_at or ""), bool(erased),
    )  # fmt: skip


def get(connection: Connection, sha256: str) -> Content | None:
    """Read what is known of a content; None for one that was never here nor asked for."""
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM content WHERE sha256 = ?", (sha256,)).fetchone()
    return _content(row) if row is not None else None


def select(connection: Connection, where: str, arguments: Sequence[object] = ()) -> list[Content]:
    """Read contents by a condition of SQL."""
    sql = f"SELECT {_COLUMNS} FROM content WHERE {where}"
    return [_content(row) for row in connection.exec_driver_sql(sql, tuple(arguments))]


# -- what happens to one --------------------------------------------------------------------


def add(connection: Connection, sha256: str, size: int, row_id: str, agg_id: str, at: str) -> None:
    """Note that a content was added here. Whether the server has it for this row too is to be asked."""
    connection.exec_driver_sql(
        "INSERT INTO content (sha256, size, here, row_id, agg_id, added_at, used_at) VALUES (?, ?, 1, ?, ?, ?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET here = 1, at_server = 0, erased = 0, wanted = 0, have = 0, error = NULL,"
        " asked_at = NULL, row_id = excluded.row_id, agg_id = excluded.agg_id, added_at = excluded.added_at,"
        " used_at = excluded.used_at",
        (sha256, size, row_id, agg_id, at, at),
    )


def want(connection: Connection, sha256: str, size: int, row_id: str, agg_id: str, at: str, *, asked: bool) -> None:
    """Note that a content is to be fetched; ``asked``: by a person, so whatever the network costs.

    One that was never here is the server's to keep, so it counts as being there.
    """
    connection.exec_driver_sql(
        "INSERT INTO content (sha256, size, at_server, row_id, agg_id, wanted, used_at) VALUES (?, ?, 1, ?, ?, ?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET wanted = max(wanted, excluded.wanted), row_id = excluded.row_id,"
        " agg_id = excluded.agg_id, error = CASE WHEN excluded.wanted THEN NULL ELSE error END,"
        " asked_at = CASE WHEN excluded.wanted THEN NULL ELSE asked_at END",
        (sha256, size, row_id, agg_id, asked, at),
    )


def note_progress(connection: Connection, sha256: str, have: int, size: int) -> None:
    """Note how many bytes of a transfer under way have arrived, and how many there are: a row may be wrong about it."""
    sql = "UPDATE content SET have = ?, size = ?, error = NULL WHERE sha256 = ?"
    connection.exec_driver_sql(sql, (have, size, sha256))


def note_sent(connection: Connection, sha256: str) -> None:
    """Note that the server has a content, for every row that names it here."""
    sql = "UPDATE content SET at_server = 1, have = 0, error = NULL, asked_at = NULL WHERE sha256 = ?"
    connection.exec_driver_sql(sql, (sha256,))


def note_here(connection: Connection, sha256: str, at: str) -> None:
    """Note that a content has come, whole."""
    connection.exec_driver_sql(
        "UPDATE content SET here = 1, at_server = 1, wanted = 0, have = 0, error = NULL, asked_at = NULL, used_at = ?"
        " WHERE sha256 = ? AND NOT erased",
        (at, sha256),
    )


def note_used(connection: Connection, sha256: str, at: str) -> None:
    """Note that somebody looked at a content."""
    connection.exec_driver_sql("UPDATE content SET used_at = ? WHERE sha256 = ?", (at, sha256))


def note_missing(connection: Connection, sha256: str) -> None:
    """Note that a file that should be here is not, or cannot be read."""
    connection.exec_driver_sql("UPDATE content SET here = 0, have = 0 WHERE sha256 = ?", (sha256,))


def note_error(connection: Connection, sha256: str, code: str, at: str) -> None:
    """Note why a transfer ended; nothing is tried again before :data:`ASK_AGAIN_HOURS` unless a person asks."""
    sql = "UPDATE content SET have = 0, error = ?, asked_at = ? WHERE sha256 = ?"
    connection.exec_driver_sql(sql, (code, at, sha256))


def forget_server(connection: Connection) -> None:
    """A server forgot something: whether it has what is here is to be asked anew."""
    connection.exec_driver_sql("UPDATE content SET at_server = 0, have = 0, error = NULL, asked_at = NULL WHERE here")


def doom(connection: Connection, agg_ids: Iterable[str]) -> None:
    """Note that the contents of cards are to be destroyed, except what other cards show. Call it before rows go."""
    for agg_id in agg_ids:
        connection.exec_driver_sql(
            "UPDATE content SET erased = 1, wanted = 0"
            " WHERE (agg_id = ? OR sha256 IN (SELECT sha256 FROM attachment WHERE agg_id = ?))"
            " AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = content.sha256 AND a.agg_id != ?)",
            (agg_id, agg_id, agg_id),
        )


# -- what is to be done ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """Contents that are on this laptop only."""

    number: int
    size: int


def waiting(connection: Connection) -> Waiting:
    """Count what waits to be sent."""
    row = connection.exec_driver_sql(f"SELECT count(*), coalesce(sum(size), 0) FROM content WHERE {WAITING_SQL}").one()
    return Waiting(int(row[0]), int(row[1]))


def to_send(connection: Connection, asked_before: str) -> list[Content]:
    """Return what can be sent now, the smallest first: not what the server refused after an instant, nor what is named
    by rows only that the server does not know yet."""
    known = (
        f"(NOT {NAMED_SQL} OR EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = content.sha256 AND NOT a.deleted AND"
        f" NOT {UNSENT_SQL}))"
    )
    where = f"{WAITING_SQL} AND {known} AND (asked_at IS NULL OR asked_at < ?) ORDER BY size, sha256"
    return select(connection, where, (asked_before,))


def rows_naming(connection: Connection, sha256: str, *, unsent: bool = False) -> list[str]:
    """Return the rows that show a content; with ``unsent`` also those the server was not told everything of."""
    known = "" if unsent else f" AND NOT {UNSENT_SQL}"
    sql = f"SELECT id FROM attachment a WHERE sha256 = ? AND NOT is_sample{known} ORDER BY rid"
    return [str(row[0]) for row in connection.exec_driver_sql(sql, (sha256,))]


def cards_showing(connection: Connection, sha256: str) -> set[str]:
    """Return the cards that show a content."""
    sql = "SELECT DISTINCT agg_id FROM attachment WHERE sha256 = ? AND NOT deleted"
    return {str(row[0]) for row in connection.exec_driver_sql(sql, (sha256,))}


def everything_waiting(connection: Connection) -> list[Content]:
    """Return whatever the server does not have, for the last hour of this laptop."""
    return select(connection, f"{WAITING_SQL} ORDER BY size, sha256")


def wanted(connection: Connection, asked_before: str) -> list[Content]:
    """Return what somebody asked for and did not get yet, the smallest first."""
    where = "wanted AND NOT here AND NOT erased AND (asked_at IS NULL OR asked_at < ?) ORDER BY size, sha256"
    return select(connection, where, (asked_before,))


def next_picture(
    connection: Connection, most: int, user_id: str, asked_before: str
) -> tuple[str, int, str, str] | None:
    """Find the newest picture of somebody's own cards that is not here and no larger than ``most`` bytes.

    Returns content, size, row and card.
    """
    sql = (
        "SELECT a.sha256, a.size, a.id, a.agg_id FROM attachment a JOIN customer c ON c.id = a.agg_id"
        " LEFT JOIN content k ON k.sha256 = a.sha256"
        " WHERE NOT a.deleted AND a.version > 0 AND a.media_type LIKE 'image/%' AND a.size BETWEEN 1 AND ?"
        " AND length(a.sha256) = 64 AND c.owner_id = ? AND NOT c.deleted AND NOT coalesce(k.here OR k.erased, 0)"
        " AND (k.asked_at IS NULL OR k.asked_at < ?) ORDER BY a.rid DESC LIMIT 1"
    )
    row = connection.exec_driver_sql(sql, (most, user_id, asked_before)).fetchone()
    return (str(row[0]), int(row[1]), str(row[2]), str(row[3])) if row is not None else None


def only_here(connection: Connection) -> list[str]:
    """Return the contents that a backup must hold: here, and not at the server."""
    return [str(row[0]) for row in connection.exec_driver_sql(ONLY_HERE_SQL)]


def known(connection: Connection) -> list[str]:
    """Return every content that the table knows."""
    return [str(row[0]) for row in connection.exec_driver_sql("SELECT sha256 FROM content")]
