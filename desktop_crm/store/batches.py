"""What was done to many customers at once, as it is kept: one row a batch, and its lines in the history.

The history holds old and new value of every change anyway; a batch only marks its lines. What takes a batch back is a
batch itself (``reverses``), so that it can be taken back in turn: doing again is the reversal of a reversal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.fields import Value
from desktop_crm.store.batch_table import batch as _table
from desktop_crm.store.projection import canonical, from_wire, parse
from desktop_crm.store.raw import fetch_all

_SLICE = 500


class Kind(StrEnum):
    """What was done."""

    IMPORT = "import"
    ORDERS = "orders"  # an import of orders
    EDIT = "edit"
    PASTE = "paste"
    REVERSE = "reverse"


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    OPEN = "open"  # it runs, or the program ended in the middle


class Skipped(msgspec.Struct, frozen=True):
    """What a reversal left alone: a field, or with ``field`` "" the whole row. ``why``: changed, deleted, gone."""

    agg_id: str
    row_id: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch. ``what`` tells it: ``file`` of an import, ``actions`` of an edit; ``created``, ``changed`` and
    ``skipped`` count customers, customers and changes; instants are UTC text."""

    n: int
    kind: Kind
    what: dict[str, object]
    at: str
    by: str
    device: str
    reverses: int | None
    created: int
    changed: int
    skipped: int
    report: tuple[Skipped, ...]
    reached: int | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """One change that a batch made; ``field`` "" for a whole row."""

    n: int
    agg_id: str
    row_id: str
    kind: str
    field: str
    old: Value
    new: Value


_COLUMNS = ", ".join(column.name for column in _table.columns)
_report_decoder = msgspec.json.Decoder(tuple[Skipped, ...])


def begin(
    connection: Connection, kind: Kind, what: dict[str, object], at: str, by: str, device: str, reverses: int | None
) -> int:
    """Write a new batch down; return its number."""
    row = connection.exec_driver_sql(
        "INSERT INTO batch (kind, what, at, by, device, reverses) VALUES (?, ?, ?, ?, ?, ?) RETURNING n",
        (kind.value, canonical(what), at, by, device, reverses),
    ).one()
    return int(row[0])


def count(connection: Connection, n: int, created: int, changed: int) -> None:
    """Add to the numbers of customers, in the transaction that changes them."""
    connection.exec_driver_sql(
        "UPDATE batch SET created = created + ?, changed = changed + ? WHERE n = ?", (created, changed, n)
    )


def reach(connection: Connection, n: int, line: int, skipped: int, report: Sequence[Skipped] | None) -> None:
    """Note how far a reversal has come and what it left alone; ``report`` None: as it stands."""
    told = None if report is None else msgspec.json.encode(report).decode()
    connection.exec_driver_sql(
        "UPDATE batch SET reached = ?, skipped = skipped + ?, report = coalesce(?, report) WHERE n = ?",
        (line, skipped, told, n),
    )


def end(connection: Connection, n: int, outcome: Outcome) -> bool:
    """Write down how a batch ended. One that changed nothing is forgotten, but for a reversal that found nothing left
    to do. Return whether it is still there."""
    row = connection.exec_driver_sql("SELECT created + changed + skipped, reverses FROM batch WHERE n = ?", (n,)).one()
    if not row[0] and (row[1] is None or outcome is not Outcome.DONE):
        connection.exec_driver_sql("DELETE FROM batch WHERE n = ?", (n,))
        return False
    connection.exec_driver_sql("UPDATE batch SET outcome = ? WHERE n = ?", (outcome.value, n))
    return True


def load(connection: Connection, n: int) -> Batch | None:
    """Read one batch; None when there is none."""
    rows = fetch_all(connection, f"SELECT {_COLUMNS} FROM batch WHERE n = ?", (n,))
    return _batch(rows[0]) if rows else None


def newest(connection: Connection, limit: int) -> list[Batch]:
    """Read the newest batches that are no reversals."""
    sql = f"SELECT {_COLUMNS} FROM batch WHERE reverses IS NULL ORDER BY n DESC LIMIT ?"
    return [_batch(row) for row in fetch_all(connection, sql, (limit,))]


