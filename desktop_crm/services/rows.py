"""Writing the records that hang on a customer: contacts, orders, assessments and the like.

What a record is stands in :mod:`desktop_crm.domain.file_records`; here every kind is written the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.fields import RecordType, Value, Values
from desktop_crm.domain.file_choices import DEAD_QUOTES, FREE, FROZEN
from desktop_crm.domain.quote_records import QUOTE
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.domain.validation.findings import Finding
from desktop_crm.domain.validation.rows import check_row
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services.preparing import author_of, has_error, prepare
from desktop_crm.store import search
from desktop_crm.store.claims import open_case_of
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import Deriver, feeds_search
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row, load_rows

#: Changes of one call of :meth:`RowService.save_many`.
MOST = 5_000


class RowRefused(RecordRefused):
    """A value breaks a rule; nothing was saved. ``findings`` say which and why."""

    code = "row_refused"

    def __init__(self, findings: Sequence[Finding] = ()) -> None:
        self.findings = tuple(findings)
        first = {"field": self.findings[0].field, "reason": self.findings[0].code} if findings else {}
        super().__init__(**first)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row to add (``id`` None), change, remove or bring back. Values absent stay as they are.

    ``new_id`` lets rows of one save name each other (a line its order); it is drawn when absent.
    """

    record: str
    values: Values
    id: str | None = None
    removed: bool = False
    restored: bool = False
    new_id: str | None = None


@dataclass(frozen=True, slots=True)
class SavedRows:
    """What a save did: ids in the order of the changes, and what the checks found."""

    ids: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    changed: bool = True


