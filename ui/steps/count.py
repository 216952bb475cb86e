"""How many next steps wait today, for the navigation; counted off the GUI thread after each change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from desktop_crm.domain.steps import Due
from ui.context import Context
from ui.jobs import Lane, Task
from ui.timers import single_shot

#: Counted this long after the last change, in milliseconds.
SETTLE_MS = 500


class StepCount(QObject):
    """``counted(number)``: steps that are overdue or due today."""

    counted = Signal(int)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._settle = single_shot(self, SETTLE_MS, self.count)
        context.bridge.changed.connect(self._changed)

    @Slot()
    def count(self) -> None:
        """Count now."""
        steps, today = self._context.app.steps, self._context.app.today()

        def work(_task: Task) -> int:
            found = steps.counts(today)
            return found[Due.OVERDUE] + found[Due.TODAY]

        self._context.jobs.run(work, Lane.POOL).on_success(self.counted.emit)

    def stop(self) -> None:
        """Count no more; the window is closing."""
        self._settle.stop()
        self._context.bridge.changed.disconnect(self._changed)

    @Slot(object)
    def _changed(self, _change: object) -> None:
        self._settle.start()
