"""The next step of a customer in a coloured strip: what, when, done; used on the card and on its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_crm.domain.steps import Due, due_of
from desktop_crm.queries.steps import Step
from ui.i18n import Translated
from ui.models.texts import coming_moment
from ui.theme import set_role
from ui.widgets import ElidedLabel, IconButton, IconMark, make_button

#: Time -> kind of the strip and colour of its icon.
_LOOKS = {Due.OVERDUE: ("error", "red"), Due.TODAY: ("warning", "amber")}
_QUIET = ("info", "blue")


class StepStrip(Translated, QFrame):
    """``finished(step)``: it is done; ``opened(step)``: show the contact it was agreed in."""

    finished = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("step_strip")
        self.setProperty("role", "banner")
        self._narrow = narrow
        self._steps: Sequence[Step] = ()
        self._today = date.min
        self._icon = IconMark("calendar-clock", "blue", 16)
        self._label = ElidedLabel()
        self._more = make_button("", size="small", on_click=self._open, parent=self)
        self._more.setObjectName("step_open")
        self._more.setVisible(not narrow)
        self._tick = IconButton("check", "", self, small=True) if narrow else None
        self._done = make_button("", size="small", icon_name="check", on_click=self._finish, parent=self)
        self._done.setObjectName("step_done")
        self._done.setVisible(not narrow)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(9)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addWidget(self._more)
        row.addWidget(self._done)
        if self._tick is not None:
            self._tick.setObjectName("step_done")
            self._tick.clicked.connect(self._finish)
            row.addWidget(self._tick)
        self.setMinimumHeight(36)
        self.hide()

    def show_steps(self, steps: Sequence[Step], today: date) -> None:
        """Show the first of some steps; nothing when there is none."""
        self._steps, self._today = steps, today
        self.setVisible(bool(steps))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._done.setText(self.tr("完成"))
        self._done.setAccessibleName(self.tr("完成下一步"))
        if self._tick is not None:
            self._tick.set_name(self.tr("完成下一步"))
        self._more.setText(self.tr("查看"))
        self._more.setAccessibleName(self.tr("查看下一步"))
        if self._steps:
            self._say(self._steps[0])

    def _say(self, step: Step) -> None:
        due = due_of(step.due, self._today)
        kind, tint = _LOOKS.get(due, _QUIET)
        set_role(self, kind, "kind")
        set_role(self._label, f"banner-{kind}")
        self._icon.set_icon("calendar-clock", tint)
        head = "" if self._narrow else self.tr("下一步")
        late = self.tr("已逾期") if due is Due.OVERDUE else ""
        more = self.tr("另有 %n 项", "", len(self._steps) - 1) if len(self._steps) > 1 else ""
        parts = (head, late, coming_moment(step.due, self._today), step.action, more)
        text = " · ".join(part for part in parts if part)
        self._label.setText(text)
        self.setAccessibleName(text)

    def _finish(self) -> None:
        if self._steps:
            self.finished.emit(self._steps[0])

    def _open(self) -> None:
        if self._steps:
            self.opened.emit(self._steps[0])
