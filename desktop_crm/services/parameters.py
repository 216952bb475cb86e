"""Parameters of the organisation: what an administrator sets for everybody, read and written offline too."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.parameters import parameter_id
from desktop_crm.domain.records import PARAMETER
from desktop_crm.errors import RecordRefused, UsageError
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services.preparing import author_of
from desktop_crm.store import meta
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import Deriver, RowImage
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row, load_rows
from desktop_crm.store.replica import ORGANISATION

ADMINISTRATOR, MANAGER = "admin", "manager"


class ParameterService:
    """Reads and writes parameters; each call is one transaction."""

    def __init__(self, store: Store, events: EventBus, *, clock: Clock, new_id: NewId, deriver: Deriver) -> None:
        self._store, self._events = store, events
        self._clock, self._new_id, self._deriver = clock, new_id, deriver

    def all(self, kind: str) -> dict[str, str]:
        """Return the parameters of a kind by name."""
        with self._store.read() as connection:
            rows = load_rows(connection, PARAMETER, [ORGANISATION])
        found = {str(row.values.get("name")): str(row.values.get("value") or "") for row in rows if _is(row, kind)}
        return dict(sorted(found.items()))

    def role(self) -> str:
        """Return the role of whoever works here, as far as this laptop knows; without a server an administrator's."""
        with self._store.read() as connection:
            known = meta.everything(connection)
            sql = "SELECT role FROM employee WHERE user_name = ? AND NOT deleted"
            now = connection.exec_driver_sql(sql, (known.get("user_id", ""),)).fetchone()  # it may have changed since
        return str(now[0]) if now else known.get("role", ADMINISTRATOR)

    def may_write(self) -> bool:
        """Say whether whoever works here may set parameters: an administrator, or somebody without a server."""
        return self.role() == ADMINISTRATOR

    def put(self, kind: str, name: str, value: str) -> None:
        """Set a parameter for everybody. Raises RecordRefused for who is no administrator, UsageError for no name."""
        self.save(kind, {name: value})

    def remove(self, kind: str, name: str) -> None:
        """Take a parameter away; nothing happens when there is none. Raises RecordRefused."""
        self.save(kind, {name: None})

    def save(self, kind: str, values: Mapping[str, str | None]) -> None:
        """Set several parameters in one transaction; None takes one away. Raises as :meth:`put`."""
        if not kind or not all(values):
            raise UsageError("parameter_name")
        if not self.may_write():
            raise RecordRefused("not_administrator")
        with self._store.write() as connection:
            edits = [edit for name, value in values.items() for edit in _edits(connection, kind, name, value)]
            Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver).save(edits)
        self._events.publish(ChangeSet(frozenset({ORGANISATION}), Origin.LOCAL))


def _edits(connection: Connection, kind: str, name: str, value: str | None) -> list[Edit]:
    row_id = parameter_id(kind, name)
    present = load_row(connection, PARAMETER, row_id)
    if value is None:
        return [Edit(PARAMETER, row_id, ORGANISATION, EditKind.DELETE)] if present else []
    values = {"kind": kind, "name": name, "value": value}
    if present is None:
        return [Edit(PARAMETER, row_id, ORGANISATION, EditKind.CREATE, values)]
    again = [Edit(PARAMETER, row_id, ORGANISATION, EditKind.RESTORE)] if present.deleted else []
    return [*again, Edit(PARAMETER, row_id, ORGANISATION, EditKind.PUT, values)]


def _is(row: RowImage, kind: str) -> bool:
    return not row.deleted and row.values.get("kind") == kind
