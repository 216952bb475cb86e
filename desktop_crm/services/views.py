"""Views of the customer list: private ones stay on this laptop, shared ones are records that travel, to everybody or
to the author's team.

A private view is no record because the server shows a person's cards to superiors too: what is private never leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.fields import RecordType, Value
from desktop_crm.domain.filters.checking import check
from desktop_crm.domain.filters.subjects import Subject, added_subjects
from desktop_crm.domain.list_views import BUILT_IN, Look, from_json, to_json
from desktop_crm.domain.saved_view import SAVED_VIEW, TEAM_VIEW, Audience
from desktop_crm.domain.validation.text import clean
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services.parameters import ADMINISTRATOR, ParameterService
from desktop_crm.services.preparing import author_of
from desktop_crm.store import meta
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book
from desktop_crm.store.projection import CODECS, Deriver, RowImage
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row, load_rows
from desktop_crm.store.replica import ORGANISATION


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view that somebody saved. ``look`` None: written by a newer version, it cannot be shown here."""

    id: str
    name: str
    look: Look | None
    audience: Audience = Audience.PRIVATE
    by: str = ""
    own: bool = True  # may be changed by whoever works here
    team: str = ""

    @property
    def shared(self) -> bool:
        """Whether colleagues see it."""
        return self.audience is not Audience.PRIVATE


class ViewService:
    """Reads and writes views; each call is one transaction."""

    def __init__(
        self, store: Store, events: EventBus, parameters: ParameterService, *, clock: Clock, new_id: NewId,
        deriver: Deriver,
    ) -> None:  # fmt: skip
        self._store, self._events, self._parameters = store, events, parameters
        self._clock, self._new_id, self._deriver = clock, new_id, deriver

    def all(self) -> list[SavedView]:
        """Return the views: private ones, those of teams, those of the company, each kind by name."""
        administrator = self._parameters.role() == ADMINISTRATOR
        sql = "SELECT id, name, content FROM private_view WHERE NOT deleted"
        with self._store.read() as connection:
            added = added_subjects(read_book(connection).everything)
            stored = fetch_all(connection, sql)
            private = [SavedView(str(one), str(name), _look(str(content), added)) for one, name, content in stored]
            user = meta.get(connection, "user_id")
            rows = [*_of_teams(connection), *load_rows(connection, SAVED_VIEW, [ORGANISATION])]
        shared = [_shared(row, user, added, administrator=administrator) for row in rows if not row.deleted]
        order = list(Audience)
        return sorted([*private, *shared], key=lambda one: (order.index(one.audience), one.name))

    def team(self) -> str:
        """Return the team of whoever works here, "" for none: then a view can be shared with the company only."""
        with self._store.read() as connection:
            return meta.get(connection, "team")

    def called(self, name: str) -> SavedView:
        """Find a view by name or id: a private one, a shared one, one that every profile has. Raises NotFound."""
        views = self.all()
        wanted = name.strip().casefold()
        found = next((one for one in views if wanted in (one.name.casefold(), one.id)), None)
        if found is None:
            ready = next((one for one in BUILT_IN if wanted in (one.id, one.zh, one.en.casefold())), None)
            if ready is None:
                raise NotFound("no_such_view", name=name[:60])
            found = SavedView(ready.id, ready.zh, ready.look, own=False)
        return found

    def add(self, name: str, look: Look, audience: Audience = Audience.PRIVATE) -> str:
        """Save a new view; return its id. Raises UsageError for a name or a filter that cannot be, RecordRefused
        ("no_team") for who shares with a team and is in none."""
        name, content = _checked(name, look, self._added())
        view_id = self._new_id()
        with self._store.write() as connection:
            self._put(connection, view_id, name, content, audience)
        self._tell(view_id)
        return view_id

    def change(self, view_id: str, *, name: str | None = None, look: Look | None = None) -> None:
        """Change name or content. Raises NotFound, RecordRefused for a view of somebody else, UsageError."""
        present = self._own(view_id)
        wanted = look if look is not None else present.look
        if wanted is None:
            raise UsageError("view_shape")
        text, content = _checked(name if name is not None else present.name, wanted, self._added())
        with self._store.write() as connection:
            self._put(connection, view_id, text, content, present.audience)
        self._tell(view_id)

    def share(self, view_id: str, audience: Audience) -> str:
        """Show a view to others, or to nobody else any more; return its id, another one where it comes to a team or
        leaves one: there it is another card. Raises as :meth:`change` and :meth:`add`."""
        present = self._own(view_id)
        if present.look is None or present.audience is audience:
            return view_id
        anew = Audience.TEAM in (present.audience, audience)
        new_id = self._new_id() if anew else view_id
        with self._store.write() as connection:
            self._put(connection, new_id, present.name, to_json(present.look), audience)
            self._set_deleted(connection, view_id, present.audience, deleted=True)
        self._tell(view_id, new_id)
        return new_id

    def remove(self, view_id: str) -> None:
        """Delete a view; :meth:`restore` brings it back. Raises as :meth:`change`."""
        present = self._own(view_id)
        with self._store.write() as connection:
            self._set_deleted(connection, view_id, present.audience, deleted=True)
        self._tell(view_id)

    def restore(self, view_id: str, audience: Audience) -> None:
        """Bring a deleted view back."""
        with self._store.write() as connection:
            self._set_deleted(connection, view_id, audience, deleted=False)
        self._tell(view_id)

    # -- parts ------------------------------------------------------------------------------

    def _own(self, view_id: str) -> SavedView:
        found = next((one for one in self.all() if one.id == view_id), None)
        if found is None:
            raise NotFound("no_such_view", name=view_id[:60])
        if not found.own:
            raise RecordRefused("view_of_another", by=found.by)
        return found

    def _put(self, connection: Connection, view_id: str, name: str, content: str, audience: Audience) -> None:
        if audience is Audience.PRIVATE:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO private_view (id, name, content) VALUES (?, ?, ?)", (view_id, name, content)
            )
            return
        values: dict[str, Value] = {"name": name, "content": content}
        record, card = _place(view_id, audience)
        present = load_row(connection, record, view_id)
        if present is None:
            values |= {"author_id": meta.get(connection, "user_id"), "by": meta.get(connection, "user_name")}
            if record is TEAM_VIEW:
                values["team"] = meta.get(connection, "team")
                if not values["team"]:
                    raise RecordRefused("no_team")
            self._record(connection, Edit(record, view_id, card, EditKind.CREATE, values))
            return
        if present.deleted:
            self._record(connection, Edit(record, view_id, card, EditKind.RESTORE))
        self._record(connection, Edit(record, view_id, card, EditKind.PUT, values))

    def _set_deleted(self, connection: Connection, view_id: str, audience: Audience, *, deleted: bool) -> None:
        if audience is not Audience.PRIVATE:
            record, card = _place(view_id, audience)
            kind = EditKind.DELETE if deleted else EditKind.RESTORE
            self._record(connection, Edit(record, view_id, card, kind))
        else:
            connection.exec_driver_sql("UPDATE private_view SET deleted = ? WHERE id = ?", (deleted, view_id))

    def _record(self, connection: Connection, edit: Edit) -> None:
        Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver).save([edit])

    def _added(self) -> Mapping[str, Subject]:
        with self._store.read() as connection:
            return added_subjects(read_book(connection).everything)

    def _tell(self, *view_ids: str) -> None:
        self._events.publish(ChangeSet(frozenset({ORGANISATION, *view_ids}), Origin.LOCAL))


