"""Deciding conflicts: keep what is there, take the other value, write a third, bring back, delete anyway.

Each decision is ordinary operations in one save group, so it works offline, has its history and can itself be
decided against by a colleague. The server lets the first decision of a conflict stand; the value written by a
later one is an edit like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import cast

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.claim_records import CLAIM_CASE
from desktop_crm.domain.fields import RecordType, Value
from desktop_crm.domain.records import CONFLICT, CUSTOMER, RECORD_TYPES
from desktop_crm.domain.values import decode
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services.preparing import author_of, prepare
from desktop_crm.store import search
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book
from desktop_crm.store.projection import SEARCHED_FIELDS, Deriver, RowImage, feeds_search
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row

OPEN = "open"
#: Why a delete was withheld, and why an edit was (``sync.protocol.Why``).
CHANGED_SINCE, DELETED = "changed_since", "deleted"
#: Stands for the field in a conflict about a merge of two customers.
MERGED_INTO = "merged_into"


class Decision(StrEnum):
    """What a person decides about a conflict."""

    KEEP = "keep"  # what is there stays
    TAKE = "take"  # the other value is written
    EDIT = "edit"  # a value of the person's own is written
    RESTORE = "restore"  # what was deleted comes back, with the withheld edit
    DELETE = "delete"  # the withheld deletion is done after all


#: The state of a conflict after each decision.
STATES: dict[Decision, str] = {
    Decision.KEEP: "kept",
    Decision.TAKE: "taken",
    Decision.EDIT: "edited",
    Decision.RESTORE: "restored",
    Decision.DELETE: "deleted",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was saved, with what is needed to take it back."""

    conflict_id: str
    decision: Decision
    record: str
    row_id: str
    agg_id: str
    before: tuple[tuple[str, Value], ...] = ()  # fields written, as they were


def possible(why: str, field: str, record: str = CUSTOMER.name) -> tuple[Decision, ...]:
    """Return the decisions that make sense for a conflict; the one that changes nothing stands first."""
    if record == CLAIM_CASE.name:  # the first decision stands; who sees it differently talks to whoever decided
        return (Decision.KEEP,)
    if field == MERGED_INTO:  # of two cards that were not merged: whoever still wants to merge them does it anew
        return (Decision.KEEP,)
    if why == CHANGED_SINCE and not field:
        return Decision.KEEP, Decision.DELETE
    if why == DELETED:
        return Decision.KEEP, Decision.RESTORE
    if not field:
        return Decision.KEEP, Decision.TAKE
    return Decision.KEEP, Decision.TAKE, Decision.EDIT


