"""Small painted marks: avatar, pill, dot, icon. Delegates of tables share the paint functions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons
from ui.theme import theme

_PILL_GAP = 6


def paint_avatar(painter: QPainter, rect: QRectF, name: str, text: str | None = None) -> None:
    """Paint a round avatar; ``text`` is one or two characters, by default the first of ``name``."""
    shown = text or name[:1]
    background, foreground = theme.avatar(sum(map(ord, name)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(background)
    painter.drawEllipse(rect)
    painter.setPen(foreground)
    share = 0.42 if len(shown) == 1 else 0.34
    painter.setFont(theme.font(max(8, int(rect.height() * share)), QFont.Weight.Medium))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


def pill_width(text: str, px: int = 12, padding: int = 9) -> float:
    """Width of a pill with this text, in pixels."""
    return QFontMetricsF(theme.font(px, QFont.Weight.Medium)).horizontalAdvance(text) + 2 * padding


def paint_pill(
    painter: QPainter, x: float, middle: float, text: str, tint: str, *, height: float = 22, padding: int = 9
) -> float:
    """Paint a pill from ``x``, centred on the line ``middle``; return its width.

    ``tint`` is one of green, amber, red, grey, blue, purple.
    """
    width = pill_width(text, padding=padding)
    rect = QRectF(x, middle - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{tint}_s"))
    painter.drawRoundedRect(rect, height / 2, height / 2)
    painter.setPen(theme.color(tint))
    painter.setFont(theme.font(12, QFont.Weight.Medium))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


class Avatar(QWidget):
    """Round mark of a person."""

    def __init__(self, name: str, diameter: int = 32, text: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._text: str | None = None
        self.setFixedSize(diameter, diameter)
        self.set_name(name, text)

    def set_name(self, name: str, text: str | None = None) -> None:
        """Show another person; ``text`` overrides the letters shown."""
        self._name, self._text = name, text
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle and the letters."""
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._text)
        painter.end()


class Pills(QWidget):
    """A line of pills, each a text and a colour token; those without room become ``+n``."""

    def __init__(self, items: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[tuple[str, str], ...] = ()
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_items(items)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Show these pills."""
        self._items = tuple(items)
        names = "、".join(text for text, _ in self._items)
        self.setAccessibleName(names)
        self.setToolTip(names)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every pill."""
        width = sum(pill_width(text) + _PILL_GAP for text, _ in self._items)
        return QSize(max(0, int(width + 0.99) - _PILL_GAP), 24)

    def minimumSizeHint(self) -> QSize:
        """Room for the count alone."""
        return QSize(int(pill_width("+99")) + 1 if self._items else 0, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits and count the rest."""
        painter = QPainter(self)
        x = 0.0
        for place, (text, tint) in enumerate(self._items):
            rest = len(self._items) - place - 1
            reserve = pill_width(f"+{rest}") + _PILL_GAP if rest else 0
            if x + pill_width(text) + reserve > self.width() + 0.5:
                paint_pill(painter, x, self.height() / 2, f"+{rest + 1}", "grey")
                break
            x += paint_pill(painter, x, self.height() / 2, text, tint) + _PILL_GAP
        painter.end()


class Pill(Pills):
    """One pill."""

    def __init__(self, text: str, tint: str = "grey", parent: QWidget | None = None) -> None:
        super().__init__([(text, tint)], parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_pill(self, text: str, tint: str) -> None:
        """Show another text in another colour."""
        self.set_items([(text, tint)])


class Dot(QWidget):
    """Coloured dot beside a word; the word carries the meaning, so the dot has no name of its own."""

    def __init__(self, tint: str = "green", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tint = tint
        self.setFixedSize(8, 8)

    def set_tint(self, tint: str) -> None:
        """Show another colour."""
        self._tint = tint
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._tint))
        painter.drawEllipse(self.rect())
        painter.end()


class IconMark(QWidget):
    """An icon that is no button; ``halo`` puts it on a soft circle. It follows the theme by itself."""

    def __init__(
        self, icon_name: str, tint: str = "text3", size: int = 16, halo: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tint, self._halo = icon_name, tint, halo
        self.setFixedSize(size, size)

    def set_icon(self, icon_name: str, tint: str, halo: str | None = None) -> None:
        """Show another icon, and another circle when ``halo`` names its colour token."""
        self._icon, self._tint = icon_name, tint
        self._halo = self._halo if halo is None else halo
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint halo and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self._halo:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._halo))
            painter.drawEllipse(rect)
            inset = rect.width() * 0.27
            rect = rect.adjusted(inset, inset, -inset, -inset)
        icons.paint(painter, self._icon, self._tint, rect)
        painter.end()