def _place(view_id: str, audience: Audience) -> tuple[RecordType, str]:
    """Return of which kind the row of a shared view is, and on which card it stands."""
    return (TEAM_VIEW, view_id) if audience is Audience.TEAM else (SAVED_VIEW, ORGANISATION)


def _of_teams(connection: Connection) -> list[RowImage]:
    codec = CODECS[TEAM_VIEW.name]
    return [codec.image(row) for row in fetch_all(connection, f"{codec.select_sql} WHERE NOT deleted")]


def _checked(name: str, look: Look, added: Mapping[str, Subject]) -> tuple[str, str]:
    name = clean(name)[0]
    if not name or len(name) > SAVED_VIEW["name"].max_length:
        raise UsageError("view_name")
    check(look.where, added)
    return name, to_json(look)


def _look(content: str, added: Mapping[str, Subject]) -> Look | None:
    try:
        look = from_json(content)
        check(look.where, added)
    except UsageError:
        return None
    return look


def _shared(row: RowImage, user: str, added: Mapping[str, Subject], *, administrator: bool) -> SavedView:
    values = row.values
    own = administrator or values.get("author_id") == user
    by = str(values.get("by") or "")
    name, look = str(values.get("name") or ""), _look(str(values.get("content") or ""), added)
    audience = Audience.TEAM if row.record is TEAM_VIEW else Audience.COMPANY
    return SavedView(row.id, name, look, audience, by, own, str(values.get("team") or ""))
