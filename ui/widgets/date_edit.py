"""Date field with a calendar in our colours."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from ui.i18n import Translated
from ui.theme import theme


class DateEdit(Translated, QDateEdit):
    """Date as ``yyyy-MM-dd``, typed or picked; weeks start on Monday."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(QDate.currentDate(), parent)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setAccessibleName(name)
        self.retranslate()
        theme.changed.connect(self._recolour)
        self._recolour()

    def retranslate(self) -> None:
        """Month and day names follow the language."""
        self.calendarWidget().setLocale(QLocale())

    def _recolour(self) -> None:
        dress_calendar(self.calendarWidget())


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Give a calendar the theme's colours: Qt paints weekends in plain red and dims other months badly."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setGridVisible(False)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    header = QTextCharFormat()
    header.setForeground(theme.color("text3"))
    header.setBackground(theme.color("raised"))
    calendar.setHeaderTextFormat(header)
    weekday, weekend = QTextCharFormat(), QTextCharFormat()
    weekday.setForeground(theme.color("text"))
    weekend.setForeground(theme.color("red"))
    for day in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(day, weekend if day.value >= Qt.DayOfWeek.Saturday.value else weekday)