class ConflictService:
    """Every decision goes through here; each call is one transaction."""

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

    def resolve(self, conflict_id: str, decision: Decision, value: object = None) -> Decided:
        """Decide one conflict; ``value`` is what :attr:`Decision.EDIT` writes.

        Raises NotFound, RecordRefused (``already_decided``, ``decision_impossible``), UsageError for a value
        that cannot be of its field's type.
        """
        with self._store.write() as connection:
            conflict = load_row(connection, CONFLICT, conflict_id)
            if conflict is None or conflict.deleted:
                raise NotFound(record=CONFLICT.name, id=conflict_id)
            decided, edits = self._plan(connection, conflict, decision, value)
            self._save(connection, edits)
        self._tell({decided.agg_id})
        return decided

    def resolve_all(self, conflict_ids: Sequence[str], decision: Decision) -> list[Decided]:
        """Decide several conflicts alike; those for which the decision makes no sense are left open."""
        done: list[Decided] = []
        with self._store.write() as connection:
            for conflict_id in conflict_ids:
                conflict = load_row(connection, CONFLICT, conflict_id)
                if conflict is None or conflict.deleted or not _allows(conflict, decision):
                    continue
                decided, edits = self._plan(connection, conflict, decision, None)
                self._save(connection, edits)
                done.append(decided)
        self._tell({one.agg_id for one in done})
        return done

    def take_back(self, decided: Decided) -> None:
        """Undo a decision: fields that nobody changed since get their former value, the conflict is open again."""
        record = RECORD_TYPES[decided.record]
        with self._store.write() as connection:
            edits = [_reopening(decided)]
            row = load_row(connection, record, decided.row_id)
            if row is not None and decided.before:
                edits.insert(0, Edit(record, row.id, row.agg_id, EditKind.PUT, dict(decided.before)))
            elif decided.decision is Decision.RESTORE:
                edits.insert(0, Edit(record, decided.row_id, decided.agg_id, EditKind.DELETE))
            elif decided.decision is Decision.DELETE:
                edits.insert(0, Edit(record, decided.row_id, decided.agg_id, EditKind.RESTORE))
            self._save(connection, edits)
        self._tell({decided.agg_id})

    # -- parts ------------------------------------------------------------------------------

    def _plan(
        self, connection: Connection, conflict: RowImage, decision: Decision, value: object
    ) -> tuple[Decided, list[Edit]]:
        if conflict.values.get("state") != OPEN:
            raise RecordRefused("already_decided")
        if not _allows(conflict, decision):
            raise RecordRefused("decision_impossible", decision=decision.value)
        record = RECORD_TYPES.get(_text(conflict, "record_type"), CUSTOMER)
        row_id, field = _text(conflict, "record_id"), _text(conflict, "field")
        row = load_row(connection, record, row_id)
        edits: list[Edit] = []
        before: tuple[tuple[str, Value], ...] = ()
        if decision is Decision.DELETE:
            edits.append(Edit(record, row_id, conflict.agg_id, EditKind.DELETE))
        elif decision is not Decision.KEEP:
            edits += self._coming_back(connection, conflict, record, row)
            wanted = value if decision is Decision.EDIT else _value(_text(conflict, "loser"))
            if row is not None and not row.version and not field:
                # The server set its creation aside, so it is only here: it is offered anew.
                connection.exec_driver_sql(f'DELETE FROM "{record.name}" WHERE id = ?', (row_id,))
                row = None
            declared = record
            if record is CUSTOMER:
                declared = read_book(connection).record_for(row.values if row is not None else {}, {field: None})
            written, made = self._writing(declared, row_id, conflict.agg_id, field, wanted, row)
            edits += made
            before = tuple((name, row.values.get(name)) for name in written) if row is not None else ()
        state = {"state": STATES[decision]}
        edits.append(Edit(CONFLICT, conflict.id, conflict.agg_id, EditKind.RESOLVE, state))
        return Decided(conflict.id, decision, record.name, row_id, conflict.agg_id, before), edits

    @staticmethod
    def _coming_back(
        connection: Connection, conflict: RowImage, record: RecordType, row: RowImage | None
    ) -> list[Edit]:
        """Bring back the card and the row when they were deleted."""
        edits: list[Edit] = []
        card = load_row(connection, CUSTOMER, conflict.agg_id)
        if card is not None and card.deleted:
            edits.append(Edit(CUSTOMER, card.id, card.id, EditKind.RESTORE))
        if row is not None and row.deleted and row.id != conflict.agg_id:
            edits.append(Edit(record, row.id, conflict.agg_id, EditKind.RESTORE))
        return edits

    def _writing(
        self, record: RecordType, row_id: str, agg_id: str, field: str, wanted: object, row: RowImage | None
    ) -> tuple[list[str], list[Edit]]:
        """Return the names of the fields that are written, and the edits that write them."""
        raw: Mapping[str, Value] = {field: cast(Value, wanted)} if field else cast(Mapping[str, Value], wanted or {})
        known = {name: one for name, one in raw.items() if name in record.by_id}
        if field and field not in record.by_id:
            raise RecordRefused("decision_impossible", field=field)  # of a newer version of the program
        values = prepare(record, known, row.values if row else {}, self._today()).values
        stored = RECORD_TYPES[record.name]
        if row is None:
            return [], [Edit(stored, row_id, agg_id, EditKind.CREATE, values)]
        return list(values), [Edit(stored, row_id, agg_id, EditKind.PUT, values)] if values else []

    def _save(self, connection: Connection, edits: Sequence[Edit]) -> None:
        recorder = Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver)
        changed = recorder.save(edits)
        if any(_is_searched(edit) for edit in edits):
            search.index_cards(connection, search.rids_of(connection, sorted(changed)))

    def _tell(self, cards: set[str]) -> None:
        if cards:
            self._events.publish(ChangeSet(frozenset(cards), Origin.LOCAL, many=len(cards) > 1))


def _allows(conflict: RowImage, decision: Decision) -> bool:
    why, field, record = (_text(conflict, name) for name in ("why", "field", "record_type"))
    return decision in possible(why, field, record)


def _text(image: RowImage, name: str) -> str:
    return str(image.values.get(name) or "")


def _value(text: str) -> object:
    try:
        return decode(text) if text else None
    except UsageError:
        return text


def _reopening(decided: Decided) -> Edit:
    return Edit(CONFLICT, decided.conflict_id, decided.agg_id, EditKind.RESOLVE, {"state": OPEN})


def _is_searched(edit: Edit) -> bool:
    searched = SEARCHED_FIELDS[edit.record.name]
    return bool(searched) and (edit.kind is not EditKind.PUT or feeds_search(edit.record.name, edit.values))
