"""The six figures as tiles: name, share, bar, what it means."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.domain.analysis.file_quality import Figure, Sums
from desktop_crm.domain.analysis.quality_words import figure_meaning, figure_name
from ui.i18n import Translated, language
from ui.quality.words import percent, tint
from ui.theme import theme
from ui.widgets import Panel, make_label

_BAR = 6


class ShareBar(QWidget):
    """A thin bar of a share from 0 to 1; None is an empty one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float | None) -> None:
        """Show another share."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(80, _BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and what is filled of it."""
        painter = QPainter(self)
        paint_share(painter, QRectF(self.rect()), self._share)
        painter.end()


def paint_share(painter: QPainter, rect: QRectF, share: float | None) -> None:
    """Paint a rounded bar filled to a share, in the colour of how good that is."""
    radius = rect.height() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("line"))
    painter.drawRoundedRect(rect, radius, radius)
    if share:
        filled = QRectF(rect)
        filled.setWidth(max(rect.height(), rect.width() * share))
        painter.setBrush(theme.color(tint(int(100 * share))))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()


class _Tile(Panel):
    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=14, spacing=6)
        self.figure = figure
        self.setObjectName(f"figure_{figure.value}")
        self.name, self.meaning = make_label(role="body"), make_label(role="muted", wrap=True)
        self.value = make_label(role="heading")
        self.value.setFont(theme.font(20, QFont.Weight.DemiBold))
        self.bar = ShareBar()
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.value)
        self.body.addLayout(head)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.meaning, 1)


class FigureRow(Translated, QWidget):
    """Six tiles side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sums, self._stale_days = Sums(), 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.tiles = [_Tile(figure) for figure in Figure]
        for tile in self.tiles:
            row.addWidget(tile, 1)

    def show_sums(self, sums: Sums, stale_days: int) -> None:
        """Show these figures."""
        self._sums, self._stale_days = sums, stale_days
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        shares = self._sums.figures()
        for tile in self.tiles:
            share = shares[tile.figure]
            name = figure_name(tile.figure, language())
            meaning = figure_meaning(tile.figure, language(), self._stale_days)
            tile.name.setText(name)
            tile.value.setText(percent(share))
            tile.bar.set_share(share)
            tile.meaning.setText(meaning)
            tile.setAccessibleName(f"{name}：{percent(share)}")
            tile.setAccessibleDescription(meaning)


class Months(Translated, QWidget):
    """The score month by month, as a calm line with its numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: list[tuple[str, int]] = []
        self.setFixedHeight(118)
        self._title = make_label(role="section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addStretch(1)
        self.retranslate()

    def show_months(self, months: list[tuple[str, Sums]], most: int = 12) -> None:
        """Show the newest of these months: ``YYYY-MM`` and sums."""
        known = [(month, score) for month, sums in months if (score := sums.score()) is not None]
        self._months = known[-most:]
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("每月得分"))
        self.setAccessibleName(self.tr("每月得分"))
        self.setAccessibleDescription("，".join(f"{month} {score}" for month, score in self._months))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, or what will be here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = QRectF(self.rect()).adjusted(0, 44, 0, -22)
        if len(self._months) < 2:
            painter.setPen(theme.color("text3"))
            painter.setFont(theme.font(12))
            words = self.tr("每月记一次；从下个月起，这里看得到进展。")
            painter.drawText(field.adjusted(0, -16, 0, 22), int(Qt.TextFlag.TextWordWrap), words)
            painter.end()
            return
        step = field.width() / len(self._months)
        low = min(score for _, score in self._months)
        room = max(1, max(score for _, score in self._months) - low)
        points = [
            (field.left() + step * (place + 0.5), field.bottom() - field.height() * (score - low) / room)
            for place, (_, score) in enumerate(self._months)
        ]
        pen = painter.pen()
        pen.setColor(theme.color("primary"))
        pen.setWidthF(1.6)
        painter.setPen(pen)
        for (left, top), (right, bottom) in pairwise(points):
            painter.drawLine(int(left), int(top), int(right), int(bottom))
        for (x, y), (month, score) in zip(points, self._months, strict=True):
            painter.setPen(pen)
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(QRectF(x - 3, y - 3, 6, 6))
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font(12))
            painter.drawText(QRectF(x - step / 2, y - 21, step, 16), Qt.AlignmentFlag.AlignCenter, str(score))
            painter.setPen(theme.color("text3"))
            foot = QRectF(x - step / 2, self.height() - 18, step, 18)
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(int(month[5:])))
        painter.end()
