"""What the customer list shows, in one place: search text, filter, order, groups, columns, and the view they are of.

It comes back after a restart as it was left; that is kept in the encrypted store, for a filter may name people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from desktop_crm.domain.filters.checking import check
from desktop_crm.domain.filters.quick import QUICK
from desktop_crm.domain.filters.subjects import SUBJECTS, added_subjects
from desktop_crm.domain.filters.tree import Condition, Node, all_of, top_parts
from desktop_crm.domain.list_views import BUILT_IN, Columns, Look, from_json, to_json
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import SORTABLE, ListFilter, Order
from desktop_crm.services.views import SavedView
from ui.context import Context
from ui.i18n import language
from ui.jobs import Task
from ui.timers import single_shot

#: The state is written this long after the last change. Milliseconds.
_KEEP_MS = 600


class ListDesk(QObject):
    """State of the list. ``changed``: show it; ``view_changed``: another view, or it became like or unlike it."""

    changed = Signal()
    view_changed = Signal()

    def __init__(self, context: Context, columns: Callable[[], Columns], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._columns = context, columns
        self.text = ""
        self.look = Look()
        self.view = ready("all")
        self.start_view = ""
        self._keep = single_shot(self, _KEEP_MS, self._write)

    # -- what is shown ----------------------------------------------------------------------

    @property
    def wanted(self) -> ListFilter:
        """The filter in force."""
        return ListFilter(self.text.strip(), all_of(QUICK.get(self.look.quick, QUICK["all"]), self.look.where))

    @property
    def order(self) -> Order:
        """The order in force."""
        return Order(self.look.sort, self.look.descending) if self.look.sort in SORTABLE else Order()

    @property
    def group_by(self) -> str:
        """The subject by which the list is grouped; "" for none."""
        subject = SUBJECTS.get(self.look.group_by)
        return self.look.group_by if subject is not None and subject.grouped else ""

    @property
    def modified(self) -> bool:
        """Whether the list differs from the view as it was saved."""
        saved = self.view.look or Look()
        return self.present(with_columns=saved.columns is not None) != saved

    def present(self, *, with_columns: bool = True) -> Look:
        """Return what is shown, as a view would keep it."""
        return replace(self.look, columns=self._columns() if with_columns else None)

    def choose(self, **changes: object) -> None:
        """Change parts of the look: ``where``, ``quick``, ``sort``, ``descending``, ``group_by``."""
        look = replace(self.look, **changes)  # type: ignore[arg-type]
        if look != self.look:
            self.look = look
            self._tell()

    def search(self, text: str) -> None:
        """Look for a text in what is shown."""
        if text != self.text:
            self.text = text
            self.changed.emit()

    def show_everybody(self) -> None:
        """Show all customers, in the order and columns there are."""
        self.text = ""
        self.look = Look(sort=self.look.sort, descending=self.look.descending, columns=self.look.columns)
        self._tell()

    def show_view(self, view: SavedView) -> None:
        """Show a view as it was saved. Raises UsageError for one of a newer version."""
        if view.look is None:
            raise UsageError("view_shape")
        self.view, self.look, self.text = view, view.look, ""
        self._tell()

    def is_now(self, view: SavedView) -> None:
        """Say that what is shown was saved as a view."""
        self.view = view
        self.look = replace(self.look, columns=view.look.columns if view.look is not None else None)
        self._keep.start()
        self.view_changed.emit()

    @Slot()
    def columns_changed(self) -> None:
        """Note that somebody arranged the columns."""
        if self.look.columns is not None:
            self.look = replace(self.look, columns=self._columns())
            self._keep.start()
        self.view_changed.emit()

    # -- across restarts --------------------------------------------------------------------

    def restore(self) -> None:
        """Show the view that the person begins with, or the list as it was left."""
        facts = self._context.app.facts()
        self.start_view = facts.get("start_view", "")
        try:
            kept = msgspec.json.decode(facts.get("list_state", ""), type=dict[str, str])
            look = from_json(kept["look"])
            check(look.where, added_subjects(self._context.app.forms.book().everything))
        except (msgspec.DecodeError, msgspec.ValidationError, KeyError, UsageError):
            kept, look = {}, Look()
        views = {view.id: view for view in all_views(self._context)}
        begin = views.get(self.start_view)
        if begin is not None and begin.look is not None:
            self.view, self.look = begin, begin.look
        elif kept:
            self.view, self.look = views.get(kept.get("view", ""), self.view), look

    def begin_with(self, view_id: str) -> None:
        """Begin with a view from now on; "" begins with the list as it was left."""
        self.start_view = view_id
        self._context.jobs.run(lambda _task: self._context.app.set_facts(start_view=view_id or None))
        self.view_changed.emit()

    def stop(self) -> None:
        """Write what was not written yet; the window is closing."""
        if self._keep.isActive():
            self._keep.stop()
            self._context.app.set_facts(list_state=self._state())

    def _tell(self) -> None:
        self._keep.start()
        self.changed.emit()
        self.view_changed.emit()

    def _state(self) -> str | None:
        try:
            return msgspec.json.encode({"view": self.view.id, "look": to_json(self.look)}).decode()
        except UsageError:  # too long to keep
            return None

    def _write(self) -> None:
        state, app = self._state(), self._context.app

        def work(_task: Task) -> None:
            app.set_facts(list_state=state)

        self._context.jobs.run(work).on_failure(lambda _error: None)  # the next change writes it again


def ready(view_id: str) -> SavedView:
    """Return a view that every profile has."""
    one = next(view for view in BUILT_IN if view.id == view_id)
    return SavedView(one.id, one.label(language()), one.look, own=False)


def all_views(context: Context) -> list[SavedView]:
    """Return every view: those that every profile has, private ones, shared ones."""
    return [*(ready(one.id) for one in BUILT_IN), *context.app.views.all()]


def filter_with(where: Node, subject: str, replacement: Node | None) -> Node:
    """Return a filter whose top conditions about a subject are replaced by another one."""
    kept = [part for part in top_parts(where) if not (isinstance(part, Condition) and part.subject == subject)]
    return all_of(*kept, *([replacement] if replacement is not None else []))