def chain(connection: Connection, n: int) -> list[Batch]:
    """Return a batch, its reversal, the reversal of that, and so on."""
    found: list[Batch] = []
    asked: int | None = n
    while asked is not None:
        here = load(connection, asked)
        if here is None:
            break
        found.append(here)
        row = connection.exec_driver_sql("SELECT max(n) FROM batch WHERE reverses = ?", (asked,)).fetchone()
        asked = None if row is None or row[0] is None else int(row[0])
    return found


def lines_before(connection: Connection, n: int, before: int, limit: int) -> list[Line]:
    """Return lines of a batch, the newest first, below a line of the history; those of one card stay together."""
    sql = (
        "SELECT n, agg_id, row_id, kind, field, old, new FROM history"
        " WHERE batch IS NOT NULL AND batch = ? AND n < ? ORDER BY n DESC LIMIT ?"
    )
    rows = fetch_all(connection, sql, (n, before, limit))
    if len(rows) == limit:
        last = rows[-1][1]
        whole = [row for row in rows if row[1] != last]
        if not whole:  # one card fills the portion: as much of it as fits
            whole = rows
        rows = whole
    return [
        Line(int(str(row[0])), str(row[1]), str(row[2]), str(row[3]), str(row[4] or ""), _value(row[5]), _value(row[6]))
        for row in rows
    ]


def count_lines(connection: Connection, n: int, before: int) -> int:
    """Count the lines of a batch below a line of the history."""
    sql = "SELECT count(*) FROM history WHERE batch IS NOT NULL AND batch = ? AND n < ?"
    return int(connection.exec_driver_sql(sql, (n, before)).scalar() or 0)


def created_rows(connection: Connection, numbers: Sequence[int], agg_ids: Iterable[str]) -> set[str]:
    """Return the rows of some cards that batches created."""
    marks = ",".join("?" * len(numbers))
    found: set[str] = set()
    for part in _parts(agg_ids):
        sql = (
            f"SELECT row_id FROM history WHERE agg_id IN ({','.join('?' * len(part))}) AND kind = 'create'"
            f" AND +batch IN ({marks})"  # by the cards, which are few; the lines of a batch are many
        )
        found.update(str(row[0]) for row in fetch_all(connection, sql, (*part, *numbers)))
    return found


@dataclass(frozen=True, slots=True)
class Touch:
    """Something else that happened to a card; ``old`` is the value of ``field`` before it."""

    n: int
    agg_id: str
    row_id: str
    kind: str
    field: str
    old: Value


def others_since(connection: Connection, numbers: Sequence[int], agg_ids: Iterable[str]) -> list[Touch]:
    """Return what else happened to some cards, not by these batches, the oldest first."""
    marks = ",".join("?" * len(numbers))
    found: list[Touch] = []
    for part in _parts(agg_ids):
        sql = (
            "SELECT n, agg_id, row_id, kind, field, old FROM history"
            f" WHERE agg_id IN ({','.join('?' * len(part))}) AND (batch IS NULL OR batch NOT IN ({marks})) ORDER BY n"
        )
        found += [
            Touch(int(str(row[0])), str(row[1]), str(row[2]), str(row[3]), str(row[4] or ""), _value(row[5]))
            for row in fetch_all(connection, sql, (*part, *numbers))
        ]
    return found


def moment(connection: Connection) -> tuple[object, ...]:
    """Return what is another one after anybody changed a card, or something came from the server."""
    sql = "SELECT (SELECT max(n) FROM history), (SELECT value FROM meta WHERE key = 'since')"
    return tuple(connection.exec_driver_sql(sql).one())


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    listed = list(ids)
    for start in range(0, len(listed), _SLICE):
        yield listed[start : start + _SLICE]


def _batch(row: Sequence[object]) -> Batch:
    what = parse(str(row[2]))
    report = _report_decoder.decode(str(row[10])) if row[10] else ()
    return Batch(
        int(str(row[0])),
        Kind(str(row[1])),
        what if isinstance(what, dict) else {},
        str(row[3]),
        str(row[4]),
        str(row[5]),
        None if row[6] is None else int(str(row[6])),
        int(str(row[7])),
        int(str(row[8])),
        int(str(row[9])),
        report,
        None if row[11] is None else int(str(row[11])),
        Outcome(str(row[12] or Outcome.OPEN)),
    )


def _value(text: object) -> Value:
    return None if text is None else from_wire(parse(str(text)))
