"""How good each file is, kept beside the customers (analysis A36), and which files must be looked at anew.

What depends on the day or on other customers is not kept: whether a file is stale, whether it has a twin. Nothing here
travels; all of it is made anew from the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.analysis.file_quality import FileState, Part, Sums
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.store.quality_tables import SUMS
from desktop_crm.store.raw import fetch_all

_SLICE = 500
#: Fields of each kind that are named with a file; further ones are not needed to begin.
_NAMED = 3


# -- what waits ---------------------------------------------------------------------------------


def mark(connection: Connection, agg_ids: Iterable[str]) -> None:
    """Note that customers changed, in the transaction that changed them."""
    ids = sorted(agg_ids)
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        _mark(connection, f"WHERE id IN ({_marks(part)})", part)


def mark_after(connection: Connection, rid: int, last: int | None = None) -> None:
    """Note all customers stored after this one, up to another one perhaps."""
    if last is None:
        _mark(connection, "WHERE rid > ?", (rid,))
    else:
        _mark(connection, "WHERE rid > ? AND rid <= ?", (rid, last))


def _mark(connection: Connection, where: str, arguments: Sequence[object]) -> None:
    sql = f"INSERT OR REPLACE INTO quality_todo (rid, mark) SELECT rid, random() FROM customer {where}"
    connection.exec_driver_sql(sql, tuple(arguments))


def waiting(connection: Connection, limit: int) -> list[tuple[int, int]]:
    """Return keys of files to look at, each with its mark."""
    rows = fetch_all(connection, "SELECT rid, mark FROM quality_todo LIMIT ?", (limit,))
    return [(int(str(rid)), int(str(drawn))) for rid, drawn in rows]


def count_waiting(connection: Connection) -> int:
    """Count the files that wait."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM quality_todo").scalar() or 0)


def finish(connection: Connection, done: Sequence[tuple[int, int]]) -> None:
    """Take files off the list; who changed meanwhile stays."""
    if done:
        connection.exec_driver_sql("DELETE FROM quality_todo WHERE rid = ? AND mark = ?", list(done))


def forget(connection: Connection, rids: Sequence[int]) -> None:
    """Take away what is kept of customers that are gone."""
    if rids:
        for table in ("file_quality", "quality_todo"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE rid = ?", [(rid,) for rid in rids])


# -- what is kept -------------------------------------------------------------------------------


class _Detail(msgspec.Struct, array_like=True):
    contradictions: list[tuple[str, str, str, dict[str, str]]]
    missing: list[str]
    unverified: list[str]
    checked_at: str


def write(connection: Connection, files: Sequence[tuple[int, str, str, FileState]]) -> None:
    """Keep the state of files: key, salesperson, instant of the last change, state."""
    rows = []
    for rid, salesperson, updated_at, state in files:
        detail = _Detail(
            [(one.code, one.severity.value, one.field, dict(one.params)) for one in state.contradictions],
            list(state.missing[:_NAMED]),
            list(state.unverified[:_NAMED]),
            state.checked_at,
        )
        verified = 100 * state.verified // state.verifiable if state.verifiable else 0
        fixed = (
            (0 if state.contradictions else 100)
            + state.completeness
            + verified
            + 100 * int(state.parts).bit_count() // 3
        )
        changed_on = day_of(max(updated_at, state.checked_at))
        rows.append(
            (rid, salesperson, state.completeness, changed_on, len(state.contradictions), state.verified,
             state.doubtful, state.verifiable, int(state.parts), int(state.parts).bit_count(), fixed,
             msgspec.json.encode(detail).decode())
        )  # fmt: skip
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO file_quality (rid, salesperson, completeness, changed_on, contradictions, verified,"
            f" doubtful, verifiable, parts, part_count, fixed, detail) VALUES ({_marks(rows[0])})",
            rows,
        )


def state(row: Sequence[object]) -> FileState:
    """Read a state back: completeness, verified, doubtful, verifiable, parts, detail."""
    detail = msgspec.json.decode(str(row[5]), type=_Detail)
    completeness, verified, doubtful, verifiable, parts = (int(str(value)) for value in row[:5])
    return FileState(
        completeness,
        verified,
        doubtful,
        verifiable,
        Part(parts),
        tuple(Finding(code, Severity(grade), field, params) for code, grade, field, params in detail.contradictions),
        tuple(detail.missing),
        tuple(detail.unverified),
        detail.checked_at,
    )


def sums(connection: Connection, stale_before: int, doubled: Iterable[int]) -> dict[str, Sums]:
    """Add up by salesperson. ``stale_before``: ordinal of the first day that is still current."""
    rows = fetch_all(
        connection,
        "SELECT salesperson, count(*), sum(completeness), sum(changed_on >= ?), sum(contradictions > 0),"
        " sum(rid IN (SELECT value FROM json_each(?))), sum(verified), sum(verifiable), sum(part_count),"
        " sum(part_count = 3) FROM file_quality GROUP BY salesperson",
        (stale_before, as_list(doubled)),
    )
    return {str(name): Sums(*(int(str(number or 0)) for number in numbers)) for name, *numbers in rows}


#: SQL of the share of checked values of a customer, in percent; NULL where there is nothing to check.
VERIFIED_SHARE = "(SELECT 100 * q.verified / nullif(q.verifiable, 0) FROM file_quality q WHERE q.rid = customer.rid)"


def of_rows(connection: Connection, rids: Sequence[int]) -> dict[int, tuple[int | None, int]]:
    """Return for some customers the share of checked values in percent, and how many values contradict each other.

    The share is None where nothing can be checked.
    """
    share = "CASE WHEN verifiable THEN 100 * verified / verifiable END"
    sql = f"SELECT rid, {share}, contradictions FROM file_quality WHERE rid IN ({_marks(rids)})"
    found = fetch_all(connection, sql, rids)
    return {int(str(rid)): (None if part is None else int(str(part)), int(str(open_))) for rid, part, open_ in found}


def as_list(rids: Iterable[int]) -> str:
    """Write keys for ``json_each``."""
    return msgspec.json.encode(sorted(rids)).decode()


# -- months -------------------------------------------------------------------------------------


def keep_month(connection: Connection, day: date, by_person: Mapping[str, Sums]) -> None:
    """Write down how the files stand, in the place of what this month said before."""
    month = f"{day:%Y-%m}"
    connection.exec_driver_sql("DELETE FROM quality_month WHERE month = ?", (month,))
    rows = [(month, name, *(getattr(one, part) for part in SUMS)) for name, one in by_person.items()]
    if rows:
        names = ", ".join(SUMS)
        connection.exec_driver_sql(
            f"INSERT INTO quality_month (month, salesperson, {names}) VALUES ({_marks(rows[0])})", rows
        )


def months(connection: Connection) -> list[tuple[str, str, Sums]]:
    """Return what was written down: month, salesperson, sums; the oldest first."""
    sql = f"SELECT month, salesperson, {', '.join(SUMS)} FROM quality_month ORDER BY month, salesperson"
    return [
        (str(month), str(name), Sums(*(int(str(number)) for number in numbers)))
        for month, name, *numbers in fetch_all(connection, sql)
    ]


def day_of(instant: str) -> int:
    """Return the ordinal of an instant's day, 0 for none or for what is no date."""
    try:
        return date.fromisoformat(instant[:10]).toordinal()
    except ValueError:
        return 0


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
