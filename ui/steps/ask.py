"""A small window that asks for another day, in the words of the quick dates."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_crm.domain.quick_dates import to_instant
from ui.forms.lines import LineEdit
from ui.i18n import Translated
from ui.models.texts import coming_moment
from ui.steps.words import put_off_to
from ui.theme import set_role
from ui.widgets import make_label


class AskDay(Translated, QFrame):
    """``chosen(moment)`` on Return; closes by itself."""

    chosen = Signal(object)

    def __init__(self, due: str, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("ask_day")
        self.setProperty("role", "panel")
        self._due, self._today = due, today
        self.line = LineEdit()
        self.line.setProperty("role", "")
        self.line.setObjectName("ask_day_line")
        self._read = make_label(role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self._read)
        self.setFixedWidth(260)
        self.line.typed.connect(self.retranslate)
        self.line.returnPressed.connect(self._take)
        self.retranslate()

    def open_at(self, place: QPoint) -> None:
        """Show at a place of the screen."""
        self.adjustSize()
        self.move(place)
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def moment(self) -> datetime | None:
        """Return the moment that stands in the line."""
        return put_off_to(self.line.text(), self._due, self._today)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every text, and say which day was understood."""
        self.setAccessibleName(self.tr("推迟到"))
        self.line.setAccessibleName(self.tr("推迟到"))
        self.line.setPlaceholderText(self.tr("周五、3天后、12-1 14:00"))
        moment, typed = self.moment(), self.line.text().strip()
        if moment is not None:
            self._read.setText(coming_moment(to_instant(moment), self._today))
        else:
            self._read.setText(self.tr("看不懂") if typed else self.tr("回车确定"))
        set_role(self._read, "warning" if typed and moment is None else "muted")

    def _take(self) -> None:
        moment = self.moment()
        if moment is not None:
            self.close()
            self.chosen.emit(moment)
