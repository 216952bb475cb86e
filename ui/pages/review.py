"""The frame of pages that are worked through: chips above a list, and what is chosen beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_crm.errors import CrmError
from desktop_crm.events import ChangeSet
from ui.context import Context
from ui.errors import describe
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.timers import single_shot
from ui.widgets import Chip, ChipRow, EmptyState, lay_out_review, make_label
from ui.widgets.review_list import ReviewList

_Show = TypeVar("_Show", bound=StrEnum)


class ReviewPage(Translated, QWidget):
    """Reads its items in the background, keeps its place in the list. ``customer_wanted(id)``: show this customer.

    A page says what it reads (:meth:`read`), what it does with that (:meth:`keep`) and how all of it is said
    (:meth:`say`); it makes ``view`` and ``detail`` and calls :meth:`lay_out`.
    """

    customer_wanted = Signal(str)
    #: The list is read anew this long after the last change, in milliseconds: a synchronisation tells many.
    settle_ms = 60

    view: ReviewList
    model: Any  # lists items by show_items and place_of

    def __init__(self, context: Context, name: str, show: StrEnum, icon: str, parent: QWidget | None) -> None:
        """``show`` is the chip that is chosen first, ``icon`` that of the empty list."""
        super().__init__(parent)
        self.setObjectName(name)
        self._context = context
        self._show, self._stopped, self._place = show, False, 0
        self.chips = ChipRow("")
        self._title, self._hint = make_label(role="title"), make_label(role="muted")
        self.empty = EmptyState(icon, "")
        self._stack = QStackedWidget()
        self._settle = single_shot(self, self.settle_ms, self.reload)
        self.chips.chosen.connect(self._chosen)
        context.bridge.changed.connect(self._changed)

    # -- what a page says -------------------------------------------------------------------

    def read(self, _task: Task) -> object:
        """Read what is listed; runs in the background."""
        return None

    def keep(self, answer: Any) -> None:  # noqa: ANN401 - what the page's own read returned
        """Take what was read."""

    def say(self) -> None:
        """Show what is kept."""

    # -- what all of them do ----------------------------------------------------------------

    def stop(self) -> None:
        """Read nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Time passes, and what was due yesterday is overdue now: read anew."""
        super().showEvent(event)
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self.reload()
            self.view.setFocus()

    @Slot()
    def reload(self) -> None:
        """Read the list anew, in the background."""
        if not self._stopped:
            self._context.jobs.run(self.read, Lane.POOL).on_success(self._arrived).on_failure(self._failed)

    def list_items(
        self, items: Sequence[object], names: Mapping[_Show, str], counts: Mapping[_Show, int], wanted: str = ""
    ) -> None:
        """List these under chips with names and numbers, standing on the wanted one, on the one that was current, or at
        the same place."""
        self.chips.set_chips([Chip(show.value, name, counts[show]) for show, name in names.items()])
        self.chips.choose(self._show.value)
        here = self.view.current()
        self.model.show_items(items)
        wanted = wanted or (here.id if here is not None else "")
        place = self.model.place_of(wanted) if wanted else -1
        self.view.choose(place if place >= 0 else self._place)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def lay_out(self, detail: QWidget, at_right: QWidget, width: int) -> None:
        """Arrange everything; the list is ``width`` pixels wide."""
        lay_out_review(
            self, (self._title, self._hint), at_right, (self.chips,), self._stack,
            view=self.view, detail=detail, empty=self.empty, width=width,
        )  # fmt: skip

    @Slot(object)
    def _arrived(self, answer: object) -> None:
        if not self._stopped:
            self.keep(answer)
            self.say()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(describe(error).whole().replace("\n", ""), kind="warning")

    @Slot(str)
    def _chosen(self, key: str) -> None:
        self._show, self._place = type(self._show)(key), 0
        self.say()

    @Slot(object)
    def _changed(self, _change: ChangeSet) -> None:
        if not self._stopped:
            self._settle.start()
