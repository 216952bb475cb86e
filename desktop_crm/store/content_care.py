"""Looking after the contents of attachments: what may go, and whether the table says what is really here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from desktop_crm.store import contents
from desktop_crm.store.content_files import ContentFiles
from desktop_crm.store.contents import NAMED_SQL, Content, select

#: The content of an attachment that was removed, and that no server has, stays for so long.
KEEP_REMOVED_DAYS = 90
#: What was added here stays for so long after it was sent: a server restored from a backup gets it back.
KEEP_SENT_DAYS = 30
#: Contents that the server has too may fill so much of the disk; those not looked at for longest go first.
CACHE_BYTES = 4 << 30
# -- what may go ----------------------------------------------------------------------------


def goers(connection: Connection, now: str) -> list[Content]:
    """Return contents that are not to be kept.

    Those of erased people; those that nothing here shows any more and that the server has; those that were removed
    long ago and never sent; and, above :data:`CACHE_BYTES`, those the server has that nobody looked at for longest.
    """
    removed = (
        f"{NAMED_SQL} AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = content.sha256"
        " AND (NOT a.deleted OR a.updated_at > ?))"
    )
    going = f"erased OR (at_server AND NOT {NAMED_SQL}) OR (NOT at_server AND {removed})"
    found = select(connection, going, (_ago(now, KEEP_REMOVED_DAYS),))
    return found + _beyond_the_cap(connection, {one.sha256 for one in found}, now)


def _beyond_the_cap(connection: Connection, gone: set[str], now: str) -> list[Content]:
    total = int(connection.exec_driver_sql("SELECT coalesce(sum(size), 0) FROM content WHERE here").scalar() or 0)
    if total <= CACHE_BYTES:
        return []
    where = "here AND at_server AND NOT erased AND (added_at IS NULL OR added_at < ?) ORDER BY used_at, sha256"
    found = []
    for one in select(connection, where, (_ago(now, KEEP_SENT_DAYS),)):
        if total <= CACHE_BYTES:
            break
        if one.sha256 not in gone:
            total -= one.size
            found.append(one)
    return found


def sweep(connection: Connection, folders: Sequence[ContentFiles], now: str) -> int:
    """Let go of what is not to be kept, in the folders and in the table; return how many.

    Whoever adds a content holds the same write lock while putting it in its place. What another program holds open
    goes at the next sweep; after a stop in between :func:`reconcile` finds what is missing.
    """
    gone = 0
    for one in goers(connection, now):
        removed = [files.remove(one.sha256) for files in folders]
        if all(removed):
            gone += 1
            connection.exec_driver_sql("DELETE FROM content WHERE sha256 = ?", (one.sha256,))
        else:
            connection.exec_driver_sql("UPDATE content SET here = 0 WHERE sha256 = ?", (one.sha256,))
    return gone


def reconcile(connection: Connection, files: ContentFiles, kept: ContentFiles) -> int:
    """Make the table say what is really here, after a stop or a restored backup; what only the folder of the backups
    (``kept``) holds comes back from it. Return how many differed."""
    changed = _adopt(connection, files)
    for one in select(connection, "NOT erased"):
        here = files.holds(one.sha256) or (not one.at_server and kept.lend(one.sha256, files))
        if here != one.here:
            connection.exec_driver_sql("UPDATE content SET here = ?, have = 0 WHERE sha256 = ?", (here, one.sha256))
            changed += 1
    return changed


def _adopt(connection: Connection, files: ContentFiles) -> int:
    """Make known what a restored backup does not know and its rows show; whether the server has it is to be asked."""
    sql = (
        "SELECT a.sha256, a.size, a.id, a.agg_id, a.created_at FROM attachment a"
        " LEFT JOIN content k ON k.sha256 = a.sha256 WHERE k.sha256 IS NULL AND a.size > 0 AND length(a.sha256) = 64"
    )
    found = [row for row in connection.exec_driver_sql(sql).fetchall() if files.fits(str(row[0]), int(row[1]))]
    for sha256, size, row_id, agg_id, at in found:
        contents.add(connection, str(sha256), int(size), str(row_id), str(agg_id), str(at or ""))
    return len(found)


def _ago(now: str, days: int) -> str:
    moment = datetime.fromisoformat(now) - timedelta(days=days)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
