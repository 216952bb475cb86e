"""Looks in the background whether the customer in the form has a card already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_crm.bootstrap import Application
from desktop_crm.domain.fields import Value, Values
from desktop_crm.domain.validation.findings import Finding
from desktop_crm.services.duplicates import MOST_FOR_A_SAVE, Match
from ui.context import Context
from ui.forms.card_state import CardReading, CardState
from ui.jobs import Lane, Task

#: Pause before the store is asked, in milliseconds.
PAUSE_MS = 400


class DuplicateWatch(QObject):
    """``found`` follows every change of ``matches``."""

    found = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._state: CardState | None = None
        self._matches: tuple[Match, ...] = ()
        self._asked: tuple[dict[str, Value], list[dict[str, Value]]] = ({}, [])
        self._round = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    @property
    def matches(self) -> tuple[Match, ...]:
        """The cards this one may be, the likeliest first; those told apart from it are left out."""
        apart = self._state.told_apart if self._state is not None else ()
        return tuple(match for match in self._matches if match.hard or match.id not in apart)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The same document is an error (X-DUP-HARD); likeness is told in the strip."""
        kind = self._state.kind if self._state is not None else None
        return tuple(match.finding(kind) for match in self._matches[:1] if match.hard and kind is not None)

    def forget(self) -> None:
        """Begin with another card."""
        self._pause.stop()
        self._round += 1
        self._matches, self._asked = (), ({}, [])

    def look(self, state: CardState, reading: CardReading) -> None:
        """Ask soon when the values are others than last time."""
        unread = {finding.field for finding in reading.unreadable}
        values: dict[str, Value] = {
            name: value for name, value in reading.card.values.items() if value is not None and name not in unread
        }
        grid = [dict(row.values) for row in reading.rows]
        self._state = state
        if (values, grid) == self._asked:
            return
        self._asked = values, grid
        self._pause.start()

    def settle(self) -> None:
        """Ask at once if there is something to ask, and wait for the answer: before a save (a few ms)."""
        if self._pause.isActive() and self._state is not None:
            self._pause.stop()
            self._round += 1
            self._matches = _matches(self._context.app, *self._asked, self._state.customer_id, MOST_FOR_A_SAVE)

    def _ask(self) -> None:
        if self._state is None:
            return
        self._round += 1
        work = partial(_work, self._context.app, self._asked, self._state.customer_id, self._round)
        try:
            job = self._context.jobs.run(work, Lane.POOL)
        except RuntimeError:  # the program is ending; the save would have asked itself
            return
        job.on_success(self._answered).on_failure(self._failed)

    def _answered(self, answer: tuple[int, tuple[Match, ...]]) -> None:
        number, matches = answer
        if number == self._round and matches != self._matches:
            self._matches = matches
            self.found.emit()

    def _failed(self, _error: object) -> None:
        """The save checks again, and tells what is wrong with the store."""
        self._asked = ({}, [])


def _work(
    app: Application, asked: tuple[Values, Sequence[Values]], customer_id: str | None, number: int, _task: Task
) -> tuple[int, tuple[Match, ...]]:
    return number, _matches(app, *asked, customer_id, None)


def _matches(
    app: Application, values: Values, grid: Sequence[Values], customer_id: str | None, most: int | None
) -> tuple[Match, ...]:
    return tuple(app.duplicates.matches(values, grid, customer_id, most=most))