class RowService:
    """Every change of a row goes through here; each call is one transaction and one save group."""

    def __init__(
        self,
        store: Store,
        events: EventBus,
        *,
        clock: Clock,
        new_id: NewId,
        today: Callable[[], date],
        deriver: Deriver,
    ) -> None:
        self._store, self._events = store, events
        self._clock, self._new_id, self._today = clock, new_id, today
        self._deriver = deriver

    def add(self, record: str, customer_id: str, values: Values) -> SavedRows:
        """Add one row. Raises as :meth:`save`."""
        return self.save(customer_id, [RowChange(record, values)])

    def change(self, record: str, row_id: str, values: Values) -> SavedRows:
        """Change fields of one row. Raises as :meth:`save`."""
        return self.save(self._card_of(record, row_id), [RowChange(record, values, row_id)])

    def remove(self, record: str, row_id: str) -> SavedRows:
        """Remove one row; :meth:`restore` brings it back."""
        return self.save(self._card_of(record, row_id), [RowChange(record, {}, row_id, removed=True)])

    def restore(self, record: str, row_id: str) -> None:
        """Bring back a removed row. Raises NotFound."""
        declared = _declared(record)
        with self._store.write() as connection:
            image = load_row(connection, declared, row_id)
            if image is None:
                raise NotFound(record=record, id=row_id)
            self._record(connection, [[Edit(declared, row_id, image.agg_id, EditKind.RESTORE)]])
        self._tell({image.agg_id})

    def save(self, customer_id: str, changes: Sequence[RowChange]) -> SavedRows:
        """Save rows of one customer together.

        Raises RowRefused when a rule is broken, NotFound for an unknown customer or row, RecordRefused for a
        customer in the bin, UsageError for a value that cannot be of its field's type.
        """
        return self.save_many([(customer_id, changes)])[0]

    def save_many(
        self, saves: Sequence[tuple[str, Sequence[RowChange]]], *, sample: bool = False, batch: int | None = None
    ) -> list[SavedRows]:
        """Save rows of several customers in one transaction, each customer's as a group of its own, as a part of a
        ``batch`` perhaps.

        Raises as :meth:`save`; then nothing is saved.
        """
        if sum(len(changes) for _, changes in saves) > MOST:
            raise UsageError("too_many", limit=MOST)
        done: list[SavedRows] = []
        with self._store.write() as connection:
            self._check_cards(connection, [customer_id for customer_id, _ in saves])
            groups = []
            for customer_id, changes in saves:
                edits, saved = self._edits(connection, customer_id, changes)
                groups.append(edits)
                done.append(saved)
            changed = self._record(connection, groups, sample=sample, batch=batch)
        self._tell(changed)
        return [SavedRows(one.ids, one.findings, save[0] in changed) for one, save in zip(done, saves, strict=True)]

    # -- parts ------------------------------------------------------------------------------

    def _edits(
        self, connection: Connection, customer_id: str, changes: Sequence[RowChange]
    ) -> tuple[list[Edit], SavedRows]:
        edits: list[Edit] = []
        findings: list[Finding] = []
        today = self._today()
        for change in changes:
            record = _declared(change.record)
            present: dict[str, Value] = {}
            if change.id is not None:
                image = load_row(connection, record, change.id)
                if image is None or image.agg_id != customer_id:
                    raise NotFound(record=record.name, id=change.id)
                present = image.values
            if (change.removed or change.restored) and change.id is not None:
                kind = EditKind.DELETE if change.removed else EditKind.RESTORE
                edits.append(Edit(record, change.id, customer_id, kind))
                continue
            values = change.values if change.id is not None else {**_defaults(record), **change.values}
            prepared = prepare(record, values, present, today)
            prepared.values |= _held_back(connection, record, customer_id, {**present, **prepared.values})
            found = [*prepared.findings, *check_row(record, {**present, **prepared.values}, today, customer_id)]
            if has_error(found):
                raise RowRefused(sorted(found, key=lambda one: one.severity.value != "E"))
            findings += found
            kind = EditKind.PUT if change.id else EditKind.CREATE
            edits.append(Edit(record, change.id or change.new_id or self._new_id(), customer_id, kind, prepared.values))
        return edits, SavedRows(tuple(edit.row_id for edit in edits), tuple(findings))

    def _record(
        self,
        connection: Connection,
        groups: Sequence[Sequence[Edit]],
        *,
        sample: bool = False,
        batch: int | None = None,
    ) -> frozenset[str]:
        recorder = Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver, batch)
        changed = recorder.save_all(groups, sample=sample)
        found_differently = {
            edit.agg_id
            for edits in groups
            for edit in edits
            if edit.agg_id in changed and feeds_search(edit.record.name, _touched(edit))
        }
        if found_differently:
            search.index_cards(connection, search.rids_of(connection, sorted(found_differently)))
        return changed

    def _check_cards(self, connection: Connection, customer_ids: Iterable[str]) -> None:
        wanted = set(customer_ids)
        present = {image.id: image for image in load_rows(connection, CUSTOMER, wanted)}
        missing = wanted - present.keys()
        if missing:
            raise NotFound(id=min(missing))
        if any(image.deleted for image in present.values()):
            raise RecordRefused("card_deleted")

    def _card_of(self, record: str, row_id: str) -> str:
        with self._store.read() as connection:
            image = load_row(connection, _declared(record), row_id)
        if image is None:
            raise NotFound(record=record, id=row_id)
        return image.agg_id

    def _tell(self, cards: Iterable[str]) -> None:
        changed = frozenset(cards)
        if changed:
            self._events.publish(ChangeSet(changed, Origin.LOCAL, many=len(changed) > 1))


def _held_back(connection: Connection, record: RecordType, customer_id: str, values: Values) -> dict[str, Value]:
    """A quote to a customer whom several people claim is kept, and waits for the decision (domain contract W6.3)."""
    state = values.get("approval_state") or FREE
    if record.name != QUOTE.name or state in (FROZEN, *DEAD_QUOTES) or not open_case_of(connection, customer_id):
        return {}
    return {"approval_state": FROZEN, "state_before": state}


def _declared(record: str) -> RecordType:
    found = RECORD_TYPES.get(record)
    if found is None or found.parent != CUSTOMER.name:
        raise UsageError("unknown_record", record=record)
    return found


def _defaults(record: RecordType) -> dict[str, Value]:
    return {field.id: field.default for field in record if field.default is not None}


def _touched(edit: Edit) -> frozenset[str]:
    """Fields whose stored value an edit changes; taking a row away or back touches all of them."""
    if edit.kind in (EditKind.DELETE, EditKind.RESTORE):
        return frozenset(edit.record.by_id)
    return frozenset(edit.values)
