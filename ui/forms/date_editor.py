"""Date field: typed in any spelling that the import understands, or picked from a calendar; may stay empty."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from desktop_crm import clock
from desktop_crm.domain.fields import Field
from desktop_crm.domain.values import parse_value
from ui.forms.editors import FieldEditor
from ui.forms.lines import LineEdit
from ui.forms.state import Raw
from ui.i18n import Translated
from ui.widgets.date_edit import dress_calendar


class CalendarPopup(QFrame):
    """Calendar below a line; closes by itself."""

    picked = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self._calendar = QCalendarWidget(self)
        self._calendar.setLocale(QLocale())
        dress_calendar(self._calendar)
        self._calendar.clicked.connect(self.picked)
        self._calendar.activated.connect(self.picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._calendar)
        self.picked.connect(self.close)

    def open_at(self, line: QWidget, day: QDate) -> None:
        """Show below a line with a day chosen."""
        self._calendar.setSelectedDate(day)
        self._calendar.setAccessibleName(line.accessibleName())
        self.adjustSize()
        place = line.mapToGlobal(QPoint(0, line.height()))
        room = line.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place.setY(line.mapToGlobal(QPoint(0, 0)).y() - self.height())
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place)
        self.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)


class DateLine(Translated, LineEdit):
    """Line with a calendar, also on F4 and Alt+Down. ``read`` understands what was typed: ISO text, or none.

    ``picked`` follows a day that was picked.
    """

    picked = Signal()

    def __init__(self, read: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._popup: CalendarPopup | None = None
        self._button = self.add_button("calendar")
        self._button.triggered.connect(self.open_calendar)
        self.retranslate()

    def set_calendar(self, *, on: bool) -> None:
        """Offer the calendar, or be an ordinary line."""
        self._button.setVisible(on)

    def open_calendar(self) -> None:
        """Show the calendar."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._picked)
        day = QDate.fromString(self._read(self.text()), Qt.DateFormat.ISODate)
        self._popup.open_at(self, day if day.isValid() else QDate.currentDate())

    def retranslate(self) -> None:
        """Set the tip; the calendar is made anew in the new language."""
        self._button.setToolTip(self.tr("打开日历（F4）"))
        if self._popup is not None:
            self._popup.deleteLater()
            self._popup = None

    def _picked(self, day: QDate) -> None:
        self.show_text(day.toString(Qt.DateFormat.ISODate))
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar; while composing every key belongs to the input method."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        wanted = event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down)
        if wanted and self._button.isVisible() and not self.composing:
            self.open_calendar()
            return
        super().keyPressEvent(event)


class DateEditor(FieldEditor):
    """A date as ``yyyy-MM-dd``; other spellings are rewritten when the focus goes on."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.line = DateLine(self._read, self)
        self.box.addWidget(self.line)
        self._hold(self.line)
        self.line.typed.connect(self.edited)
        self.line.picked.connect(self.edited)
        self.line.left.connect(self._settle)

    def raw(self) -> Raw:
        """Return ISO text; text that is no date is returned as typed."""
        return self._read(self.line.text()) or self.line.text().strip()

    def show_raw(self, raw: Raw) -> None:
        """Show a date, or the text that is none."""
        self.line.show_text(str(raw or ""))

    def _read(self, text: str) -> str:
        return str(parse_value(self.field, text, clock.today()).value or "")

    def _settle(self) -> None:
        self.line.show_text(str(self.raw()))
        self.left.emit()
