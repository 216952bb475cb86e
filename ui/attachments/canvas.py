"""A picture to look at: fitted to the window until a zoom is chosen, dragged and scrolled when it is larger."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from ui.theme import theme

#: Steps of the zoom, 1 being a pixel a pixel.
ZOOMS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
_WHEEL_STEP = 120
#: A page is fitted to the width up to this zoom, with so much room at its sides in pixels.
_LARGEST_PAGE, _MARGIN = 1.3, 16


class Canvas(QScrollArea):
    """Shows one image. ``zoomed``: the zoom is another. ``wanted(step)``: Page Down at the end, Page Up at the top."""

    zoomed = Signal()
    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._natural, self._is_page = QSize(), False
        self._zoom: float | None = None
        self._held: QPoint | None = None
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setScaledContents(True)
        self.setWidget(self._label)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def zoom(self) -> float:
        """Size on the screen by natural size."""
        return self._zoom if self._zoom is not None else self._fitting()

    @property
    def is_fitted(self) -> bool:
        """Whether the picture follows the size of the window."""
        return self._zoom is None

    def show_image(self, image: QImage, page: QSize | None = None) -> None:
        """Show an image from its top. ``page``: it is a page of this size at zoom 1, and fitted by its width."""
        self._is_page, self._natural = page is not None, page or image.size()
        self._label.setPixmap(QPixmap.fromImage(image))
        # A bar that comes and goes would change the width that a page is fitted to.
        always, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(always if self._is_page else needed)
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def step_zoom(self, direction: int) -> None:
        """Go to the next larger (+1) or smaller (-1) zoom."""
        now = self.zoom
        steps = [zoom for zoom in ZOOMS if (zoom - now) * direction > 0.001]
        if steps:
            self._set_zoom(min(steps, key=lambda zoom: abs(zoom - now)))

    def fit(self) -> None:
        """Fit the picture to the window again."""
        self._set_zoom(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground behind the picture."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("bg"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        if self._zoom is None:
            self._lay_out()
            self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() >= _WHEEL_STEP / 2 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._held = event.position().toPoint()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._held is None:
            return
        here = event.position().toPoint()
        for bar, by in ((self.horizontalScrollBar(), self._held.x() - here.x()),
                        (self.verticalScrollBar(), self._held.y() - here.y())):  # fmt: skip
            bar.setValue(bar.value() + by)
        self._held = here

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
        self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll; past the end of a page turn it."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.wanted.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.wanted.emit(-1)
        else:
            super().keyPressEvent(event)

    def _set_zoom(self, zoom: float | None) -> None:
        self._zoom = zoom
        self._lay_out()
        self.zoomed.emit()

    def _fitting(self) -> float:
        """No picture is made larger than it is only to fill the window; a page a little, to be read."""
        if self._natural.isEmpty():
            return 1.0
        if self._is_page:
            return min(_LARGEST_PAGE, (self.viewport().width() - 2 * _MARGIN) / self._natural.width())
        room = self.maximumViewportSize()
        return min(1.0, room.width() / self._natural.width(), room.height() / self._natural.height())

    def _lay_out(self) -> None:
        self._label.resize(self._natural * self.zoom)
