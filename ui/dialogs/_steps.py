"""Where one is in a dialog of several steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons
from ui.theme import theme

_DOT = 22
_GAP = 8
_LINE = 28


class StepBar(QWidget):
    """Numbered steps; those done carry a check mark, the present one is filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_names(self, names: Sequence[str]) -> None:
        """Set the words of the steps."""
        self._names = tuple(names)
        self._tell()
        self.updateGeometry()

    def set_current(self, current: int) -> None:
        """Mark the step one is at, from 0."""
        self._current = current
        self._tell()

    def current(self) -> int:
        """Return the step one is at."""
        return self._current

    def sizeHint(self) -> QSize:
        """Room for every step."""
        metrics = self.fontMetrics()
        texts = sum(metrics.horizontalAdvance(name) + _DOT + 2 * _GAP for name in self._names)
        return QSize(texts + (len(self._names) - 1) * (_LINE + _GAP), 28)

    def minimumSizeHint(self) -> QSize:
        """Words may be elided."""
        return QSize(len(self._names) * (_DOT + 60), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint dots, words and the lines between."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        share = self.width() / max(1, len(self._names))
        narrow = self.width() < self.sizeHint().width()
        for place, name in enumerate(self._names):
            room = share - _DOT - 2 * _GAP if narrow else float(self.fontMetrics().horizontalAdvance(name) + 4)
            self._paint_dot(painter, x, place)
            x += _DOT + _GAP
            self._paint_name(painter, QRectF(x, 0, room, self.height()), place, name)
            x += room + _GAP
            if place + 1 < len(self._names) and not narrow:
                painter.setPen(theme.color("field_border"))
                painter.drawLine(int(x), self.height() // 2, int(x) + _LINE, self.height() // 2)
                x += _LINE + _GAP
        painter.end()

    def _paint_dot(self, painter: QPainter, x: float, place: int) -> None:
        rect = QRectF(x, (self.height() - _DOT) / 2, _DOT, _DOT)
        here, done = place == self._current, place < self._current
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary" if here else "soft" if done else "grey_s"))
        painter.drawEllipse(rect)
        if done:
            icons.paint(painter, "check", "accent", rect.adjusted(5, 5, -5, -5))
            return
        painter.setPen(theme.color("on_primary" if here else "grey"))
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(place + 1))

    def _paint_name(self, painter: QPainter, rect: QRectF, place: int, name: str) -> None:
        here = place == self._current
        painter.setPen(theme.color("text" if here else "text3"))
        painter.setFont(theme.font(13, QFont.Weight.DemiBold if here else QFont.Weight.Normal))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()) + 8)
        painter.drawText(rect.adjusted(0, 0, 8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _tell(self) -> None:
        if self._names:
            self.setAccessibleName(f"{self._current + 1}/{len(self._names)} {self._names[self._current]}")
        self.update()
