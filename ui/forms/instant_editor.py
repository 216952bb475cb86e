"""Date and time in one line: typed in any of the quick words, or the day picked from the calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.fields import Field
from desktop_crm.domain.quick_dates import local, local_now, read_due, to_instant
from ui.forms.date_editor import DateEditor
from ui.forms.state import Raw

FORMAT = "%Y-%m-%d %H:%M"


class InstantEditor(DateEditor):
    """A moment of this computer's clock as ``yyyy-MM-dd HH:mm``; 明天 10点 or 3d are rewritten when the focus goes on.

    The raw value is the stored instant; a text that is no moment is returned as typed.
    """

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self._kept = ""  # the instant that was shown, seconds and all

    def raw(self) -> Raw:
        """Return UTC text."""
        typed = self.line.text().strip()
        if self._kept and typed == _shown(self._kept):
            return self._kept
        moment = read_due(typed, local_now())
        return to_instant(moment) if moment is not None else typed

    def show_raw(self, raw: Raw) -> None:
        """Show a moment, or the text that is none."""
        self._kept = str(raw or "") if local(str(raw or "")) else ""
        self.line.show_text(_shown(str(raw or "")))

    def _day(self) -> QDate:
        moment = local(str(self.raw()))
        return QDate(moment.year, moment.month, moment.day) if moment else QDate()

    def _picked(self, day: QDate) -> None:
        moment = local(str(self.raw()))
        hour = QTime(moment.hour, moment.minute) if moment else QTime(9, 0)
        self.line.show_text(f"{day.toString(Qt.DateFormat.ISODate)} {hour.toString('HH:mm')}")
        self.edited.emit()

    def _settle(self) -> None:
        self.show_raw(self.raw())
        self.left.emit()


def _shown(raw: str) -> str:
    moment = local(raw)
    return f"{moment:{FORMAT}}" if moment else raw
