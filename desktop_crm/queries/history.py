"""Reading the history of a card from the three places that hold it; see :mod:`desktop_crm.domain.history`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.fields import RecordType, Value
from desktop_crm.domain.history import Change, Entry, Fetched, Kind, Loss, RowThen, State, told
from desktop_crm.domain.records import CONFLICT, CUSTOMER, EMPLOYEE, RECORD_TYPES
from desktop_crm.errors import NotFound
from desktop_crm.store import merging, proof
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book
from desktop_crm.store.projection import parse
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import load_rows

#: Lines of this laptop's log that are read for one card.
MOST_LINES = 10_000
#: Kept of a row beside its fields, and of no interest to people; the place in a grid is one too.
HIDDEN = frozenset({"sort_order", "created_at", "created_by", "updated_at", "updated_by"})
_SHOWN = tuple(record for record in RECORD_TYPES.values() if record is not CONFLICT and not record.of_company)
_LIFE = "."  # the server's word for "is it deleted"
_OUTCOMES = {
    "applied": State.WRITTEN, "partly": State.WRITTEN, "same": State.WRITTEN, "lost": State.LOST,
    "inbox": State.ASIDE, "quarantined": State.ASIDE, "erased": State.ASIDE, "merged": State.MERGED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the history is here. ``since`` (UTC text) is where it begins, "" when that is the card's own
    beginning; ``fetched_at`` when the server's history was fetched, "" for never."""

    since: str = ""
    fetched_at: str = ""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing before what is shown."""
        return not self.since


@dataclass(frozen=True, slots=True)
class CardHistory:
    """Everything known of a card's past, in the order in which it took effect, and its rows as they are.

    ``colleagues`` gives names to the user ids that stand in ``owner_id``.
    """

    card_id: str
    entries: tuple[Entry, ...] = ()
    rows: tuple[RowThen, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    colleagues: Mapping[str, str] = field(default_factory=dict)
    #: The customer with every field that the company ever added.
    customer: RecordType = CUSTOMER

    def row(self, row_id: str) -> RowThen | None:
        """Return a row as it is now, a removed one too."""
        return next((row for row in self.rows if row.row_id == row_id), None)


class HistoryQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_card(self, card_id: str, records: Collection[str] = ()) -> CardHistory:
        """Return the history of a customer, or of its rows of some kinds alone, its own among them. Raises NotFound."""
        with self._store.read() as connection:
            rows = _rows(connection, card_id, records)
            types = {row.row_id: row.record for row in rows}
            if card_id not in types:
                raise NotFound(id=card_id)
            merged = merging.cards_in(connection, card_id)
            local = _local(connection, merged, {**dict.fromkeys(merged, CUSTOMER.name), **types})
            extent = proof.extent_of(connection, card_id)
            lines = fetch_all(connection, "SELECT line FROM remote_history WHERE agg_id = ?", (card_id,))
            losses = _losses(connection, card_id)
            customer = read_book(connection).everything
            colleagues = {
                str(user): str(name)
                for user, name in fetch_all(connection, "SELECT user_name, display_name FROM employee")
            }
        server = [change for line in lines if (change := _server_change(str(line[0]))) is not None]
        oldest = min((one.at for one in server), default="")
        fetched = Fetched(extent.fetched_at, oldest if extent.before else "") if extent is not None else None
        entries = told(local, server, fetched, losses)
        coverage = _coverage(card_id, local, fetched)
        return CardHistory(card_id, tuple(entries), tuple(rows), coverage, colleagues, customer)


def _coverage(card_id: str, local: Sequence[Change], fetched: Fetched | None) -> Coverage:
    if fetched is not None and not fetched.since:
        return Coverage("", fetched.at)
    if any(one.kind is Kind.CREATED and one.row_id == card_id for one in local):
        return Coverage("", fetched.at if fetched else "")
    begins = [one.came_at or one.made_at for one in local[:1]] + ([fetched.since] if fetched else [])
    return Coverage(min(begins, default="-"), fetched.at if fetched else "")


def _rows(connection: Connection, card_id: str, records: Collection[str]) -> list[RowThen]:
    return [
        RowThen(record.name, image.id, dict(image.values), not image.deleted)
        for record in _SHOWN
        if not records or record.name in records
        for image in load_rows(connection, record, (card_id,))
    ]


# -- this laptop's log --------------------------------------------------------------------------

_KINDS = {
    "create": Kind.CREATED, "put": Kind.CHANGED, "delete": Kind.DELETED, "restore": Kind.RESTORED,
    "pulled": Kind.CHANGED, "pulled_delete": Kind.DELETED, "pulled_restore": Kind.RESTORED,
}  # fmt: skip


def _local(connection: Connection, card_ids: Sequence[str], types: dict[str, str]) -> list[Change]:
    """Read the log of a card and those merged into it, oldest first, with what the server answered."""
    sql = (
        'SELECT h.row_id, h.kind, h.field, h.old, h.new, h.at, h."by", h.device, h.came_at, h.op_id,'
        " o.state, o.outcome, o.acked_at, o.receipt FROM history h LEFT JOIN outbox o ON o.op_id = h.op_id"
        f" WHERE h.agg_id IN ({','.join('?' * len(card_ids))}) ORDER BY h.n DESC LIMIT ?"
    )
    found = []
    for row in reversed(fetch_all(connection, sql, (*card_ids, MOST_LINES))):
        row_id, kind, name = str(row[0]), _KINDS.get(str(row[1])), str(row[2] or "")
        if kind is None or row_id not in types or name in HIDDEN:
            continue
        came_at = str(row[8] or "")
        found.append(
            Change(
                types[row_id], row_id, kind, name, _value(row[3]), _value(row[4]), str(row[6] or ""),
                str(row[7] or ""), str(row[5] or "") or came_at, "" if came_at else str(row[12] or ""), came_at,
                State.WRITTEN if came_at else _state(row[9], row[10], row[11], row[13], name), str(row[9] or ""),
            )
        )  # fmt: skip
    return found


def _state(op_id: object, state: object, outcome: object, receipt: object, name: str) -> State:
    """Say what became of an own edit; one whose receipt is no longer kept was written."""
    if state == "pending":
        return State.WAITING
    if outcome == "partly" and name and name in _names(receipt):
        return State.LOST
    return _OUTCOMES.get(str(outcome or ""), State.WRITTEN) if op_id else State.WRITTEN


def _names(receipt: object) -> list[str]:
    said = _value(receipt)
    lost = said.get("lost") if isinstance(said, dict) else None
    return [str(name) for name in lost] if isinstance(lost, (list, tuple)) else []


# -- the server's history and the conflicts -----------------------------------------------------


class _Line(msgspec.Struct):
    """What is read of a line of the server's history (``sync.protocol.HistoryLine``)."""

    op: str = ""
    i: int = 0
    s: int = 0
    at: str = ""
    made: str = ""
    by: str = ""
    device: str = ""
    t: str = ""
    row: str = ""
    field: str = ""
    r: str = ""
    old: str | None = None
    new: str | None = None


