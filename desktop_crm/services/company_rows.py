"""Writing rows that belong to the whole company and that everybody makes his own of: requests, plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.fields import RecordType, Value, Values
from desktop_crm.domain.validation.rows import check_row
from desktop_crm.errors import NotFound, RecordRefused
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services.parameters import ADMINISTRATOR, ParameterService
from desktop_crm.services.preparing import author_of, has_error, prepare
from desktop_crm.services.rows import RowRefused
from desktop_crm.store import meta
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import Deriver, RowImage
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row, load_rows
from desktop_crm.store.replica import ORGANISATION

#: Brings a row back that was taken away.
RESTORED: Values = MappingProxyType({})
#: A change of one row: its kind, its id, what changes; None takes it away, :data:`RESTORED` brings it back.
Change = tuple[RecordType, str, Values | None]


class CompanyRows:
    """Rows with an ``author_id``: whoever made one changes it, administrators change all."""

    def __init__(
        self, store: Store, events: EventBus, parameters: ParameterService, *, clock: Clock, new_id: NewId,
        today: Callable[[], date], deriver: Deriver,
    ) -> None:  # fmt: skip
        self._store, self._events, self._parameters = store, events, parameters
        self._clock, self._new_id, self._today, self._deriver = clock, new_id, today, deriver

    def all(self, record: RecordType) -> list[RowImage]:
        """Return the rows of a kind that were not taken away."""
        with self._store.read() as connection:
            return [row for row in load_rows(connection, record, [ORGANISATION]) if not row.deleted]

    def new_id(self) -> str:
        """Draw the id of a new row."""
        return self._new_id()

    def administers(self) -> bool:
        """Say whether whoever works here may change everybody's."""
        return self._parameters.role() == ADMINISTRATOR

    def save(self, changes: Sequence[Change]) -> None:
        """Save rows in one transaction: new ones by an id not known yet, others changed; None takes one away.

        Raises RowRefused for a broken rule, RecordRefused("of_another") for somebody else's row, UsageError.
        """
        with self._store.write() as connection:
            edits = [edit for change in changes for edit in self._edits(connection, *change)]
            Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver).save(edits)
        self._events.publish(ChangeSet(frozenset({ORGANISATION}), Origin.LOCAL))

    def _edits(self, connection: Connection, record: RecordType, row_id: str, values: Values | None) -> list[Edit]:
        present = load_row(connection, record, row_id)
        me = meta.get(connection, "user_id")
        if present is not None and present.values.get("author_id") != (me or None) and not self.administers():
            raise RecordRefused("of_another", by=present.values.get("by") or "")
        if values is None:
            if present is None:
                raise NotFound(id=row_id)
            return [Edit(record, row_id, ORGANISATION, EditKind.DELETE)]
        if values is RESTORED and present is not None:
            return [Edit(record, row_id, ORGANISATION, EditKind.RESTORE)]
        known = dict(present.values) if present is not None else {}
        given: dict[str, Value] = dict(values)
        if present is None:
            defaults: dict[str, Value] = {field.id: field.default for field in record if field.default is not None}
            given = defaults | given
            made_by: dict[str, Value] = {"author_id": me, "by": meta.get(connection, "user_name")}
            given |= {name: value for name, value in made_by.items() if name in record.by_id}
        prepared = prepare(record, given, known, self._today())
        found = [*prepared.findings, *check_row(record, {**known, **prepared.values}, self._today())]
        if has_error(found):
            raise RowRefused(found)
        kind = EditKind.CREATE if present is None else EditKind.PUT
        return [Edit(record, row_id, ORGANISATION, kind, prepared.values)]
