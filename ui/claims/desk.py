"""How many cases wait, for the navigation; and a message when one arrives or is decided."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop_crm.errors import CrmError
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.queries.claims import Case
from ui.claims.words import decision_words, who
from ui.context import Context
from ui.jobs import Lane, Task
from ui.timers import single_shot

#: Read this long after the last change, in milliseconds.
SETTLE_MS = 500


class ClaimDesk(QObject):
    """``counted(number)``: cases that nobody has decided. ``show`` opens the page."""

    counted = Signal(int)

    def __init__(self, context: Context, show: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._show = context, show
        self._known: dict[str, str] | None = None  # how each case stood when it was last looked at
        self._remote = False
        self._settle = single_shot(self, SETTLE_MS, self.count)
        context.bridge.changed.connect(self._changed)

    @Slot()
    def count(self) -> None:
        """Count now."""
        queries = self._context.app.claim_queries

        def work(_task: Task) -> list[Case]:
            return queries.cases()

        self._context.jobs.run(work, Lane.POOL).on_success(self._read).on_failure(self._failed)

    def stop(self) -> None:
        """Count no more; the window is closing."""
        self._settle.stop()
        self._context.bridge.changed.disconnect(self._changed)

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        self._remote = self._remote or change.origin is Origin.REMOTE
        self._settle.start()

    def _read(self, cases: list[Case]) -> None:
        before, self._known = self._known, {case.id: case.state for case in cases}
        self.counted.emit(sum(case.is_open for case in cases))
        if before is not None and self._remote:
            self._tell(cases, before)
        self._remote = False

    @staticmethod
    def _failed(error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error

    def _tell(self, cases: list[Case], before: dict[str, str]) -> None:
        look = (self.tr("查看"), self._show)
        for case in cases:
            if case.is_open and case.id not in before:
                text = self.tr("撞单：%1（%2），报价已冻结，等待裁定").replace("%1", case.name).replace("%2", who(case))
                self._context.notify(text, look, kind="warning")
            elif not case.is_open and before.get(case.id) == "open":
                text = self.tr("撞单已裁定：%1，%2").replace("%1", case.name).replace("%2", decision_words(case))
                self._context.notify(text, look, kind="success")
