"""Looks in the background whether the customer in the form has a card already (X-DUP-HARD, X-DUP-SOFT)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_crm.bootstrap import Application
from desktop_crm.domain.fields import Value
from desktop_crm.domain.validation.findings import Finding
from ui.context import Context
from ui.forms.card_state import CardReading, CardState
from ui.jobs import Task

#: Pause before the store is asked, in milliseconds.
PAUSE_MS = 400
_CODES = frozenset(("dup_hard", "dup_soft"))


class DuplicateWatch(QObject):
    """``found`` follows every change of ``findings``."""

    found = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()
        self._context = context
        self._asked: dict[str, Value] = {}
        self._customer_id: str | None = None
        self._round = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def forget(self) -> None:
        """Begin with another card."""
        self._pause.stop()
        self._round += 1
        self.findings, self._asked = (), {}

    def look(self, state: CardState, reading: CardReading) -> None:
        """Ask soon when the values are others than last time."""
        unread = {finding.field for finding in reading.unreadable}
        values: dict[str, Value] = {
            name: value for name, value in reading.card.values.items() if value is not None and name not in unread
        }
        if values == self._asked:
            return
        self._asked, self._customer_id = values, state.customer_id
        self._pause.start()

    def settle(self) -> None:
        """Ask at once if there is something to ask, and wait for the answer: before a save (a few ms)."""
        if self._pause.isActive():
            self._pause.stop()
            self._round += 1
            self.findings = _duplicates(self._context.app, self._asked, self._customer_id)

    def _ask(self) -> None:
        self._round += 1
        work = partial(_work, self._context.app, self._asked, self._customer_id, self._round)
        try:
            job = self._context.jobs.run(work)
        except RuntimeError:  # the program is ending; the save would have asked itself
            return
        job.on_success(self._answered).on_failure(self._failed)

    def _answered(self, answer: tuple[int, tuple[Finding, ...]]) -> None:
        number, findings = answer
        if number == self._round and findings != self.findings:
            self.findings = findings
            self.found.emit()

    def _failed(self, _error: object) -> None:
        """The save checks again, and tells what is wrong with the store."""
        self._asked = {}


def _work(
    app: Application, values: dict[str, Value], customer_id: str | None, number: int, _task: Task
) -> tuple[int, tuple[Finding, ...]]:
    return number, _duplicates(app, values, customer_id)


def _duplicates(app: Application, values: dict[str, Value], customer_id: str | None) -> tuple[Finding, ...]:
    return tuple(item for item in app.customers.check(values, (), customer_id) if item.code in _CODES)
