"""Everything that happened with a customer, the newest first: contacts, orders, investments, files, changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_crm.domain.fields import Value, Values
from desktop_crm.domain.history import Entry, Kind, as_read
from desktop_crm.domain.quick_dates import local
from desktop_crm.domain.records import CUSTOMER, GRID, RECORD_TYPES
from desktop_crm.domain.sources import source_of
from desktop_crm.queries.history import CardHistory, HistoryQueries
from desktop_crm.queries.rows import RecordRow, RowQueries, rows_of
from desktop_crm.store.engine import Store

#: Rows of each kind that are read.
MOST = 20_000


class Group(StrEnum):
    """What kind of thing happened."""

    CONTACT = "contact"
    DEAL = "deal"
    EFFORT = "effort"
    KNOWLEDGE = "knowledge"
    FILE = "file"
    CHANGE = "change"


GROUPS: Mapping[str, Group] = {
    "activity": Group.CONTACT,
    "sales_order": Group.DEAL,
    "payment": Group.DEAL,
    "quote": Group.DEAL,
    "claim": Group.DEAL,
    "stop_record": Group.DEAL,
    "investment": Group.EFFORT,
    "campaign_member": Group.EFFORT,
    "assessment": Group.KNOWLEDGE,
    "prospect_survey": Group.KNOWLEDGE,
    "verification": Group.KNOWLEDGE,
    "attachment": Group.FILE,
}
#: A row tells more than one event: (record, field with its day, what happened then).
_LATER = (("sales_order", "delivered_on", "delivered"), ("stop_record", "won_back_on", "won_back"))
_FORM = frozenset((CUSTOMER.name, *(record.name for record in GRID.values())))


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. ``when`` is a day or an instant; ``what`` tells a later event of the same row apart.

    ``entry`` is the change of a field; then ``record`` and ``row_id`` are those of its row.
    """

    when: str
    group: Group
    record: str
    row_id: str
    values: Values
    source: str
    by: str = ""
    what: str = ""
    entry: Entry | None = None

    @property
    def order(self) -> str:
        """Sorts moments: by the person's own day and hour; what has no hour stands at the end of its day."""
        moment = local(self.when) if len(self.when) > len("2026-11-22") else None
        return moment.isoformat() if moment else f"{self.when}T99"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The moments of a customer, the newest first, and what is needed to put them into words."""

    customer_id: str
    moments: tuple[Moment, ...] = ()
    history: CardHistory = field(default_factory=lambda: CardHistory(""))
    names: Mapping[str, str] = field(default_factory=dict)


class TimelineQueries:
    """Reads of one profile. Thread-safe; a long file takes a moment, so not in the GUI thread."""

    def __init__(self, store: Store, rows: RowQueries, history: HistoryQueries) -> None:
        self._store, self._rows, self._history = store, rows, history

    def of(self, customer_id: str) -> Timeline:
        """Return the timeline of a customer. Raises NotFound."""
        history = self._history.of_card(customer_id, _FORM)
        with self._store.read() as connection:
            rows = [row for name in GROUPS for row in rows_of(connection, RECORD_TYPES[name], customer_id, MOST)]
        moments = [one for row in rows for one in _moments(row)]
        moments += (_change(entry) for entry in as_read(history.entries) if entry.change.record in _FORM)
        moments.sort(key=lambda one: one.order, reverse=True)
        return Timeline(customer_id, tuple(moments), history, self._rows.names(rows))


def _moments(row: RecordRow) -> Iterator[Moment]:
    by = str(row.values.get("by") or row.values.get("signed_by") or row.values.get("surveyed_by") or row.created_by)
    source, group = source_of(row.record, row.values), GROUPS[row.record]
    when = row.when or str(row.values.get("due_on") or "") or row.updated_at
    yield Moment(when, group, row.record, row.id, row.values, source, by)
    for record, name, what in _LATER:
        day: Value = row.values.get(name) if record == row.record else None
        if day:
            source = source_of(row.record, row.values, what)
            yield Moment(str(day), group, row.record, row.id, row.values, source, by, what)


def _change(entry: Entry) -> Moment:
    change = entry.change
    values = change.values if change.kind is Kind.CREATED else {}
    when = change.made_at or change.came_at
    source = source_of(CUSTOMER.name, values if change.record == CUSTOMER.name else {})
    return Moment(when, Group.CHANGE, change.record, change.row_id, values, source, change.by, entry=entry)