_line = msgspec.json.Decoder(_Line)


def _server_change(text: str) -> Change | None:
    """Read a line of the server's history; None for what people do not call a change of the card."""
    try:
        line = _line.decode(text)
    except ValueError:  # of a newer server, and of another shape
        return None
    name = line.field
    if name in HIDDEN or name == merging.INTO or line.t in (CONFLICT.name, EMPLOYEE.name):
        return None
    old, new = _value(line.old), _value(line.new)
    kind, values = Kind.CHANGED, dict[str, Value]()
    if name == _LIFE:
        kind, name, old, new = Kind.DELETED if new else Kind.RESTORED, "", None, None
    elif not name:
        kind, old = Kind.CREATED, None
        values = {key: one for key, one in new.items() if key not in HIDDEN} if isinstance(new, dict) else {}
        new = None
    return Change(
        line.t or CUSTOMER.name, line.row, kind, name, old, new, line.by, line.device, line.made, line.at,
        state=_OUTCOMES.get(line.r, State.WRITTEN), op=line.op, seq=line.s, i=line.i, values=values,
    )  # fmt: skip


def _losses(connection: Connection, card_id: str) -> list[Loss]:
    found = []
    for image in load_rows(connection, CONFLICT, (card_id,)):
        text = {name: str(value) for name, value in image.values.items() if value is not None}
        if image.deleted or not text.get("field"):
            continue
        base, winner, loser = (_value(text.get(key)) for key in ("base", "winner", "loser"))
        found.append(
            Loss(
                text.get("record_type", CUSTOMER.name), text.get("record_id", card_id), text["field"], base, winner,
                loser, text.get("winner_by", ""), text.get("loser_by", ""), text.get("winner_device", ""),
                text.get("loser_device", ""), text.get("at", ""), text.get("why") not in _RACES,
            )
        )  # fmt: skip
    return found


#: Reasons of a conflict in which two values raced.
_RACES = frozenset({"concurrent", "clock", "too_old", None})


def _value(raw: object) -> Value:
    """Read a value that travels as canonical JSON; what cannot be read stays as it is."""
    if raw is None:
        return None
    try:
        found = parse(str(raw))
    except ValueError:
        return str(raw)
    if isinstance(found, dict):  # a whole row
        found = {name: tuple(one) if isinstance(one, list) else one for name, one in found.items()}
    return tuple(found) if isinstance(found, list) else found  # type: ignore[return-value]


def people(entries: Iterable[Entry]) -> list[str]:
    """Name everybody who changed something, in the order of their names."""
    return sorted({entry.change.by for entry in entries if entry.change.by})
