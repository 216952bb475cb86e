"""Line icons (Lucide, ISC) and the application icon: SVG, tinted with a token, sharp at any size."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import theme

#: Sizes in pixels of the window icon that ship as PNG.
APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)

# Lucide draws at 2 px; a little lighter matches the weight of Chinese text at 13 px.
_STROKE = ('stroke-width="2"', 'stroke-width="1.75"')


def icon(name: str, tint: str = "text2", on: str | None = None) -> QIcon:
    """Icon ``name`` in the colour of token ``tint``; ``on`` is the colour while its button is checked.

    The colour is looked up while painting: a theme switch needs nothing but a repaint.
    FileNotFoundError when there is no such icon.
    """
    _source(name)
    return QIcon(_Engine(name, tint, on))


def pixmap(name: str, tint: str = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Icon as a picture of ``size`` x ``size`` logical pixels; the tint is fixed at call time."""
    return icon(name, tint).pixmap(QSize(size, size), ratio)


def paint(painter: QPainter, name: str, tint: str, rect: QRectF) -> None:
    """Paint an icon into ``rect``."""
    _renderer(name, theme.value(tint)).render(painter, rect)


@lru_cache(maxsize=1)
def app_icon() -> QIcon:
    """Icon of windows and task bar."""
    found = QIcon()
    folder = Path(str(resources.files("resources") / "icons"))
    for size in APP_ICON_SIZES:  # read when first shown: eight pictures are 10 ms
        found.addFile(str(folder / f"app-{size}.png"), QSize(size, size))
    return found


def app_mark(size: int, ratio: float = 1.0) -> QPixmap:
    """Brand mark for the navigation and the about box, ``size`` logical pixels."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_read("app").encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


class _Engine(QIconEngine):
    """Paints at the asked size and device ratio; disabled is paler."""

    def __init__(self, name: str, tint: str, on: str | None) -> None:
        super().__init__()
        self._name = name
        self._tint = tint
        self._on = on

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tint, self._on)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tint = self._on if self._on and state == QIcon.State.On else self._tint
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.45)
        side = min(rect.width(), rect.height())
        paint(painter, self._name, tint, QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture


def _read(name: str) -> str:
    return (resources.files("resources") / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return _read(name).replace(*_STROKE)


@lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
