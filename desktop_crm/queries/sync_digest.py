"""What came: what colleagues changed on the customers of this laptop since an instant, each thing once.

A field that was changed several times is one line, from its first old to its last new value. A card that came
new in that time is counted as new and not among the changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from desktop_crm.domain.fields import Value
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.domain.values import decode
from desktop_crm.errors import UsageError
from desktop_crm.store import meta
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.schema import OWN_CARDS

#: Cards of one digest at most; the count says how many there are.
MAX_CARDS = 2_000
MAX_LINES = 500


@dataclass(frozen=True, slots=True)
class CameLine:
    """One field that is different now, or a whole row (``field`` ""). ``by`` changed it last, ``at`` that instant."""

    record_type: str
    row_id: str
    kind: str  # pulled, pulled_delete, pulled_restore
    field: str
    old: Value
    new: Value
    by: str
    at: str
    came_at: str
    times: int


@dataclass(frozen=True, slots=True)
class CameCard:
    """A customer that colleagues changed."""

    agg_id: str
    customer_no: str
    display_name: str
    by: tuple[str, ...]
    lines: int
    came_at: str


@dataclass(frozen=True, slots=True)
class Came:
    """A digest: changed cards, the newest first (at most ``MAX_CARDS``), and how many came and left."""

    cards: tuple[CameCard, ...]
    changed: int
    new: int
    left: int


class SyncDigest:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def since(self, instant: str, *, mine_only: bool = False) -> Came:
        """Return what came since an instant (UTC text); with ``mine_only`` what concerns my own customers.

        Of a card that left nobody knows here whose it was: all of them count.
        """
        with self._store.read() as connection:
            owner = meta.get(connection, "user_id") if mine_only else ""
            new, left = _arrivals(connection, instant, owner)
            mine = " AND agg_id IN (SELECT id FROM customer WHERE owner_id = ?)" if owner else ""
            sql = (
                f'SELECT agg_id, max(came_at), count(DISTINCT {_THING}), group_concat(DISTINCT "by")'
                f" FROM history INDEXED BY history_by_coming WHERE {_CAME}{mine}"
                f" AND agg_id NOT IN ({_ARRIVED}) GROUP BY agg_id ORDER BY max(came_at) DESC, agg_id"
            )
            rows = fetch_all(connection, sql, (instant, *([owner] if owner else []), instant))
            cards = _named(connection, rows[:MAX_CARDS])
        return Came(tuple(cards), len(rows), new, left)

    def lines(self, agg_id: str, instant: str) -> list[CameLine]:
        """Return what is different on one card since an instant, the newest first."""
        sql = (
            f'SELECT row_id, kind, field, old, new, "by", at, came_at FROM history'
            f" WHERE agg_id = ? AND {_CAME} ORDER BY n LIMIT ?"
        )
        with self._store.read() as connection:
            rows = fetch_all(connection, sql, (agg_id, instant, MAX_LINES))
            types = _types(connection, agg_id, {str(row[0]) for row in rows})
        folded: dict[tuple[str, str], CameLine] = {}
        for row_id, kind, field, old, new, by, at, came_at in rows:
            key = (str(row_id), str(field or ""))
            earlier = folded.pop(key, None)  # what changed last stands last
            folded[key] = CameLine(
                types.get(str(row_id), CUSTOMER.name), str(row_id), str(kind), str(field or ""),
                earlier.old if earlier else _value(old), _value(new), str(by), str(at), str(came_at),
                earlier.times + 1 if earlier else 1,
            )  # fmt: skip
        return list(reversed(folded.values()))


_CAME = (
    "came_at >= ? AND agg_id <> 'org' AND agg_id NOT IN (SELECT id FROM claim_case UNION SELECT id FROM team_view)"
    " AND NOT EXISTS (SELECT 1 FROM conflict WHERE conflict.id = history.row_id)"  # the inbox shows those
)
_THING = "row_id || coalesce(field, '')"
#: Cards whose newest arrival since an instant is their coming.
_ARRIVED = (
    "SELECT agg_id FROM (SELECT agg_id, what, max(n) FROM arrival INDEXED BY arrival_by_time WHERE at >= ?"
    " GROUP BY agg_id) WHERE what = 'new'"
)


def customer_names(connection: Connection, agg_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return number and name of some cards, of those that are on this laptop; cases and views have a name only."""
    found: dict[str, tuple[str, str]] = {}
    ids = list(dict.fromkeys(agg_ids))
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        sql = f"SELECT id, customer_no, display_name FROM customer WHERE id IN ({','.join('?' * len(part))})"
        for table in OWN_CARDS:
            sql += f" UNION ALL SELECT id, '', name FROM {table} WHERE id IN ({','.join('?' * len(part))})"
        rows = fetch_all(connection, sql, part * (1 + len(OWN_CARDS)))
        found |= {str(row[0]): (str(row[1] or ""), str(row[2] or "")) for row in rows}
    return found


def start_of(period: str, today: date) -> str:
    """Return the instant (UTC text) at which a period of the person's calendar begins: today, yesterday, week,
    month (30 days), a day (``2026-11-20``), or an instant as it is; "" for anything else."""
    days = {"today": 0, "yesterday": 1, "week": today.weekday(), "month": 30}
    try:
        first = today - timedelta(days=days[period]) if period in days else date.fromisoformat(period)
    except ValueError:
        return _instant(period)
    local = datetime.combine(first, time()).astimezone()
    return _utc_text(local)


def _instant(text: str) -> str:
    try:
        return _utc_text(datetime.fromisoformat(text).astimezone())
    except ValueError:
        return ""


def _utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _arrivals(connection: Connection, instant: str, owner: str) -> tuple[int, int]:
    """Count the cards that came (to ``owner``, unless "") and that left, each by the last thing that happened."""
    mine = " WHERE what <> 'new' OR agg_id IN (SELECT id FROM customer WHERE owner_id = ?)" if owner else ""
    sql = (
        "SELECT what, count(*) FROM (SELECT agg_id, what, max(n) FROM arrival INDEXED BY arrival_by_time"
        f" WHERE at >= ? GROUP BY agg_id){mine} GROUP BY what"
    )
    arguments = (instant, owner) if owner else (instant,)
    counts = {str(what): int(str(number)) for what, number in fetch_all(connection, sql, arguments)}
    return counts.get("new", 0), counts.get("left", 0)


def _named(connection: Connection, rows: Sequence[Sequence[object]]) -> list[CameCard]:
    names = customer_names(connection, [str(row[0]) for row in rows])
    return [
        CameCard(
            str(agg_id),
            *names.get(str(agg_id), ("", "")),
            tuple(name for name in str(by or "").split(",") if name),
            int(str(lines)),
            str(last),
        )
        for agg_id, last, lines, by in rows
    ]


def _types(connection: Connection, agg_id: str, row_ids: set[str]) -> dict[str, str]:
    """Say which record type some rows of a card have."""
    found = {agg_id: CUSTOMER.name}
    for name, record in RECORD_TYPES.items():
        if record is not CUSTOMER and row_ids - found.keys():
            rows = fetch_all(connection, f'SELECT id FROM "{name}" WHERE agg_id = ?', (agg_id,))
            found |= {str(row[0]): name for row in rows}
    return found


def _value(raw: object) -> Value:
    if raw is None:
        return None
    try:
        value: Value = decode(str(raw))
    except UsageError:
        return str(raw)
    return value
